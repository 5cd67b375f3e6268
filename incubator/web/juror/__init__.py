"""A juror's reviews."""
