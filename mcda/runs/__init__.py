"""Long work: what is remembered of it, how far it is, and many tasks at once. Knows no scenario."""
