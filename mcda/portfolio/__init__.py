"""A finished portfolio: exact amounts, verdicts, ledger, and its certificate."""

from mcda.portfolio.ledger import Ledger
from mcda.portfolio.portfolio import Portfolio, Proof, assemble
from mcda.portfolio.verdicts import Fragility, Verdict

__all__ = ["Fragility", "Ledger", "Portfolio", "Proof", "Verdict", "assemble"]
