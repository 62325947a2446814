"""Talks passed on from store to store: in an encrypted bundle, merged without doubles."""
