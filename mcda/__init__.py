"""Balanced portfolios of city-countryside cooperation."""
