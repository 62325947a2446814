"""Baselines: the least that a program of each kind can be."""
