"""Django's PostgreSQL, which in addition tells the server for whom each statement is made."""
