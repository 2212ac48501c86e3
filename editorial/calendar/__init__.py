"""The editors' calendar: what goes out and what takes place in a month, drafts among it."""
