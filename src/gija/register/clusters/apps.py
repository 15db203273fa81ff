from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClustersConfig(AppConfig):
    name = "gija.register.clusters"
    label = "register_clusters"
    zone = "register"

    def ready(self) -> None:
        from gija.commons.pages.work import work
        from gija.register.clusters import handlers  # noqa: F401  registers the handler
        from gija.register.clusters.runs import READ
        from gija.register.fields import insist

        insist(self)
        work(
            READ,
            _("Each person once"),
            "register_clusters:runs",
            _("How many different people the records of each half-year are, how sure that is, who sent encodings."),
        )
