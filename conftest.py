"""Gives every test of the project the same cast and tools."""

pytest_plugins = ["gija.commons.testing", "gija.commons.testing_browser"]
