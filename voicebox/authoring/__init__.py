"""What the author of a pack uses."""
