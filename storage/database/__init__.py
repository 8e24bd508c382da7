"""Records: SQLite by default, PostgreSQL in production, the same tables and the same code."""
