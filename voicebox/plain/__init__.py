"""The talk in lines: for screen readers, braille lines, pipes, and whoever likes lines better."""
