"""Pictures: the library, the rasteriser and the terminal cells."""
