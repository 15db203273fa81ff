from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BodiesConfig(AppConfig):
    name = "gija.rapporteur.bodies"
    label = "rapporteur_bodies"
    zone = "rapporteur"

    def ready(self) -> None:
        from gija.commons.pages.work import work
        from gija.rapporteur.bodies import obligations, rules

        work(
            rules.READ,
            _("Your obligations"),
            "bodies:obligations",
            _("All that is asked of your institution: duties, measures, tasks, recommendations, functions."),
            obligations.waiting,
        )
        work(
            rules.READ,
            _("Commissions and working groups"),
            "bodies:bodies",
            _("Who sits there by office, when they met, what was decided and what became of it."),
        )
