"""Schema changes, one revision each."""
