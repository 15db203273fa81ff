from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DuplicatesConfig(AppConfig):
    name = "gija.police.duplicates"
    label = "police_duplicates"
    zone = "police"

    def ready(self) -> None:
        from gija.commons.hints.queries import waiting
        from gija.commons.pages.work import work
        from gija.police.duplicates import handlers  # noqa: F401  registers the handler
        from gija.police.duplicates.book import BOOK

        work(
            BOOK.action("read"),
            _("Hints from the register"),
            "police_duplicates:hints",
            _("Another institution may know the same person. Nobody is named."),
            lambda actor: waiting(BOOK, actor),
        )
