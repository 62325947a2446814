"""Boards that a person brings in a file: read, checked, and never trusted."""
