"""Words of the case file in the language of the page."""
