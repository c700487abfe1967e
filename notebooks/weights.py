# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Préparer une réunion sur les poids / Preparing a meeting about weights
#
# Ce qu'un poids veut dire, trois manières de le demander, ce que chacune change au portefeuille, ce
# que veulent quatre collèges, et pourquoi un classement n'est pas un portefeuille. L'exemple autour de
# Caen est illustratif ; les réponses données ici sont inventées. Les chiffres des phrases sont calculés.
#
# *What a weight means, three ways to ask for it, what each changes in the portfolio, what four
# colleges want, and why a ranking is no portfolio. The example around Caen is illustrative; the answers
# given here are invented. Figures in sentences are computed.*

# %%
import json
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pandas as pd

import mcda
from mcda.files.examples import new
from mcda.files.questionnaire import question_sheets
from mcda.portfolio.portfolio import Proof, assemble
from mcda.scoring import score
from mcda.scoring.appraisal import appraise
from mcda.wording import words

FRENCH, ENGLISH = words("fr"), words("en")


def say(french, english, places=1, **figures):
    """Print a sentence in both languages, its figures written as each of them does."""
    for text, language in ((french, FRENCH), (english, ENGLISH)):
        shown = {
            name: figure if isinstance(figure, str) else language.number(figure, places)
            for name, figure in figures.items()
        }
        print(text.format(**shown))


caen = new(Path(mkdtemp()) / "caen", "caen")
scenario = mcda.read(caen)

# %% [markdown]
# ## 1. Ce qu'un poids veut dire / What a weight means
#
# Un poids n'est pas l'importance d'un critère en général : c'est la part de 100 points que rapporte un
# **saut**, de la cible nulle (`zero`) à la cible pleine (`full`). Par la hauteur du saut, le poids donne
# aussi la valeur d'une unité : un taux de change entre critères. Nous le lisons en emplois.
#
# *A weight is not how important a criterion is in general: it is the share of 100 points that a*
# ***swing*** *brings, from `zero` to `full`. Through the size of the swing it also says what one unit
# is worth: a rate of exchange between criteria. We tell it in jobs.*

# %%
own = mcda.weight_sets(scenario, reference="jobs", consensus=False)
swings = pd.DataFrame(
    [(c.criterion, c.unit, float(c.zero), float(c.full)) for c in scenario.leaves],
    columns=["criterion", "unit", "zero", "full"],
).set_index("criterion")
swings["weight"] = own.table["scenario"]
swings["points_per_unit"] = 100 * swings["weight"] / (swings["full"] - swings["zero"])
swings["in_jobs"] = own.exchange_rates["scenario"]
swings

# %%
one_job = 1 / swings["in_jobs"]
say(
    "Qui signe ces poids dit : un emploi vaut {trips} déplacements par jour, {carbon} t de CO2 par an, "
    "ou {care} rendez-vous de soins par an.",
    "Who signs these weights says: a job is worth {trips} trips a day, {carbon} t of CO2 a year, or "
    "{care} medical appointments a year.",
    trips=one_job["trips"],
    carbon=one_job["carbon"],
    care=one_job["care"],
)

# %% [markdown]
# Où une fonction de valeur se courbe (`codesigned`, `quick_wins`), le taux est une moyenne sur tout le
# saut. Le piège : changer la cible sans redemander le poids change le taux de change.
#
# *Where a value function bends (`codesigned`, `quick_wins`), the rate is a mean over the whole swing.
# The trap: to change a target without asking for the weight again changes the rate of exchange.*

# %%
longer = mcda.weight_sets(
    mcda.read(caen, settings=["criteria.jobs.full=200"]), reference="carbon", consensus=False
)
before = mcda.weight_sets(scenario, reference="carbon", consensus=False)
say(
    "Même poids, mais une cible de 200 emplois au lieu de {full} : un emploi ne vaut plus {one} t de CO2 "
    "mais {other}.",
    "Same weight, but a target of 200 jobs instead of {full}: a job is no longer worth {one} t of CO2 "
    "but {other}.",
    full=swings["full"]["jobs"],
    one=before.exchange_rates["scenario"]["jobs"],
    other=longer.exchange_rates["scenario"]["jobs"],
)

# %% [markdown]
# ## 2. Demander les poids / Asking for weights
#
# ### Par sauts / By swings
#
# La question porte sur des sauts chiffrés, jamais sur des mots. `mcda weights SCENARIO --questions
# FICHIER.xlsx` écrit celles de toutes les méthodes ; voici les premières.
#
# *Questions are about swings in figures, never about words. `mcda weights SCENARIO --questions
# FILE.xlsx` writes those of all methods; here are the first.*

# %%
asked = {sheet.title: sheet for sheet in question_sheets(scenario, FRENCH)}
pd.DataFrame(asked["swing"].rows, columns=asked["swing"].headers)[["criterion", "question"]].head(3)

# %% [markdown]
# Une méthode qui ne parle que des branches laisse les feuilles à la colonne `weight` de `criteria`, et
# les tient pour égales si cette colonne est vide, comme ici. Pour que seules les réponses changent, on
# y écrit d'abord les points que le scénario donne aux feuilles.
#
# *A method that speaks of branches only leaves the leaves to the column `weight` of `criteria`, and
# holds them equal where that column is empty, as it is here. So that nothing but the answers changes,
# the points that the scenario gives to leaves are written there first.*

# %%
leaves = [leaf.criterion for leaf in scenario.leaves]
branch = {leaf.criterion: leaf.parent for leaf in scenario.leaves}
LEAF_POINTS = [f"criteria.{leaf}.weight={float(scenario.weights[leaf])}" for leaf in leaves]


def asking(method, answers, source=caen):
    """The scenario with these answers as its weights."""
    return mcda.read(source, settings=[*LEAF_POINTS, f"weights={json.dumps({method: answers})}"])


def by_branch(weights):
    """Weights of the leaves, added up by branch."""
    return weights.groupby(branch).sum()


# %%
by_swing = asking(
    "swing",
    {
        "usefulness": 100, "transition": 80, "economy": 60, "reciprocity": 40, "governance": 30,
        "feasibility": 20,
        "trips": 70, "water": 100, "care": 90, "homes": 50,
        "carbon": 100, "food": 80, "renovation": 60,
        "jobs": 100, "visitors": 30, "participants": 60,
    },
)  # fmt: skip
said_by_swing = mcda.weight_sets(by_swing, consensus=False)
pd.DataFrame({"scenario": own.table["scenario"], "swing": said_by_swing.table["scenario"]})

# %% [markdown]
# ### Par paires / By pairs (AHP)
#
# Quinze comparaisons entre les six branches. Un jugement s'est glissé à l'envers.
#
# *Fifteen comparisons between the six branches. One judgement has slipped in upside down.*

# %%
judgements = {
    "usefulness/transition": 2, "usefulness/economy": 2, "usefulness/reciprocity": 4,
    "usefulness/governance": 4, "usefulness/feasibility": 5,
    "transition/economy": 2, "transition/reciprocity": 3, "transition/governance": 3,
    "transition/feasibility": "1/4",
    "economy/reciprocity": 2, "economy/governance": 2, "economy/feasibility": 3,
    "reciprocity/governance": 1, "reciprocity/feasibility": 1, "governance/feasibility": 1,
}  # fmt: skip
contradictory = mcda.weight_sets(asking("ahp", judgements), consensus=False)
(check,) = contradictory.elicited.consistency
say(
    "Rapport de cohérence : {ratio} (admis jusqu'à {limit}). À revoir d'abord : {revisit}, jugé {judged}, "
    "alors que l'ensemble des réponses dit {implied}.",
    "Consistency ratio: {ratio} (up to {limit} is accepted). To look at first: {revisit}, judged {judged}, "
    "whereas all answers together say {implied}.",
    places=2,
    ratio=check.value,
    limit=check.limit,
    revisit=check.revisit,
    judged=str(judgements[check.revisit]),
    implied=check.implied,
)

# %% [markdown]
# On repose la question à la salle, sans lui souffler le chiffre calculé ; elle répond 4 contre 1 dans
# l'autre sens. *The question is put again, without whispering the computed figure; the answer is four
# to one the other way round.*

# %%
assert check.revisit == "transition/feasibility"
by_pairs = asking("ahp", {**judgements, check.revisit: 4})
mended = mcda.weight_sets(by_pairs, consensus=False)
(check,) = mended.elicited.consistency
assert check.is_acceptable
say("Rapport de cohérence : {ratio}.", "Consistency ratio: {ratio}.", places=3, ratio=check.value)

# %%
pd.DataFrame(
    {
        "scenario": by_branch(own.table["scenario"]),
        "contradictory": by_branch(contradictory.table["scenario"]),
        "mended": by_branch(mended.table["scenario"]),
    }
)

# %% [markdown]
# ### Par énoncés / By statements
#
# Quand la salle ne veut dire que « au moins autant », tous les poids qui s'y accordent sont admis : un
# polytope, décrit par ses sommets. Le calcul prend leur centre, mais l'intervalle de chaque poids dit
# ce qui reste ouvert.
#
# *Where people only say “at least as much”, all weights that agree are admitted: a polytope, described
# by its vertices. Their centre is used, but the interval of each weight says what is still open.*

# %%
statements = [
    "usefulness >= transition >= economy",
    "economy >= reciprocity",
    "economy >= governance",
    "governance >= feasibility",
    "feasibility >= 0.05",
    "usefulness <= 0.40",
    "water >= care >= trips >= homes",
    "carbon >= food >= renovation",
    "jobs >= participants >= visitors",
]
by_statements = asking("statements", statements)
partly = mcda.weight_sets(by_statements, consensus=False)


def room(found):
    """Least, centre and most of each weight."""
    frame = pd.DataFrame(
        {leaf: (float(low), float(high)) for leaf, (low, high) in found.intervals.items()},
        index=["least", "most"],
    ).T
    frame.insert(1, "centre", found.table["scenario"])
    return frame


room(partly)

# %%
corners = pd.DataFrame([{k: float(w) for k, w in corner.items()} for corner in partly.elicited.vertices])
of_branches = corners.T.groupby(branch).sum().T
pd.DataFrame({"least": of_branches.min(), "centre": of_branches.mean(), "most": of_branches.max()})

# %% [markdown]
# Un énoncé de plus réduit le nombre de poids admis. *One more statement admits fewer weights.*

# %%
firmer = mcda.weight_sets(asking("statements", [*statements, "homes >= 0.05"]), consensus=False)
width, firmer_width = ((room(found)["most"] - room(found)["least"]).mean() for found in (partly, firmer))
say(
    "{n} sommets ; l'intervalle moyen a une largeur de {width} points de pourcentage, et de {less} après "
    "« homes >= 0.05 ». Le poids le plus ouvert au départ : {widest}.",
    "{n} vertices; the mean interval is {width} percentage points wide, and {less} after "
    "“homes >= 0.05”. The weight most open at the start: {widest}.",
    n=len(corners),
    width=100 * width,
    less=100 * firmer_width,
    widest=(corners.max() - corners.min()).idxmax(),
)

# %% [markdown]
# ## 3. Le portefeuille sous chaque réponse / The portfolio under each answer
#
# Les points de deux lignes ne se comparent pas : chacune a ses propres poids. On regarde les actions.
# *Points of two rows cannot be compared: each has weights of its own. Look at the actions.*

# %%
asked_for = {"scenario": scenario, "swing": by_swing, "ahp": by_pairs, "statements": by_statements}
chosen = {name: mcda.solve(one) for name, one in asked_for.items()}
portfolio = chosen["scenario"]
base = set(portfolio.actions)
pd.DataFrame(
    {
        name: {
            "points": round(float(one.value), 2),
            "local_cost": float(one.local_cost),
            "actions": len(one.actions),
            "proof": one.proof.status,
            "enter": " ".join(sorted(set(one.actions) - base)),
            "leave": " ".join(sorted(base - set(one.actions))),
        }
        for name, one in chosen.items()
    }
).T

# %% [markdown]
# Pourquoi ? D'abord, combien chaque liste (colonne) vaut par chaque jeu de poids (ligne). *Why? First,
# what each list (column) is worth by each set of weights (row).*

# %%
scores = {name: score(one) for name, one in asked_for.items()}


@cache
def seen_by(name, actions):
    return assemble(scores[name], actions, Proof("judged"))


def judged(actions, by="scenario"):
    """A list by one of the sets of weights: its value, and its verdicts."""
    return seen_by(by, frozenset(actions))


def worth(actions, by="scenario"):
    """Points of a list by one of the sets of weights; rules are not looked at."""
    return float(judged(actions, by).value)


def broken(actions, by="scenario"):
    """Slack of the rules that a list breaks, the tightest relation named."""
    verdicts = judged(actions, by).verdicts
    return {f"{v.rule} ({v.relation})": round(float(v.slack), 1) for v in verdicts if not v.holds}


def each_by_each(what):
    """One figure for each list (column) by each set of weights (row)."""
    figures = {of: {by: what(one.actions, by) for by in scores} for of, one in chosen.items()}
    return pd.DataFrame(figures).rename_axis(index="weights", columns="list")


seen = each_by_each(worth)
seen

# %% [markdown]
# Une liste peut valoir plus que celle que le calcul a retenue pour ces poids : c'est alors qu'elle casse
# une règle. Les règles qui comptent en points (la part du rural dans le bénéfice) changent avec les
# poids, elles aussi. *A list may be worth more than the one found for these weights: it then breaks a
# rule. Rules that count in points (the rural share of the benefit) change with the weights too.*

# %%
breaks = each_by_each(lambda actions, by: ", ".join(broken(actions, by)))
for by in seen.index:
    assert all(breaks.loc[by, of] for of in seen.columns if seen.loc[by, of] > seen.loc[by, by])
breaks

# %% [markdown]
# Ensuite, les actions qui entrent ou sortent : leurs points pris seules sous les poids du scénario et
# sous les autres, et le critère qui en apporte le plus. Une action peut gagner des points et sortir
# quand même : les règles se tiennent toutes ensemble.
#
# *Then the actions that enter or leave: their points alone by the scenario's weights and by the others,
# and the criterion that brings most of them. An action may gain points and leave all the same: the
# rules hold all together.*

# %%
moving = sorted(set().union(*(set(one.actions) ^ base for one in chosen.values())))


def moved_row(action):
    """One action that enters or leaves: points alone by each set, and on which lists it stands."""
    alone = judged([action])
    return {
        "local_cost": float(alone.local_cost),
        "most_from": max(alone.value_by_criterion, key=alone.value_by_criterion.get),
        **{f"points_{name}": round(worth([action], name), 2) for name in scores},
        "on_lists": " ".join(name for name, one in chosen.items() if action in one.actions),
    }


pd.DataFrame({action: moved_row(action) for action in moving}).T

# %% [markdown]
# Les énoncés laissent de la place : à chaque sommet, laquelle des deux listes vaut plus, celle du
# scénario ou celle du centre ? La valeur est linéaire en les poids : les sommets suffisent.
# *Statements leave room: at each vertex, which of two lists is worth more, that of the scenario or that
# of the centre? Value is linear in the weights: vertices are enough.*

# %%
centre = partly.elicited.weights


def per_weight(actions):
    """Points by criterion of a list, per unit of weight."""
    found = judged(actions, "statements").value_by_criterion
    return pd.Series({leaf: float(found[leaf] / centre[leaf]) for leaf in leaves})


ahead = corners @ per_weight(chosen["statements"].actions) - corners @ per_weight(portfolio.actions)
say(
    "Sur {n} sommets, règles mises à part, la liste du centre vaut plus à {more}, celle du scénario à "
    "{less} ; l'écart va de {low} à {high} points.",
    "Of {n} vertices, rules left aside, the list of the centre is worth more at {more}, that of the "
    "scenario at {less}; the gap runs from {low} to {high} points.",
    n=len(ahead),
    more=int((ahead > 1e-3).sum()),
    less=int((ahead < -1e-3).sum()),
    low=ahead.min(),
    high=ahead.max(),
)

# %% [markdown]
# ## 4. Quatre collèges / Four colleges
#
# La table `weights.csv` donne les points de quatre collèges pour les branches, et leur voix. Le
# portefeuille de consensus est celui dont le pire regret est le plus petit : regret, ce qu'un collège
# perd en points à ses propres yeux, à côté de la liste qu'il aurait choisie seul. Nous le cherchons
# sans les deux règles d'équité (variante `no_equity`) : moins les règles décident, plus les poids
# décident. Les règles qui restent comptent avec les poids du scénario.
#
# *The table `weights.csv` gives the points of four colleges for the branches, and their voices. The
# portfolio of consensus has the least worst regret: what a college loses in points of its own weights,
# beside the list it would have chosen alone. It is sought without the two rules of equity (variant
# `no_equity`): the less is decided by rules, the more by weights. The rules that stay count with the
# weights of the scenario.*

# %%
freer = f"{caen}:no_equity"
found = mcda.weight_sets(mcda.read(freer), reference="jobs")
by_branch(found.table)

# %%
pd.Series({one.name: float(one.voice) for one in found.sets if one.kind == "college"}, name="voice")

# %% [markdown]
# Où ils diffèrent le plus, et quelle part du poids deux collèges placent autrement. *Where they differ
# most, and which share of the weight two colleges place differently.*

# %%
pd.DataFrame(found.disagreements).astype({"distance": float}).head()

# %%
pd.Series({pair: float(share) for pair, share in found.distances.items()}, name="share").sort_values()

# %% [markdown]
# Le même désaccord en taux de change : ce que vaut une unité, en emplois. *The same disagreement as
# rates of exchange: what one unit is worth, in jobs.*

# %%
found.exchange_rates.loc[["trips", "carbon", "care", "joined"]]

# %% [markdown]
# La moyenne des poids et leur moyenne géométrique, chaque voix comptée, donnent chacune un portefeuille
# (`weights: {colleges: mean}`). Les voici à côté du consensus, et ce qui change par rapport à la liste que
# donnent les poids du scénario. *The mean of the weights and their geometric mean, each voice counted,
# give a portfolio each (`weights: {colleges: mean}`). Here they are beside the consensus, and what
# changes against the list that the weights of the scenario give.*

# %%
compromises = {how: asking("colleges", how, freer) for how in ("mean", "geometric")}
for how, one in compromises.items():
    weights = mcda.weight_sets(one, consensus=False).table["scenario"]
    assert (weights - found.table[how]).abs().max() < 1e-9
of_scenario = mcda.solve(mcda.read(freer))
lists = {
    "scenario": of_scenario,
    **{how: mcda.solve(one) for how, one in compromises.items()},
    "consensus": found.consensus,
}
pd.DataFrame(
    {
        name: {
            "actions": len(one.actions),
            "local_cost": float(one.local_cost),
            "enter": " ".join(sorted(set(one.actions) - set(of_scenario.actions))),
            "leave": " ".join(sorted(set(of_scenario.actions) - set(one.actions))),
        }
        for name, one in lists.items()
    }
).T

# %% [markdown]
# Ce que chaque liste coûte à chaque collège, en points de ce collège. *What each list costs each
# college, in points of that college.*

# %%
regrets = pd.DataFrame(
    {
        name: {regret.college: float(regret.points) for regret in found.regrets(one.actions)}
        for name, one in lists.items()
    }
).T
regrets["worst"] = regrets.max(axis=1)
assert regrets["worst"]["consensus"] <= regrets["worst"]["scenario"]
regrets

# %%
same = [name for name, one in lists.items() if one.actions == found.consensus.actions]
hurt = regrets.loc["consensus"].drop("worst")
say(
    "Même liste : {same}. Le pire regret passe de {own} points (liste du scénario) à "
    "{worst} ; il est pour {who}.",
    "Same list: {same}. The worst regret goes from {own} points (list of the "
    "scenario) to {worst}; it is borne by {who}.",
    places=2,
    same=", ".join(same),
    own=regrets["worst"]["scenario"],
    worst=regrets["worst"]["consensus"],
    who=hurt.idxmax(),
)

# %% [markdown]
# ## 5. À côté des classements / Beside the rankings
#
# Un classement range les actions une par une, d'après leurs effets tels qu'écrits et les mêmes poids.
# Il ne connaît ni le coût, ni les partenaires, ni les règles, ni les synergies, ni les chances de
# réussite. Voici le rang des actions retenues.
#
# *A ranking orders actions one by one, by their effects as written and the same weights. It knows
# neither cost, nor partners, nor rules, nor synergies, nor chances of success. Here is the rank of the
# actions in the portfolio.*

# %%
rankings = mcda.rank(scenario, ["mavt", "topsis", "vikor", "promethee_ii", "electre_iii"])
ranks = rankings.table.assign(mean=rankings.table.mean(axis=1))
ranks[ranks.index.isin(base)]

# %%
names = list(rankings.agreement.names)
kendall = pd.DataFrame(rankings.agreement.kendall, index=names, columns=names)
spearman = pd.DataFrame(rankings.agreement.spearman, index=names, columns=names)
pd.concat({"Kendall tau-b": kendall, "Spearman rho": spearman}, axis=1).round(2)

# %%
pairs = {f"{a} / {b}": kendall.loc[a, b] for i, a in enumerate(names) for b in names[i + 1 :]}
say(
    "Les classements eux-mêmes s'accordent de {low} ({far}) à {high} ({near}) : tau de Kendall.",
    "Rankings themselves agree from {low} ({far}) to {high} ({near}): Kendall's tau.",
    places=2,
    low=min(pairs.values()),
    far=min(pairs, key=pairs.get),
    high=max(pairs.values()),
    near=max(pairs, key=pairs.get),
)

# %% [markdown]
# Autant d'actions que le portefeuille en retient, prises en tête du rang moyen : lesquelles n'y sont
# pas, et lesquelles y sont sans être en tête ? *As many actions as the portfolio holds, from the top of
# the mean rank: which of them are not in it, and which are in it without being at the top?*

# %%
top = list(ranks.index[: len(base)])
left_out = [action for action in top if action not in base]
taken = [action for action in ranks.index if action in base and action not in top]
say(
    "Bien classées, écartées : {out}. Moins bien classées, retenues : {taken}.",
    "Ranked well, left out: {out}. Ranked less well, taken: {taken}.",
    out=", ".join(left_out),
    taken=", ".join(taken),
)

# %% [markdown]
# **Le coût.** Points par 100 k€ payés par les partenaires, chaque action prise seule.
# ***Cost.*** *Points per 100 k€ paid by the partners, each action alone.*

# %%
alone = {a: judged([a]) for a in scenario.action_by_id}
cost = pd.DataFrame(
    {
        a: {
            "mean_rank": ranks["mean"][a],
            "points": float(one.value),
            "local_cost": float(one.local_cost),
            "points_per_100": 100 * float(one.value / one.local_cost),
        }
        for a, one in alone.items()
    }
).T
cost["rank_per_cost"] = cost["points_per_100"].rank(ascending=False).astype(int)
pd.concat({"left out": cost.loc[left_out], "taken": cost.loc[taken]})

# %%
say(
    "Médiane : {out} points par 100 k€ pour les écartées, {taken} pour les retenues.",
    "Median: {out} points per 100 k€ for those left out, {taken} for those taken.",
    places=2,
    out=cost.loc[left_out, "points_per_100"].median(),
    taken=cost.loc[taken, "points_per_100"].median(),
)

# %% [markdown]
# **Les règles et les partenaires.** La marge de chaque règle dans le portefeuille, puis ce qui casse si
# l'on ajoute une action écartée sans rien retirer. Les montants négatifs disent de combien.
# ***Rules and partners.*** *The slack of each rule in the portfolio, then what breaks if an action left
# out is added and nothing taken away. Negative amounts say by how much.*

# %%
portfolio.rules[["rule", "verdict", "relation", "slack"]]

# %%
added = pd.DataFrame({a: broken(base | {a}) for a in left_out}).T
added.insert(0, "gain", [worth(base | {a}) - float(portfolio.value) for a in left_out])
added.astype(object).where(added.notna(), "")

# %%
counts = added.drop(columns="gain").notna().sum().sort_values(ascending=False)
say(
    "Parmi {n} actions écartées, l'ajout casse : {counts}.",
    "Of {n} actions left out, adding them breaks: {counts}.",
    n=len(left_out),
    counts=", ".join(f"{rule} × {count}" for rule, count in counts.items()),
)

# %% [markdown]
# À l'inverse, ce que coûte le retrait d'une action moins bien classée : des points, et parfois une
# règle. Où la ligne ne nomme aucune règle, rien ne l'impose : elle est là pour ses points et son prix.
# *Conversely, what it costs to drop an action that ranks less well: points, and sometimes a rule. Where
# the row names no rule, nothing imposes it: it is there for its points and its price.*

# %%
dropped = pd.DataFrame({a: broken(base - {a}) for a in taken}, columns=taken).T
dropped.insert(0, "loss", [float(portfolio.value) - worth(base - {a}) for a in taken])
dropped.astype(object).where(dropped.notna(), "")

# %% [markdown]
# **Les synergies et la réussite.** Points propres d'une action dans le portefeuille et seule (sans les
# cibles communes) : l'écart vient des synergies, bonnes ou mauvaises ; pour une action écartée, de celles
# qu'elle aurait si toutes les écartées entraient. À côté, ses points si la réussite était certaine, ce
# que lisent les classements, et les points attendus.
# ***Synergies and success.*** *Own points of an action in the portfolio and alone (without common
# targets): the gap comes from synergies, good or bad; for an action left out, from those it would have if
# all those left out came in. Beside them, its points if success were certain, as rankings
# read it, and its expected points.*

# %%
appraised = appraise(scenario)
own_leaves = [f for f in appraised.functions if f.criterion.scope == "action"]
lines = [(s.action, float(s.weighted), float(s.expected)) for f in own_leaves for s in f.actions]
success = pd.DataFrame(lines, columns=["action", "if_certain", "expected"]).groupby("action").sum()
success["chance"] = pd.Series(
    {a: float(chance.share) for mark in appraised.marks for chance in mark.chances for a in chance.actions}
)
whole = judged(base | set(left_out))
within = {line.action: float(line.value) for line in whole.by_action}
within |= {line.action: float(line.value) for line in portfolio.by_action}
success["from_synergies"] = [
    within[a] - float(alone[a].by_action[0].value) if a in within else None for a in success.index
]
pd.concat({"left out": success.loc[left_out], "taken": success.loc[taken]})

# %%
synergies = sum(line.value - alone[line.action].by_action[0].value for line in portfolio.by_action)
together = portfolio.value - sum(alone[a].value for a in base)
say(
    "Ensemble, les actions retenues valent {value} points ; une par une, elles en vaudraient {parts}. "
    "L'écart, en points : {synergies} par les synergies, {common} par les cibles communes, dont la valeur "
    "dépend du total.",
    "Together the actions taken are worth {value} points; one by one they would be worth {parts}. The "
    "gap, in points: {synergies} from synergies, {common} from common targets, whose value depends on "
    "the total.",
    places=2,
    value=portfolio.value,
    parts=portfolio.value - together,
    synergies=synergies,
    common=together - synergies,
)

# %% [markdown]
# **Le prix d'un souhait.** Si la salle tient à l'action écartée la mieux classée, le mieux est de
# l'imposer et de tout recalculer. *If people insist on the best-ranked action left out, it is best to
# impose it and to compute everything again.*

# %%
wish = left_out[0]
rule = json.dumps({"type": "linear", "terms": {wish: 1}, "min": 1})
imposed = mcda.solve(mcda.read(caen, settings=[f"rules.wish={rule}"]))
say(
    "Imposer {wish} coûte {price} points ; entrent {enter}, sortent {leave}.",
    "To impose {wish} costs {price} points; {enter} enter, {leave} leave.",
    places=2,
    wish=wish,
    price=portfolio.value - imposed.value,
    enter=", ".join(sorted(set(imposed.actions) - base)),
    leave=", ".join(sorted(base - set(imposed.actions))),
)
