"""REMEMBER: what is kept, in tables; plain SQLAlchemy, no web, no letters."""
