"""Signing in, and the pages about oneself."""
