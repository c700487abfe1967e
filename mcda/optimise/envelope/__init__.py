"""The value of the best portfolio as a function of the weights: convex, piecewise linear, exact."""
