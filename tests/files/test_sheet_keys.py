"""The sheet `scenario`: rows of key and value are exactly the tree of settings."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcda.files.sheet_keys import BadKeyError, expects_list, flatten, read_key, unflatten

TREE = {
    "mcda": "1",
    "title": {"fr": "Eau ; air", "en": "[2027]"},
    "years": ["2027", "2031"],
    "point_worth": {"low": "8", "high": "16.50"},
    "labels": {"themes": {"Eau. Air": {"fr": "eau"}}},
    "rules": {
        "rural": {"type": "share", "min": "50 %"},
        "status": {"type": "status", "excluded": ["A", "B"]},
    },
    "overrides": {
        "frugal": {"rules.budget.max": "7000"},
        "none": {"rules.rural": None},
        "deal": {"years": ["2027", "2031"], "rules.yearly": {"type": "budget", "max": "3200"}},
        "labels": {'labels.themes.a"b': "x"},
    },
    "variants": {"prudent": ["frugal"], "empty": [], "both": ["frugal", "deal"]},
}


def test_a_tree_is_written_as_a_planner_would_write_it():
    rows = dict(flatten(TREE))
    assert rows["overrides.frugal.rules.budget.max"] == "7000"
    assert rows['overrides.deal."rules.yearly".type'] == "budget"
    assert rows["overrides.none.rules.rural"] == "null"
    assert rows["overrides.deal.years"] == "2027; 2031"
    assert rows["variants.prudent"] == "frugal"
    assert rows["variants.both"] == "frugal; deal"
    assert rows["title.fr"] == "Eau ; air"
    assert rows["title.en"] == '"[2027]"'
    assert rows['labels.themes."Eau. Air".fr'] == "eau"
    assert unflatten(flatten(TREE)) == TREE


def test_a_list_may_be_one_row_for_each_item():
    rows = [("variants.both", "frugal"), ("variants.both", "deal"), ("years", "2027"), ("years", "2031")]
    assert unflatten(rows) == {"variants": {"both": ["frugal", "deal"]}, "years": ["2027", "2031"]}


def test_a_list_of_one_number_is_a_list():
    assert unflatten([("rules.a.only", "1")]) == {"rules": {"a": {"only": ["1"]}}}


def test_numbers_are_their_exact_text():
    assert unflatten([("a", Fraction(2, 5)), ("b", Fraction(7000))]) == {"a": "0.4", "b": "7000"}


def test_rows_without_a_value_say_nothing():
    assert unflatten([("title", None), ("years", " "), ("money", "k€")]) == {"money": "k€"}


def test_lists_are_known_from_the_records():
    assert expects_list(("rules", "any", "mandatory"))
    assert expects_list(("overrides", "any", "rules.any.only"))
    assert not expects_list(("rules", "any", "max"))


@pytest.mark.parametrize("key", ["", ".", "a.", ".a", "a..b", '"a', 'a"b"', '"a"b'])
def test_a_key_that_is_none_is_refused(key):
    assert read_key(key) is None


@pytest.mark.parametrize(
    "rows",
    [
        [("a", "1"), ("a", "2")],
        [("a", "1"), ("a.b", "2")],
        [("a.b", "2"), ("a", "1")],
        [("a", "[1")],
        [("years", "1"), ("years", "null")],
    ],
)
def test_keys_that_contradict_each_other_are_refused(rows):
    with pytest.raises(BadKeyError) as caught:
        unflatten(rows)
    assert caught.value.position == len(rows) - 1


texts = st.text(max_size=8) | st.sampled_from(["null", "true", "0.50", "a;b", "[", "{}", "50 %", "=1"])
names = st.text(min_size=1, max_size=6) | st.sampled_from(
    ["only", "years", "variants", "overrides", "a.b"]
)
trees = st.recursive(
    st.none() | texts,
    lambda below: st.lists(below, max_size=3) | st.dictionaries(names, below, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(names, trees, max_size=4))
def test_rows_give_back_every_tree(tree):
    assert unflatten(flatten(tree)) == tree
