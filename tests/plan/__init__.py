"""The plan record, and three talks and a plan that every format is tried with."""
