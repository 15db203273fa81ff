"""What every page is made of: base templates, components, style, language, error pages, the home page."""
