"""Zone E, no database: what was published, as immutable files that anybody may read. Later here: the tip form.

For the public. Asked for by S2 (lines 21 to 28). It reads the folder of releases and nothing else, and sets no cookie.
"""

from gija.formats.releases import publish

__all__ = ["publish"]
