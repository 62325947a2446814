"""How a page looks in HTML: markup that is only text, pictures that are only shapes, one style."""
