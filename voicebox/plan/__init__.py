"""The plan record, and how views lead to it. Pure."""
