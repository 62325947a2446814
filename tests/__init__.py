"""Tests, one folder for each part of voicebox."""
