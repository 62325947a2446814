"""Prompt packs: their models and their loader."""
