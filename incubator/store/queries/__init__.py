"""Lists and rows for screens, each asked for by a person and holding only what that person may see."""
