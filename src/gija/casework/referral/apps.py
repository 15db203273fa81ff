from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReferralConfig(AppConfig):
    name = "gija.casework.referral"
    label = "casework_referral"
    zone = "casework"

    def ready(self) -> None:
        from gija.casework.referral import (
            handlers,  # noqa: F401  registers the handlers
            queries,
            rules,
            services,
        )
        from gija.commons.casefile import beside as cases
        from gija.commons.courier.duties import daily
        from gija.commons.pages.work import work

        work(
            rules.READ,
            _("Referrals"),
            "referral:list",
            _("People handed on to a body that can help. Waiting: to answer, and sent without an answer in time."),
            queries.waiting,
        )
        cases.beside(self.zone)(queries.beside)
        daily("casework.referrals_revoke")(services.revoke_withdrawn)
