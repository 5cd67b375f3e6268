"""The work of managers, the director and admins."""
