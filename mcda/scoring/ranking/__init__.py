"""Classical rankings of the actions: a view beside the portfolio, never a coefficient of it."""
