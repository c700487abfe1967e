"""The page of Brest, asked without a network."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from mcda.web.app import create_app
from mcda.web.desk import Desk
from mcda.web.positions import Positions
from mcda.web.uploads import Uploads

HERE = "http://127.0.0.1:8000"


def browser(desk: Desk, **options: object) -> TestClient:
    """A browser without scripts that prefers no language."""
    app = create_app(desk, **options)  # type: ignore[arg-type]
    headers = {"Accept": "text/html", "Accept-Language": ""}
    return TestClient(app, HERE, raise_server_exceptions=False, headers=headers, follow_redirects=False)


@pytest.fixture(scope="package")
def page_desk() -> Iterator[Desk]:
    uploads = Uploads()
    with Desk(["scenarios/brest"], workers=1, ahead=False, uploads=uploads) as desk:
        yield desk
    uploads.close()


@pytest.fixture(scope="package")
def visitor(page_desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Who looks at the page of Brest."""
    saved = Positions(tmp_path_factory.mktemp("positions") / "positions.sqlite")
    yield browser(page_desk, saved=saved)
    saved.close()
