"""A release: an immutable folder of files with a manifest, named by its day and the hash of what is in it.

Written by whoever publishes, read by whoever serves it; both know only this format, so they may run on two machines.
Asked for by the public reports of S2 (lines 21 to 28): what was published stays as it was published.
"""

from gija.formats.releases.archive import Place, place_of, places
from gija.formats.releases.reading import RELEASE, Release, opened, releases, verify
from gija.formats.releases.values import About, File, Withdrawal
from gija.formats.releases.writing import publish, withdraw

__all__ = [
    "RELEASE",
    "About",
    "File",
    "Place",
    "Release",
    "Withdrawal",
    "opened",
    "place_of",
    "places",
    "publish",
    "releases",
    "verify",
    "withdraw",
]
