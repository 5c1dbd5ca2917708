"""To be told by its first module."""
