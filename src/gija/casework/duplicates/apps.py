from functools import partial

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DuplicatesConfig(AppConfig):
    name = "gija.casework.duplicates"
    label = "casework_duplicates"
    zone = "casework"

    def ready(self) -> None:
        from gija.casework.duplicates import handlers  # noqa: F401  registers the handler
        from gija.casework.duplicates.book import BOOK, PAIRS
        from gija.commons.casefile.beside import beside
        from gija.commons.duplicates import queries as pairs
        from gija.commons.hints import queries as hints
        from gija.commons.pages.work import work

        beside(self.zone)(partial(pairs.beside, PAIRS))
        beside(self.zone)(partial(hints.beside, BOOK))
        work(
            PAIRS.action(pairs.READ),
            _("Possible duplicates"),
            "duplicates:pairs",
            _("Cases of your institution that may be of one person, each with the reasons."),
            partial(pairs.open_pairs, PAIRS),
        )
        work(
            BOOK.action("read"),
            _("Hints from the register"),
            "duplicates:hints",
            _("Another institution may know the same person. Nobody is named."),
            partial(hints.waiting, BOOK),
        )
