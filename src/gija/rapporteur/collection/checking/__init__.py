"""What is looked for in figures before they are handed over. Rules, limits and words are data: `data/rules.yaml`."""
