"""What happens to a pair; see `gija.commons.duplicates.services` for what each act promises and refuses."""

from functools import partial

from gija.casework.duplicates.book import PAIRS
from gija.commons.duplicates import services

look = partial(services.look, PAIRS)
decide = partial(services.decide, PAIRS)
join = partial(services.join, PAIRS)
undo = partial(services.undo, PAIRS)
opened = partial(services.opened, PAIRS)
