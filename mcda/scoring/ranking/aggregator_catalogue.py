"""What is known of each aggregator of scikit-criteria: its way with scales, costs and signs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from mcda.wording import N_

Costs = Literal["direction", "turned"]
Needs = Literal["any", "non_negative", "positive"]

ALL = ("vector", "sum", "max", "min_max", "none")
RATIOS = ("vector", "sum", "max")
STRETCHED = ("min_max", *RATIOS)


@dataclass(frozen=True)
class Aggregator:
    """One method: how levels reach it, and how its answer reads."""

    name: str
    """Its name on the command line."""
    title: str
    """Its name, author and year."""
    library: str
    """Module and class in `skcriteria.agg`."""
    score: str
    """Where the library keeps its score."""
    sensitivity: str
    """What its ranks are sensitive to, one sentence (English, marked for translation)."""
    normalisation: str = "none"
    """How levels are made comparable when nothing else is asked for."""
    normalisations: tuple[str, ...] = ("none",)
    """What it accepts: names of `NORMALISATIONS`."""
    costs: Costs = "direction"
    """Whether it knows the direction of each criterion, or wants costs turned into gains."""
    needs: Needs = "any"
    """What signs of scaled levels it can read."""
    higher_is_better: bool = True
    """How its score reads."""
    respects_dominance: bool = True
    """Whether an alternative that is nowhere better and somewhere worse never ranks before."""
    tells: Mapping[str, str] = field(default_factory=dict)
    """What else it tells, by the name of the detail: where the library keeps it."""
    most: int | None = None
    """Most alternatives it can compare, where time or memory grow with their square."""


_RECORDS = (
    Aggregator(
        "aras", "ARAS (Zavadskas, Turskis 2010)", "aras.ARAS", "utility",
        N_("A cost counts by its reciprocal, so small costs are set apart more than large ones."),
        "sum", ("sum", "max", "vector", "min_max", "none"), "turned", "non_negative",
    ),
    Aggregator(
        "cocoso", "CoCoSo (Yazdani et al. 2019)", "cocoso.CoCoSo", "score",
        N_("The worst action sets the scale of all the others: leaving it out may change the order."),
        "min_max", STRETCHED, "turned", "non_negative",
    ),
    Aggregator(
        "codas", "CODAS (Keshavarz Ghorabaee et al. 2016)", "codas.CODAS", "score",
        N_("Distances closer than 0.02 count in part: one worse everywhere may come first."),
        "max", STRETCHED, "turned", "non_negative", respects_dominance=False, most=3000,
    ),
    Aggregator(
        "copras", "COPRAS (Zavadskas, Kaklauskas 1996)", "copras.COPRAS", "score",
        N_("Costs count by the reciprocal of their sum: a very low one may outweigh all gains."),
        "sum", ALL, "direction", "non_negative", tells={"gains": "S_max", "costs": "S_min"},
    ),
    Aggregator(
        "edas", "EDAS (Keshavarz Ghorabaee et al. 2015)", "edas.EDAS", "score",
        N_("The average is the yardstick: adding or leaving out an action moves it."),
        "none", ("none", "min_max"), "direction", "non_negative",
    ),
    Aggregator(
        "electre1", "ELECTRE I (Roy 1968)", "electre.ELECTRE1", "",
        N_("It only separates a kernel from the rest, with fixed thresholds 0.65 and 0.35."),
        "min_max", ALL,
        tells={"concordance": "matrix_concordance", "discordance": "matrix_discordance"}, most=2000,
    ),
    Aggregator(
        "electre2", "ELECTRE II (Roy, Bertier 1971)", "electre.ELECTRE2", "score",
        N_("Its fixed thresholds turn small differences into all or nothing."),
        "min_max", ALL, higher_is_better=False,
        tells={"direct": "ranking_direct", "inverse": "ranking_inverted"}, most=2000,
    ),
    Aggregator(
        "ervd", "ERVD (Shyur et al. 2015)", "ervd.ERVD", "similarity",
        N_("Losses below the reference level count more than twice as much as gains above it."),
        "min_max", ALL, tells={"to_ideal": "s_plus", "to_worst": "s_minus"},
    ),
    Aggregator(
        "mabac", "MABAC (Pamučar, Ćirović 2015)", "mabac.MABAC", "score",
        N_("The best and the worst level of each criterion set its scale."),
        "min_max", STRETCHED, "turned", "non_negative",
    ),
    Aggregator(
        "mairca", "MAIRCA (Gigović et al. 2016)", "mairca.MAIRCA", "values",
        N_("The best and the worst level of each criterion set its scale."), higher_is_better=False,
    ),
    Aggregator(
        "marcos", "MARCOS (Stević et al. 2020)", "marcos.MARCOS", "utility_scores",
        N_("The best level of each criterion sets its scale, and costs count by their reciprocal."),
        needs="positive", tells={"to_worst": "K_minus", "to_ideal": "K_plus"},
    ),
    Aggregator(
        "moora", N_("MOORA, ratio system (Brauers, Zavadskas 2006)"), "moora.RatioMOORA", "score",
        N_("Criteria with large figures close to each other count less than their weight says."),
        "vector", ALL,
    ),
    Aggregator(
        "reference_point", N_("MOORA, reference point (Brauers, Zavadskas 2006)"),
        "moora.ReferencePointMOORA", "score",
        N_("Only the worst gap to the best level counts, whatever the other criteria say."),
        "vector", ALL, higher_is_better=False,
    ),
    Aggregator(
        "multiplicative", N_("Full multiplicative form (Brauers, Zavadskas 2012)"),
        "moora.FullMultiplicativeForm", "score",
        N_("Weights do not count, and one very low level drags everything down."),
        "none", ("none", *RATIOS), needs="positive",
    ),
    Aggregator(
        "multimoora", "MULTIMOORA (Brauers, Zavadskas 2012)", "moora.MultiMOORA", "score",
        N_("A tie in one of three rankings cancels a duel: an action worse everywhere may come first."),
        "vector", RATIOS, needs="positive",
        respects_dominance=False, most=2000,
    ),
    Aggregator(
        "ocra", "OCRA (Parkan 1994)", "ocra.OCRA", "performance",
        N_("The smallest level of each criterion is its unit: one close to zero drowns the rest."),
        needs="positive", tells={"costs": "input_performance", "gains": "output_performance"},
    ),
    Aggregator(
        "probid", "PROBID (Wang et al. 2021)", "probid.PROBID", "score",
        N_("Distance from the average is rewarded even downwards: one worse everywhere may come first."),
        "vector", ALL, respects_dominance=False, most=3000,
    ),
    Aggregator(
        "s_probid", N_("Simplified PROBID (Wang et al. 2021)"), "probid.SimplifiedPROBID", "score",
        N_("Only extreme quarters of levels count: one worse everywhere may come first."),
        "vector", ALL, respects_dominance=False, most=3000,
    ),
    Aggregator(
        "ram", "RAM (Sotoudeh-Anvari 2023)", "ram.RAM", "score",
        N_("Costs are the root of gains: criteria with large figures close to each other count less."),
        "sum", ALL, needs="non_negative", tells={"gains": "sum_benefit", "costs": "sum_cost"},
    ),
    Aggregator(
        "rim", "RIM (Cables et al. 2016)", "rim.RIM", "score",
        N_("The reference ideal and the bounds of each criterion set its scale."),
        tells={"to_ideal": "i_plus", "to_worst": "i_minus"},
    ),
    Aggregator(
        "wsm", N_("Weighted sum (Fishburn 1967)"), "simple.WeightedSumModel", "score",
        N_("A weak level is made up for by a strong one; the normalisation decides the exchange."),
        "min_max", ("min_max", *RATIOS, "none"), "turned", "non_negative",
    ),
    Aggregator(
        "wpm", N_("Weighted product (Bridgman 1922)"), "simple.WeightedProductModel", "score",
        N_("Ratios count, not differences: a level close to zero rules an action out."),
        "max", (*RATIOS, "none"), "turned", "positive",
    ),
    Aggregator(
        "simus", "SIMUS (Munier 2011)", "simus.SIMUS", "method_1_score",
        N_("Weights do not count, and an action worse than another everywhere may come first."),
        needs="non_negative", respects_dominance=False,
    ),
    Aggregator(
        "spotis", "SPOTIS (Dezert et al. 2020)", "spotis.SPOTIS", "score",
        N_("The bounds of each criterion set its scale; with stated bounds no rank is reversed."),
        higher_is_better=False,
    ),
    Aggregator(
        "topsis", "TOPSIS (Hwang, Yoon 1981)", "topsis.TOPSIS", "similarity",
        N_("The normalisation and the zero of each scale: adding a constant may change the order."),
        "vector", ALL, tells={"ideal": "ideal", "worst": "anti_ideal"},
    ),
    Aggregator(
        "vikor", "VIKOR (Opricovic, Tzeng 2004)", "vikor.VIKOR", "q_k",
        N_("The weight of the majority against the greatest regret (v), and the extreme levels."),
        higher_is_better=False, tells={"S": "s_k", "R": "r_k"},
    ),
    Aggregator(
        "waspas", "WASPAS (Zavadskas et al. 2012)", "waspas.WASPAS", "score",
        N_("Half a sum and half a product: a level close to zero weighs heavily in the product."),
        "max", (*RATIOS, "none"), "turned", "positive",
    ),
)  # fmt: skip

AGGREGATORS: Mapping[str, Aggregator] = {record.name: record for record in _RECORDS}
"""Every aggregator by its name."""
