"""A chat that keeps a child's own words, and who said them, for the plan written about them."""
