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
# # Premiers pas / Quick start
#
# L'exemple autour de Caen : quarante actions candidates, dix partenaires, des règles de budget et
# d'équité. Il est illustratif et n'engage aucun des territoires cités.
#
# *The example around Caen: forty candidate actions, ten partners, rules of budget and equity. It is
# illustrative and not a statement by any of the territories named.*

# %%
from pathlib import Path
from tempfile import mkdtemp

import pandas as pd

import mcda
from mcda.files.examples import new

caen = new(Path(mkdtemp()) / "caen", "caen")
sorted(path.name for path in caen.iterdir())

# %% [markdown]
# ## Lire et vérifier / Read and check
#
# `check` donne tous les problèmes à la fois, avertissements compris ; `read` refuse un scénario
# qui contient une erreur. *`check` gives all problems at once, warnings included; `read` refuses a
# scenario with an error.*

# %%
[(problem.severity, problem.code, str(problem.place), problem.value) for problem in mcda.check(caen)]

# %%
scenario = mcda.read(caen)
len(scenario.actions), len(scenario.partners), list(scenario.all_rules)

# %% [markdown]
# ## Le meilleur portefeuille / The best portfolio
#
# La valeur est en points (100 points = toutes les cibles atteintes). La preuve d'un moteur est
# contrôlée par un second. *Value is in points (100 points = all targets reached). The proof of one
# engine is checked by another.*

# %%
portfolio = mcda.solve(scenario)
portfolio

# %% [markdown]
# Les montants sont exacts (`Fraction`). *Amounts are exact.*

# %%
float(portfolio.value), portfolio.proof.status, portfolio.proof.verified

# %%
pd.DataFrame(
    [
        {
            "action": line.action,
            "theme": scenario.action_by_id[line.action].theme,
            "points": float(line.value),
            "local_cost": float(line.local_cost),
        }
        for line in portfolio.by_action
    ]
)

# %% [markdown]
# ## Le compte de réciprocité / The reciprocity ledger
#
# Bénéfice en points, contribution et dépense reçue en k€. Les colonnes se somment exactement.
# *Benefit in points, burden and money received in k€. Columns add up exactly.*

# %%
portfolio.partners

# %%
lines = portfolio.ledger.partners
assert sum(line.benefit for line in lines) + portfolio.common == portfolio.value
assert sum(line.burden for line in lines) == sum(line.received for line in lines) == portfolio.local_cost

# %% [markdown]
# Qui paie pour qui : les plus grands flux entre partenaires. *Who pays for whom: the largest flows
# between partners.*

# %%
flows = portfolio.flows
flows[flows["payer"] != flows["receiver"]].nlargest(5, "amount")

# %%
pd.DataFrame(
    [
        {
            "group": line.group,
            "benefit": float(line.benefit_share or 0),
            "burden": float(line.burden_share or 0),
            "received": float(line.received_share or 0),
            "inhabitants": float(line.population_share or 0),
        }
        for line in portfolio.ledger.groups
    ]
)

# %% [markdown]
# ## Les règles / The rules
#
# FRAGILE : la règle tient, mais ne tiendrait plus sous une autre lecture déclarée des mêmes données.
# *FRAGILE: the rule holds, but would not under another declared reading of the same data.*

# %%
portfolio.rules

# %%
[
    (verdict.rule, verdict.fragility.kind, verdict.fragility.name, float(verdict.fragility.margin))
    for verdict in portfolio.verdicts
    if verdict.fragility is not None
]

# %% [markdown]
# ## Comparer des variantes / Compare variants

# %%
compared = mcda.compare([caen, f"{caen}:frugal", f"{caen}:no_equity"])
pd.DataFrame(
    [
        {
            "scenario": entry.name.rpartition("/")[2],
            "value": float(entry.portfolio.value),
            "local_cost": float(entry.portfolio.local_cost),
            "actions": len(entry.portfolio.actions),
        }
        for entry in compared.solved
        if entry.portfolio is not None
    ]
)

# %%
compared.in_all, compared.in_some

# %%
[
    (step.override, step.entered, step.left, None if step.value is None else float(step.value))
    for entry in compared.entries
    for step in entry.steps
]

# %% [markdown]
# ## Juger sa propre liste / Judge a list of your own

# %%
judgement = mcda.judge(scenario, ["G1", "M5", "W4", "E1", "L1", "F3"])
judgement.portfolio.rules[["rule", "verdict", "slack"]]

# %%
better = judgement.better
None if better is None else (float(better.value), float(better.local_cost), better.actions)

# %% [markdown]
# ## Quand rien n'est possible / When nothing is possible
#
# Les règles qui se contredisent, et ce que chacune devrait céder à elle seule. *The rules that clash,
# and how much each of them alone would have to give.*

# %%
clash = mcda.diagnose(mcda.read(f"{caen}:fair_90"))
clash.clash, {rule: found and float(found.amount) for rule, found in clash.relaxation.items()}

# %% [markdown]
# ## Essayer d'autres chiffres / Try other figures
#
# Des curseurs pour les budgets, les règles d'équité et les poids ; la réponse est exacte à chaque fois.
# Il faut un carnet vivant (Jupyter, VS Code) : une copie à lire n'en montre que le nom.
# *Sliders for budgets, rules of equity and weights; each answer is exact. They need a living notebook
# (Jupyter, VS Code): a copy to read shows their name only.*

# %%
mcda.sliders(caen)
