"""Uploaded files: checked by their content, kept under their digest, given back."""

from incubator.actions.files.uploads import path_of, shown_name, store_file

__all__ = ["path_of", "shown_name", "store_file"]
