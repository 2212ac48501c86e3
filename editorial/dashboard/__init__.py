"""The front page of the admin: what the person who signed in has to do next."""
