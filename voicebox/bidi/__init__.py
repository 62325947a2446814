"""Words that run from right to left, for terminals that paint every cell from the left."""
