"""A scenario as JSON comes back as it was: stored runs and tasks of workers rely on it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loading import load
from pydantic import TypeAdapter, ValidationError
from random_scenarios import seeded
from tiny import tiny

import mcda
from benchmarks.generate import scenario
from mcda.exact import Amount0, AmountByYear, Exact, Share01, ShareByYear
from mcda.files.read import variants_of
from mcda.model import Scenario


def again(before: Scenario) -> Scenario:
    return Scenario.model_validate_json(before.model_dump_json())


@pytest.mark.parametrize("example", ["caen", "brest"])
def test_examples_with_their_variants(example: str) -> None:
    for name in variants_of(f"scenarios/{example}"):
        read = mcda.read(f"scenarios/{example}:{name}" if name else f"scenarios/{example}")
        assert again(read) == read


@given(st.integers(0, 2**32))
def test_random_scenarios(seed: int) -> None:
    read = load(seeded(seed))
    assert again(read) == read


@pytest.mark.parametrize("family", ["easy", "hard"])
def test_generated_scenarios(family: str) -> None:
    """Their curves pass through points that no decimal writes."""
    made = scenario(family, 40)
    assert "/" in made.model_dump_json()
    assert again(made) == made


def test_a_share_of_more_than_one() -> None:
    rules = {"floor": {"type": "floor", "of": "received", "return_on_burden": "200 %", "by": "spending"}}
    read = load(tiny(rules))
    assert again(read) == read


@pytest.mark.parametrize("kind", [Exact, Amount0, Share01])
@given(st.fractions(min_value=0))
def test_every_number(kind: object, number: Fraction) -> None:
    adapter: TypeAdapter[Fraction] = TypeAdapter(kind)
    assert adapter.validate_json(adapter.dump_json(number)) == number


@pytest.mark.parametrize("kind", [AmountByYear, ShareByYear])
@given(st.lists(st.fractions(min_value=0), min_size=1).map(tuple))
def test_every_list_by_year(kind: object, numbers: tuple[Fraction, ...]) -> None:
    adapter: TypeAdapter[object] = TypeAdapter(kind)
    assert adapter.validate_json(adapter.dump_json(numbers)) == numbers


@pytest.mark.parametrize("wrong", ['"1/0"', '"x"', "true", '"1/-2"', "NaN"])
def test_what_is_no_number(wrong: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Exact).validate_json(wrong)


def test_people_write_decimals() -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Exact).validate_python("1/3")
