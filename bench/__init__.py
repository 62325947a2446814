"""Measurements of voicebox beside named baselines, and what only shows under kills and long use."""
