from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CriminalCasesConfig(AppConfig):
    name = "gija.police.criminal_cases"
    label = "police_criminal_cases"
    zone = "police"

    def ready(self) -> None:
        from gija.commons.pages.work import work
        from gija.police.criminal_cases import rules

        work(
            rules.READ,
            _("Criminal cases by stage"),
            "criminal_cases:list",
            _("On which day a case reached which stage, and how it ended. The yearly figures come from here."),
        )
