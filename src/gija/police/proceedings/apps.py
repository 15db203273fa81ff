from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProceedingsConfig(AppConfig):
    name = "gija.police.proceedings"
    label = "police_proceedings"
    zone = "police"

    def ready(self) -> None:
        from gija.commons.casefile.importer import forget
        from gija.commons.casefile.queries import due
        from gija.commons.courier.duties import daily
        from gija.commons.pages.work import work
        from gija.police.proceedings.file import FILE

        work(
            FILE.action("read"),
            FILE.title,
            "proceedings:list",
            _("Presumed and recognised victims. Waiting: cases to finish, to look at again, or changed since sent."),
            lambda actor: due(FILE, actor),
        )
        daily("police.forget_previews")(lambda: forget(FILE))
