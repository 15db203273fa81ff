"""allauth's pages that change what proves an account, each in one transaction with its audit entry.

allauth tells of some acts only after they are committed: were the process killed between, there would be no entry.
"""

from __future__ import annotations

from typing import Any

from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, deactivate_totp
from allauth.mfa.webauthn import views as webauthn
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse_lazy

from gija.commons.accounts.signals import note

INDEX = reverse_lazy("mfa_index")


class SetUpApp(ActivateTOTPView):  # type: ignore[misc]
    """Setting up an app that makes one-time codes."""

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        note(self.request.user, "account.second_factor_set", details={"factor": "totp"})
        answer: HttpResponse = super().form_valid(form)
        return answer


class MakeRecoveryCodes(GenerateRecoveryCodesView):  # type: ignore[misc]
    """Making new recovery codes in place of the old."""

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        note(self.request.user, "account.recovery_codes_made")
        answer: HttpResponse = super().form_valid(form)
        return answer


set_up_app = SetUpApp.as_view()
make_recovery_codes = MakeRecoveryCodes.as_view()
remove_app = transaction.atomic(deactivate_totp)
add_passkey = transaction.atomic(webauthn.add_webauthn)
rename_passkey = webauthn.EditWebAuthnView.as_view(success_url=INDEX)
remove_passkey = transaction.atomic(webauthn.RemoveWebAuthnView.as_view(success_url=INDEX))
