"""Writes the golden files anew."""

from tests.corpus.golden.sentences import write

write()
