from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CourierConfig(AppConfig):
    name = "gija.commons.courier"
    label = "courier"

    def ready(self) -> None:
        from gija.commons.courier import replication
        from gija.commons.courier.queries import count_dead
        from gija.commons.directory.signals import institution_changed
        from gija.commons.pages.work import work

        institution_changed.connect(replication.announce, dispatch_uid="courier")
        work("courier.read", _("Messages"), "courier:letters", _("What waits to be sent, and what failed."), count_dead)
