"""Looking after images: filters of their list, and replacing one everywhere."""
