"""Zone E, no database: what was published, as immutable files that anybody may read; in `tips` the form for tips.

For the public. Asked for by S2 (lines 21 to 28). It reads the folder of releases, leaves sealed letters in another, and
sets no cookie.
"""

from gija.formats.releases import publish

__all__ = ["publish"]
