"""Questions asked about a scenario and its portfolios."""
