"""Here will live: the typed messages that cross between zones, and `crossings.yaml`, the list of all crossings."""
