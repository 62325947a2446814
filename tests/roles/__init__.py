"""Whole talks played by people in their roles: scripts, replayed in plain mode and in the app."""
