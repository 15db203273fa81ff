"""Gives every test of the project the same cast and tools."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = ["gija.commons.testing", "gija.commons.testing_browser", "gija.commons.testing_databases"]

# Speed is measured in benchmarks/; how long an example takes on a busy machine must not fail a test.
settings.register_profile("gija", deadline=None)
settings.load_profile("gija")

LANES = ("journey", "servers", "slow", "spark")
source = cache(Path.read_text)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what touches a database, by mark or by fixture, as `database`: the PostgreSQL lane runs just that.

    Refuses a mark of a lane that does not stand in the test's own file: `tools/test.sh` looks for it there.
    """
    for item in items:
        for lane in LANES:
            if item.get_closest_marker(lane) and f"mark.{lane}" not in source(item.path):
                raise pytest.UsageError(f"{item.nodeid}: say pytest.mark.{lane} in the file itself")
        asked = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
        if asked or item.get_closest_marker("django_db"):
            item.add_marker("database")
