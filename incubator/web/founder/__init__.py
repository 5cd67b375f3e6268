"""A founder's application, company and programme."""
