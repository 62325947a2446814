"""One module per format, one Protocol, one registry."""
