from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "gija.casework.cases"
    label = "casework_cases"
    zone = "casework"

    def ready(self) -> None:
        from gija.casework.cases.file import FILE
        from gija.commons.casefile.importer import forget
        from gija.commons.casefile.queries import due
        from gija.commons.courier.duties import daily
        from gija.commons.pages.work import work

        work(
            FILE.action("read"),
            FILE.title,
            "cases:list",
            _("The people your institution helps. Waiting: cases to finish, to look at again, or changed since sent."),
            lambda actor: due(FILE, actor),
        )
        daily("casework.forget_previews")(lambda: forget(FILE))
