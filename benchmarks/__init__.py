"""Benchmarks: how long the product takes, beside the same model written plainly."""
