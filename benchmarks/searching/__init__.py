"""What the search benchmark measures: the world it asks about, the index alone, the peers."""
