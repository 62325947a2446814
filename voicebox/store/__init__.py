"""Talks kept in one encrypted, append-only file."""
