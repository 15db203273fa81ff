from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnalysisConfig(AppConfig):
    name = "gija.register.analysis"
    label = "register_analysis"
    zone = "register"

    def ready(self) -> None:
        from gija.commons.pages.work import work
        from gija.register.analysis import queries
        from gija.register.fields import insist

        insist(self)
        work(
            queries.OWN,
            _("Analysis of the register"),
            "register_analysis:own",
            _("Count your records, or all of the register, by up to three dimensions."),
        )
