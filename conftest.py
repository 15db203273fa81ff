"""Gives every test of the project the same cast and tools."""

from hypothesis import settings

pytest_plugins = ["gija.commons.testing", "gija.commons.testing_browser"]

# Speed is measured in benchmarks/; how long an example takes on a busy machine must not fail a test.
settings.register_profile("gija", deadline=None)
settings.load_profile("gija")
