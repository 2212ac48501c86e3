"""`manage.py doctor`: looks at everything that a running site depends on, and says what to do."""
