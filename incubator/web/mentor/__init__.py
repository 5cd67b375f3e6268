"""A mentor's companies and sessions."""
