"""What many small answers tell together, learned one after the other: judging the next costs about what the first did.

For tables asked for ad hoc (state institutions' own tables), where linear programs over all of them grow out of reach.
Here nothing is proven of the attacker; possible worlds are shown instead. `board` holds what was said, `worlds` are
lists of people, `moving` finds other worlds by few moves, `learned` judges. What no world is found for is not told.
"""

from gija.methods.disclosure.learning.learned import Found, Learned

__all__ = ["Found", "Learned"]
