from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdministrationConfig(AppConfig):
    name = "gija.register.administration"
    label = "register_administration"
    zone = "register"

    def ready(self) -> None:
        from gija.commons.pages.work import work
        from gija.register.administration import queries
        from gija.register.fields import insist

        insist(self)
        work(
            queries.MANAGE,
            _("Administration of the register"),
            "register_administration:senders",
            _("Who sends, in which version and how well; who has sent nothing; samples entered twice."),
        )
        work(
            queries.ENTER,
            _("Second entry of a sample"),
            "register_administration:samples",
            _("Enter key fields of records drawn at random again, from your own file."),
            queries.waiting_for,
        )
