"""The full-screen app: the only importer of textual."""
