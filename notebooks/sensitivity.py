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
# # Ce qui tient, ce qui bascule / What holds, what turns
#
# Un meilleur portefeuille est une réponse à des chiffres. Avant d'en discuter, on veut savoir ce qui
# existe à côté, ce qui tient quels que soient les poids, à quel chiffre tout est suspendu, et pourquoi
# telle action est dedans et telle autre dehors. L'exemple de Brest et du Centre-Ouest-Bretagne est
# illustratif et n'engage aucun des territoires cités. Les chiffres des phrases sont calculés.
#
# *A best portfolio answers to figures. Before it is discussed one wants to know what lies beside it, what
# holds whatever the weights, on which figure everything hangs, and why one action is in and another out.
# The example of Brest and Centre-Ouest-Bretagne is illustrative and commits none of the territories named.
# Figures in sentences are computed.*

# %%
from pathlib import Path
from tempfile import mkdtemp

import pandas as pd

import mcda
from mcda.analysis import robustness, sensitivity
from mcda.files.examples import new
from mcda.show import explanation
from mcda.show.sensitivity_names import figure, name
from mcda.show.sensitivity_study import discovery_sentences
from mcda.wording import words

FRENCH, ENGLISH = words("fr"), words("en")


def say(french, english, places=0, **figures):
    """Print a sentence in both languages, its figures written as each of them does."""
    for text, language in ((french, FRENCH), (english, ENGLISH)):
        shown = {
            name: figure if isinstance(figure, str) else language.number(figure, places)
            for name, figure in figures.items()
        }
        print(text.format(**shown))


def exchanged(entered, left):
    """`+F1 −F2`: what comes, what goes."""
    return " ".join([*(f"+{action}" for action in entered), *(f"−{action}" for action in left)])


folder = Path(mkdtemp())
scenario = mcda.read(new(folder / "brest", "brest"))

# %%
best = mcda.solve(scenario)
best

# %% [markdown]
# ## 1. La frontière / The frontier
#
# Tout ce qu'aucun autre portefeuille ne bat à la fois en valeur et en coût. Les valeurs sont des nombres
# entiers d'unités : il n'y a ni grille ni point manqué.
#
# *Everything that no other portfolio beats in value and in cost at once. Values are whole numbers of
# units: there is no grid, and no point is missed.*

# %%
frontier = mcda.frontier(scenario, ["value", "cost"])
frontier.table.head(12)

# %%
assert frontier.complete
half = next(point for point in reversed(frontier.points) if 2 * point.levels[1] >= best.cost)
say(
    "{points} points, dont {supported} que des poids choisiraient ; les autres, seule une règle ou un "
    "budget les trouve. La moitié du coût ({cost} k€) donne encore {share} % de la valeur.",
    "{points} points, {supported} of which weights would choose; the others only a rule or a budget finds. "
    "Half the cost ({cost} k€) still gives {share}% of the value.",
    points=frontier.number,
    supported=sum(point.supported for point in frontier.points),
    cost=half.levels[1],
    share=100 * half.levels[0] / best.value,
)

# %% [markdown]
# Les pas les plus chers de la frontière, en k€ par point gagné, et ce que chacun échange.
# *The dearest steps of the frontier, in k€ per point gained, and what each exchanges.*

# %%
steps = frontier.table[["value", "cost"]].assign(
    exchange=[exchanged(point.entered, point.left) for point in frontier.points]
)
steps["k€ per point"] = steps["cost"].diff() / steps["value"].diff()
steps.nlargest(5, "k€ per point")

# %% [markdown]
# Trois objectifs à la fois : la valeur, le coût, et le bénéfice du rural. *Three objectives at once:
# value, cost, and rural benefit.*

# %%
three = mcda.frontier(scenario, ["value", "cost", "benefit:rural"])
three.table.drop(columns="actions")

# %%
fairest = max(three.points, key=lambda point: point.levels[2])
say(
    "{points} points. Le plus de bénéfice pour le rural : {rural} points, pour {value} points en tout et "
    "{cost} k€.",
    "{points} points. The most benefit for rural partners: {rural} points, with {value} points in all and "
    "{cost} k€.",
    places=1,
    points=str(three.number),
    rural=fairest.levels[2],
    value=fairest.levels[0],
    cost=fairest.levels[1],
)

# %% [markdown]
# ## 2. Les suivants / The next best
#
# Non pas une liste mais plusieurs : ce que chacune échange contre la meilleure, et ce qu'elle perd.
# *Not one list but several: what each exchanges against the best, and what it loses.*

# %%
others = mcda.alternatives(scenario, 3)
others.table.assign(
    exchange=[exchanged(one.entered, one.left) for one in others.found],
).drop(columns=["entered", "left"])

# %%
assert others.complete
last = others.found[-1]
say(
    "Le troisième vaut {loss} point de moins que le premier et en diffère par {moves} actions.",
    "The third is worth {loss} points less than the first and differs from it in {moves} actions.",
    places=2,
    loss=-last.value,
    moves=str(len(last.entered) + len(last.left)),
)

# %% [markdown]
# ## 3. Ce qui tient quels que soient les poids / What holds whatever the weights
#
# Chaque poids peut valoir 30 % de plus ou de moins. Un portefeuille est écarté si un autre ne vaut jamais
# moins, et vaut parfois plus. L'indice est la part des portefeuilles restants qui contiennent l'action :
# 1, elle est du noyau ; 0, elle est hors ; entre les deux, elle se négocie.
#
# *Each weight may be 30 % larger or smaller. A portfolio falls if another is never worth less, and worth
# more for some weights. The index is the share of the remaining portfolios that hold the action: 1 is
# core, 0 is out, and what lies between is to be negotiated.*

# %%
admitted = mcda.information(scenario, "interval:30%", scores="nominal", costs="nominal")
robust = mcda.robust(scenario, admitted, robustness.Asked(competitors=0, question=False))
robust.table.sort_values(["core_index", "action"], ascending=[False, True])

# %%
assert robust.complete
core, open_ = robust.of_class("core"), robust.of_class("borderline")
say(
    "{portfolios} portefeuilles restent. {core} actions sont dans tous ; se négocient : {open}. Du meilleur "
    "portefeuille de tout à l'heure, {kept} actions sur {all} sont du noyau.",
    "{portfolios} portfolios remain. {core} actions are in all of them; to be negotiated: {open}. Of the "
    "best portfolio above, {kept} actions of {all} are core.",
    portfolios=len(robust.portfolios),
    core=len(core),
    open=", ".join(open_) or "–",
    kept=len(set(core) & set(best.actions)),
    all=len(best.actions),
)

# %% [markdown]
# Et pour chaque partenaire : ce qui est acquis, ce qui se négocie, ce qu'il reçoit au moins et au plus.
# *And for each partner: what is settled, what is to be negotiated, what it gets at least and at most.*

# %%
pd.DataFrame(
    [
        {
            "partner": one.id,
            "standing": one.firmness,
            "core": " ".join(one.core),
            "in negotiation": " ".join(one.borderline),
            "least": float(one.benefit[0]),
            "most": float(one.benefit[1]),
        }
        for one in robust.partners
        if one.benefit is not None
    ]
).set_index("partner")

# %% [markdown]
# ## 4. À quels chiffres tout est suspendu / On which figures everything hangs
#
# Jusqu'où un chiffre peut bouger, les autres restant tels quels, sans que ce portefeuille cesse d'être le
# meilleur : des intervalles exacts. *How far one figure may move, the others as they are, before this
# portfolio is no longer the best: exact intervals.*

# %%
DATA = ("rules.budget.max", "rules.rural.min", "rules.return.return_on_burden", "actions.E2.cost")
found = mcda.sensitivity(scenario, sensitivity.Asked(data=DATA))


def beyond(end):
    """What ends an interval: a rule that fails, or a better portfolio."""
    return end.rule or exchanged(end.entered, end.left)


pd.DataFrame(
    [
        {
            "figure": name(scenario, one.datum, ENGLISH),
            "from": figure(scenario, one.datum, one.low.at, ENGLISH),
            "now": figure(scenario, one.datum, one.value, ENGLISH),
            "to": figure(scenario, one.datum, one.high.at, ENGLISH),
            "below": beyond(one.low),
            "above": beyond(one.high),
        }
        for one in found.stability
    ]
).set_index("figure")

# %%
assert found.complete
narrow = min((one for one in found.stability if one.room is not None), key=lambda one: one.room)
for language, said in (
    (FRENCH, "Le plus serré : {name}. Un changement de {room} suffit."),
    (ENGLISH, "The tightest: {name}. A change of {room} is enough."),
):
    shown = name(scenario, narrow.datum, language)
    print(said.format(name=shown, room=language.percent(narrow.room, 2)))

# %% [markdown]
# **La tornade** : chaque chiffre seul, 10 % plus bas et plus haut (ou aux bouts de l'intervalle que le
# scénario déclare), la meilleure valeur recalculée à chaque fois. *The tornado: each figure alone, 10 %
# lower and higher (or at the ends of its stated interval), the best value found anew each time.*

# %%
pd.DataFrame(
    [
        {
            "figure": name(scenario, bar.factor.datum, ENGLISH),
            "low": float(bar.low.best - bar.value),
            "high": float(bar.high.best - bar.value),
            "drawn": "".join("█" for _ in range(round(bar.width))),
            "as it is, fails": " ".join(sorted({*bar.low.fails, *bar.high.fails})),
        }
        for bar in found.tornado
    ]
).set_index("figure")

# %%
widest = found.tornado[0]
for language, said in (
    (FRENCH, "Le plus large : {name}, {width} points."),
    (ENGLISH, "The widest: {name}, {width} points."),
):
    shown = name(scenario, widest.factor.datum, language)
    print(said.format(name=shown, width=language.number(widest.width, 1)))

# %% [markdown]
# ## 5. Quand une action entre-t-elle ? / When does an action enter?
#
# Le budget et le retour exigé varient ensemble ; un petit arbre dit, en mots, ce qui sépare les cas où le
# réseau de tiers-lieux E2 est retenu de ceux où il ne l'est pas. *The budget and the return asked for vary
# together; a small tree tells in words what separates the cases with the network of shared workplaces E2 from those
# without.*

# %%
drawn = sensitivity.Asked(
    data=("rules.budget.max", "rules.return.return_on_burden"),
    stability=False,
    tornado=False,
    discover="E2",
    samples=40,
)
discovery = mcda.sensitivity(scenario, drawn).discovery
for language in (FRENCH, ENGLISH):
    print(*discovery_sentences(scenario, discovery, language), sep="\n")

# %% [markdown]
# Quarante tirages suffisent à montrer ; pour décider, `mcda sensitivity S --discover E2 --samples 500`,
# qui reprend où il s'est arrêté. *Forty samples are enough to show; to decide, run more of them, and
# the command goes on where it was stopped.*

# %% [markdown]
# ## 6. Pourquoi elle, et pas l'autre ? / Why this one and not that one?
#
# Le coût de remplacement : ce que l'on perd à imposer le contraire. *The replacement cost: what is lost
# when the opposite is imposed.*

# %%
why = {action: mcda.explain(scenario, action, data=False) for action in ("N2", "N1")}
for one in why.values():
    print(*explanation.sentences(one, FRENCH), sep="\n")
    print(*explanation.sentences(one, ENGLISH), sep="\n")

# %%
assert why["N2"].selected and not why["N1"].selected
pd.DataFrame(
    [
        {
            "action": worth.action,
            "selected": worth.selected,
            "points": float(worth.cost) if worth.cost is not None else None,
            "instead": " ".join(worth.displaces),
            "with it": " ".join(worth.brings),
        }
        for worth in (one.worth for one in why.values())
    ]
).set_index("action")

# %% [markdown]
# Sans `data=False`, `mcda.explain` cherche aussi le moindre changement du coût, de l'effet, d'un poids ou
# d'une règle qui renverserait la réponse. *Without `data=False`, `mcda.explain` also looks for the least
# change of a cost, an effect, a weight or a rule that would turn the answer.*
