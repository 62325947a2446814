"""The conversation: states, routing, engine, events and record. Pure."""
