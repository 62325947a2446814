"""Makers of hostile files: the corpus names them, and says with what."""
