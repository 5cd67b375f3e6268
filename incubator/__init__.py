"""Incubator: a biotech cluster's programmes, from the first application to alumni years."""
