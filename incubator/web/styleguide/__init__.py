"""Every component in every state, in development."""
