"""Files as people write them: bytes to a programme, or everything that is wrong, with line, key and mend."""
