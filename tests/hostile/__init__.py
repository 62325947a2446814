"""What comes from a stranger, a broken disk or an odd terminal: one clear line, nothing lost."""
