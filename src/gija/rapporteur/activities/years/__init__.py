"""A programme year: projects, money, persons as an interval; the published figures beside it, and the file."""
