"""What a programme that can be read still must not say: its editions, its questions, its rules."""
