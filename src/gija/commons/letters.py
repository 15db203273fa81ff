"""Letters by e-mail to the people of an institution: who gets them, in which language. Each room says what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from email.utils import make_msgid

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import translation

from gija.commons.accounts.models import Account
from gija.commons.accounts.queries import roles_of
from gija.vocabulary.errors import GijaError


def server() -> bool:
    """Is a mail server set up?"""
    return not settings.EMAIL_BACKEND.endswith("dummy.EmailBackend")


def check_server() -> None:
    """Refuses where no mail server is set up (`letters.no_mail`)."""
    if not server():
        raise GijaError("letters.no_mail")


def people(institution: str, roles: Sequence[str]) -> Iterator[Account]:
    """Who holds one of these roles for an institution today."""
    held = Account.objects.filter(roles__institution=institution, roles__role__in=roles, is_active=True).distinct()
    for account in held.order_by("pk"):
        if roles_of(account).filter(institution=institution, role__in=roles).exists():
            yield account


def holders(roles: Sequence[str]) -> Iterator[Account]:
    """Who holds one of these roles today, for whichever institution."""
    held = Account.objects.filter(roles__role__in=roles, is_active=True).distinct()
    for account in held.order_by("pk"):
        if roles_of(account).filter(role__in=roles).exists():
            yield account


def send(to: Iterable[Account], written: Callable[[str], tuple[str, Iterable[str]]]) -> int:
    """Write to each in the account's own language; how many letters went. `written(language)`: subject and paragraphs.

    A letter that the server refuses keeps no other from going. Where none went, that is told to the caller (`OSError`,
    `SMTPException`): note what was sent in the same transaction.
    """
    letters = [_letter(account, written) for account in to]
    gone, failed = 0, None
    if letters:
        with get_connection() as connection:
            for letter in letters:
                try:
                    gone += connection.send_messages([letter])
                except OSError as fault:  # SMTPException is one
                    failed = fault
    if failed is not None and not gone:
        raise failed
    return gone


def _letter(to: Account, written: Callable[[str], tuple[str, Iterable[str]]]) -> EmailMessage:
    with translation.override(to.language):
        subject, lines = written(to.language)
        return EmailMessage(subject, "\n\n".join(lines), to=[to.email])


def message_id() -> str:
    """A number for a letter to come, which the receiver's server keeps too: it is noted before the letter goes."""
    return make_msgid(domain=settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost")


def deliver(address: str, subject: str, lines: Iterable[str], files: Mapping[str, bytes], message: str) -> None:
    """Write to one address with files attached, under this number (`message_id`).

    Refuses where no mail server is set up (`letters.no_mail`); a server that fails is told as by `send`.
    """
    check_server()
    letter = EmailMessage(subject, "\n\n".join(lines), to=[address], headers={"Message-ID": message})
    for name, content in files.items():
        letter.attach(name, content)
    letter.send()
