"""School forms, as schools make them, and what is filled into them."""
