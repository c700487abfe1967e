"""The optimiser: a model in PuLP, engines that solve it, proofs that are checked."""

from mcda.optimise.solve import solve

__all__ = ["solve"]
