"""Small databases and askers as in the tests of single questions."""

from __future__ import annotations

from gija.police.search.tests import conftest as search

ONA, JONAS, ADOMAS = search.ONA, search.JONAS, search.ADOMAS
PURPOSE, REASON = search.PURPOSE, search.REASON

databases = search.databases
asks = search.asks
