"""Settings written as YAML are read back the same, and look like what a planner writes."""

from hypothesis import given
from hypothesis import strategies as st

from mcda.files.yaml_text import dump
from mcda.files.yaml_tree import parse

TREE = {
    "mcda": "1",
    "title": {"fr": "Réciprocités : l'eau", "en": "no"},
    "years": ["2027", "2031"],
    "rules": {"budget": {"type": "budget", "max": "12000"}, "rural": {"min": "50 %"}},
    "overrides": {"none": {"rules.rural": None}, "deal": {"rules.yearly": {"type": "budget"}}},
    "variants": {"prudent": ["frugal"]},
}
TEXT = """\
mcda: 1
title: {fr: "Réciprocités : l'eau", en: no}
years: [2027, 2031]
rules:
  budget: {type: budget, max: 12000}
  rural: {min: 50 %}
overrides:
  none: {rules.rural: null}
  deal:
    rules.yearly: {type: budget}
variants: {prudent: [frugal]}
"""


def test_records_stand_on_one_line():
    assert dump(TREE) == TEXT
    assert parse(TEXT, None).value == TREE


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x1b"), max_size=10)
awkward = st.sampled_from(
    ["", "null", "~", "- a", "a: b", "a #b", "#", "?", "=", "<<", "12", ".", "50 %"]
)
keys = texts | awkward
trees = st.recursive(
    st.none() | texts | awkward,
    lambda below: st.lists(below, max_size=3) | st.dictionaries(keys, below, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(keys, trees, max_size=4))
def test_every_tree_is_read_back(tree):
    assert parse(dump(tree), None).value == tree
