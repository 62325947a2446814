"""What a family may ask for: all that is held about their child, or that it is taken out."""
