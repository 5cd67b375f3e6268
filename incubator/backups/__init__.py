"""KEEP: one archive with the database and the uploads, proved by loading it again, and brought back whole."""
