"""Tests of the conversation: the table, stories, provenance, replay and random walks."""
