"""Gives every test of the project the same cast and tools."""

from hypothesis import settings

pytest_plugins = ["gija.commons.testing", "gija.commons.testing_browser"]

# How fast an example runs is no promise of ours (speed is measured in benchmarks/); a busy machine must not fail a test.
settings.register_profile("gija", deadline=None)
settings.load_profile("gija")
