from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "gija.commons.accounts"
    label = "accounts"

    def ready(self) -> None:
        from gija.commons.accounts import signals, staff  # noqa: F401  connects them
        from gija.commons.courier.duties import daily
        from gija.commons.pages.work import work

        work("account.read", _("Accounts"), "accounts_list", _("Who works in the institution and in which role."))
        daily("accounts.staff_sessions")(staff.end_lapsed)
