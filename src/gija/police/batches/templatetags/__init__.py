"""Words in the language of the page."""
