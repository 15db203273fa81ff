from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TasksConfig(AppConfig):
    name = "gija.rapporteur.tasks"
    label = "rapporteur_tasks"
    zone = "rapporteur"

    def ready(self) -> None:
        from gija.commons.pages.work import work
        from gija.rapporteur.tasks import queries, rules

        work(
            rules.DO,
            _("Tasks"),
            "tasks:own",
            _("What your institution has been asked to do, until when, and what you gave to others."),
            queries.waiting,
        )
