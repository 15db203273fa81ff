"""Accounts as others see them: by e-mail, as an actor, with the roles that hold today."""

from __future__ import annotations

from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from gija.commons.accounts import terms
from gija.commons.accounts.models import Account, RoleAssignment
from gija.commons.directory.queries import name_on, valid_on
from gija.commons.permissions import Actor
from gija.commons.permissions.matrix import STAFF_SESSION
from gija.vocabulary.errors import GijaError
from gija.vocabulary.lists import code_list
from gija.vocabulary.text import Text


def account_by_email(email: str) -> Account:
    """The account, whatever the case of the letters; `accounts.unknown` if there is none."""
    try:
        return Account.objects.get_by_natural_key(email)
    except Account.DoesNotExist:
        raise GijaError("accounts.unknown") from None


def roles_of(account: Account) -> QuerySet[RoleAssignment]:
    """Role assignments that hold today, in institutions that exist today; a role bound to a term (`terms`) while it
    runs."""
    today = timezone.localdate()
    held = account.roles.filter(valid_on(today)).select_related("institution").exclude(institution__valid_to__lt=today)
    return held.exclude(pk__in=list(terms.lapsed(held.filter(role__in=terms.roles()))))


def actor_for(account: Account, assignment: RoleAssignment) -> Actor:
    """The account acting in one of its roles."""
    return Actor(
        account=account.pk,
        name=account.name,
        role=assignment.role,
        institution=assignment.institution_id,
        institution_name=name_on(assignment.institution_id, language=account.language),
        language=account.language,
    )


def actor_of(account: Account, role: str | None = None) -> Actor:
    """The account acting in `role`, else in its first one. Refuses an account without (such) a role
    (`accounts.no_role`) and one that is not active (`accounts.inactive`)."""
    if not account.is_active:
        raise GijaError("accounts.inactive")
    held = roles_of(account)
    assignment = (held.filter(role=role) if role else held).first()
    if assignment is None:
        raise GijaError("accounts.no_role")
    return actor_for(account, assignment)


def as_actor(account: Account) -> Actor:
    """The account with its first role, if it has any today: for what an account may do whatever its role."""
    assignment = roles_of(account).first()
    return actor_for(account, assignment) if assignment else Actor(account.pk, account.name, "", "", "")


def end_sessions(account: Account, but: str | None = None) -> int:
    """Sign the account out everywhere (except the session with key `but`); how many sessions ended.

    Looks into every session, not only into the rows of those that are listed: this is what must not miss one.
    """
    from gija.commons.accounts.sessions import close_row

    open_sessions = Session.objects.filter(expire_date__gt=timezone.now()).exclude(session_key=but or "")
    ended = [s.pk for s in open_sessions.iterator() if s.get_decoded().get("_auth_user_id") == str(account.pk)]
    Session.objects.filter(pk__in=ended).delete()
    for row in account.open_sessions.exclude(session_key=but or ""):
        close_row(row)
    return len(ended)


def accounts_of(actor: Actor) -> QuerySet[Account]:
    """Accounts that hold or held a role in the actor's own institution."""
    return Account.objects.filter(roles__institution=actor.institution).distinct()


def role_text(role: str) -> Text:
    """What a role is called; a code the vocabulary does not know is called by itself."""
    if role == STAFF_SESSION:
        return Text("Support staff", "Pagalbos darbuotojas (-a)")
    roles = code_list("role")
    return roles[role].text if role in roles else Text(role, role)
