from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DuplicatesConfig(AppConfig):
    name = "gija.casework.duplicates"
    label = "casework_duplicates"
    zone = "casework"

    def ready(self) -> None:
        from gija.casework.duplicates import handlers  # noqa: F401  registers the handler
        from gija.casework.duplicates.book import BOOK
        from gija.casework.duplicates.queries import READ, open_pairs
        from gija.commons.hints.queries import waiting
        from gija.commons.pages.work import work

        work(
            READ,
            _("Possible duplicates"),
            "duplicates:pairs",
            _("Cases of your institution that may be of one person, each with the reasons."),
            open_pairs,
        )
        work(
            BOOK.action("read"),
            _("Hints from the register"),
            "duplicates:hints",
            _("Another institution may know the same person. Nobody is named."),
            lambda actor: waiting(BOOK, actor),
        )
