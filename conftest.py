"""Gives every test of the project the same cast and tools."""

import pytest
from hypothesis import settings

pytest_plugins = ["gija.commons.testing", "gija.commons.testing_browser"]

# Speed is measured in benchmarks/; how long an example takes on a busy machine must not fail a test.
settings.register_profile("gija", deadline=None)
settings.load_profile("gija")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what touches a database, by mark or by fixture, as `database`: the PostgreSQL lane runs just that."""
    for item in items:
        asked = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
        if asked or item.get_closest_marker("django_db"):
            item.add_marker("database")
