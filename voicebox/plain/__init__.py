"""The talk in lines, for screen readers, braille, pipes and tests."""
