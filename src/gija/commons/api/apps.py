from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    name = "gija.commons.api"
    label = "api"

    def ready(self) -> None:
        from gija.commons.pages.work import work

        work("api.token.manage", _("API tokens"), "api:tokens", _("Which programs of the institution may do what."))
