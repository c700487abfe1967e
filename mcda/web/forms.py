"""Forms that are sent to the page: from the page itself, and small."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends
from starlette.datastructures import FormData
from starlette.requests import Request

from mcda.web.guards import MOST_BYTES, from_the_page_itself

MOST_FIELDS = 200


async def sent(request: Request) -> AsyncIterator[FormData]:
    """What a form holds.

    Raises
    ------
    UsageProblem
        E423 another site sent it, E421 it is too large.
    """
    from_the_page_itself(request)
    async with request.form(max_files=1, max_fields=MOST_FIELDS, max_part_size=MOST_BYTES) as form:
        yield form


Sent = Annotated[FormData, Depends(sent)]
"""The form, as a parameter of a route."""


def text_of(form: FormData, name: str) -> str:
    """A text field; empty where it is missing."""
    value = form.get(name)
    return value if isinstance(value, str) else ""
