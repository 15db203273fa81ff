"""What each institution has written down of the demo country, in its own columns, formats, spellings and errors.

One module a kind of institution gives the rows and says which person each row is of; writers.py makes the files,
*.yaml in `mappings/` tells Gija how to read them. For the builder of the demo country.
"""
