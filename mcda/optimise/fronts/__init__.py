"""Exact frontiers: every point that nothing beats on all objectives at once."""
