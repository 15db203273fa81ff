"""The key of the desk: nobody without a passphrase reads a tip, whatever they hold of the server."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.utils import timezone

from gija.commons.permissions import Actor
from gija.police.tips import keys, queries, reading, sealing, services
from gija.police.tips.keys import Made
from gija.police.tips.mail import apart
from gija.police.tips.mail.values import Letter
from gija.police.tips.mailbox import Lying
from gija.police.tips.models import Keyholder, Tip
from gija.police.tips.tests.conftest import PASSPHRASE, TEXT, mail
from gija.vocabulary.errors import GijaError

pytestmark = pytest.mark.django_db(databases=["default", "police"])


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(GijaError) as error:
        act()
    return error.value.code


def test_only_the_passphrase_opens_the_desk(cast: Any, desk: Made) -> None:
    tomas = cast.actor("tomas")
    assert keys.open_desk(tomas, f"  {PASSPHRASE} ") == (desk.identity,)
    assert refused(lambda: keys.open_desk(tomas, "keturi vejai")) == "tips.wrong_passphrase"
    assert refused(lambda: keys.make(tomas, PASSPHRASE)) == "tips.has_key"
    assert refused(lambda: keys.make(cast.actor("jurga"), PASSPHRASE)) == "common.not_permitted"
    assert refused(lambda: keys.open_desk(tomas, PASSPHRASE, "per trumpa")) == "tips.passphrase_short"


def test_after_five_wrong_ones_even_the_right_one_waits(cast: Any, desk: Made, audit_entries: Any) -> None:
    tomas = cast.actor("tomas")
    for _ in range(5):
        assert refused(lambda: keys.open_desk(tomas, "ne ta slaptafrazė")) == "tips.wrong_passphrase"
    assert refused(lambda: keys.open_desk(tomas, PASSPHRASE)) == "tips.shut_out"
    assert [e.outcome for e in audit_entries("police") if e.action == "police.tip.key_open"] == ["refused"] * 5


def test_a_lock_moved_to_another_officer_does_not_open(cast: Any, desk: Made, colleague: Actor) -> None:
    there = Keyholder.objects.get()
    assert sealing.unlock(there.locked, PASSPHRASE, f"gija tips {desk.key.pk} {colleague.account}") is None


def test_a_colleague_is_let_in_by_a_word_once_and_taken_off_again(cast: Any, desk: Made, colleague: Actor) -> None:
    tomas = cast.actor("tomas")
    assert refused(lambda: keys.open_desk(colleague, PASSPHRASE)) == "tips.no_hold"
    assert refused(lambda: keys.admit(tomas, (), colleague.account, colleague.name)) == "tips.shut"
    word = keys.admit(tomas, (desk.identity,), colleague.account, colleague.name)
    assert refused(lambda: keys.open_desk(colleague, word)) == "tips.passphrase_short"  # must choose their own
    own = "mano ilga slaptafrazė"
    assert keys.open_desk(colleague, word, own) == (desk.identity,)
    assert refused(lambda: keys.open_desk(colleague, word)) == "tips.wrong_passphrase"
    keys.withdraw(tomas, Keyholder.objects.get(account=colleague.account).pk)
    assert refused(lambda: keys.open_desk(colleague, own)) == "tips.no_hold"
    assert refused(lambda: keys.withdraw(tomas, Keyholder.objects.get().pk)) == "tips.last_holder"


def test_after_renewal_the_old_key_opens_nothing_new_and_the_new_one_opens_all(
    cast: Any, desk: Made, came: Callable[..., Tip]
) -> None:
    before = came(mail("Senas pranešimas"))
    made = keys.renew(cast.actor("tomas"), (desk.identity,), PASSPHRASE)
    desk.key.refresh_from_db()
    both = keys.open_desk(cast.actor("tomas"), PASSPHRASE)
    assert both == (made.identity, desk.identity)
    assert queries.letter(before, both).text == "Senas pranešimas"
    new = sealing.seal(made.key.recipient, b"x")
    assert refused(lambda: sealing.unseal((desk.identity,), new)) == "tips.not_opened"


def test_nothing_of_a_tip_lies_open_in_the_database_or_the_files(
    cast: Any, came: Callable[..., Tip], desk: Made
) -> None:
    found = came(mail(Subject="Slaptas dalykas"))
    services.add_note(cast.actor("tomas"), found.pk, "Pareigūno pastaba apie Oną")
    rows = []
    with connections["police"].cursor() as cursor:
        for table in [t for t in connections["police"].introspection.table_names() if t.startswith("police_tips")]:
            cursor.execute(f'SELECT * FROM "{table}"')
            rows += [bytes(v) if isinstance(v, (bytes, memoryview)) else str(v).encode() for r in cursor for v in r]
    whole = b"\n".join(rows)
    for word in (TEXT, "Slaptas dalykas", "ona@example.lt", "Rašanti", "pastaba", desk.identity, PASSPHRASE):
        assert word.encode() not in whole
    kept = [f.read_bytes() for f in (settings.VAR / "keys").rglob("*") if f.is_file()]
    assert not any(desk.identity.encode() in one for one in kept)


def test_an_administrator_an_analyst_and_another_institution_read_nothing(
    cast: Any, came: Callable[..., Tip], desk: Made
) -> None:
    found = came()
    open_ = (desk.identity,)  # even with the key: the right is asked first
    for who in ("jurga", "rasa", "inga", "aldona", "mantas"):
        assert refused(lambda who=who: services.read(cast.actor(who), open_, found.pk)) == "common.not_permitted"  # type: ignore[misc]
        assert not queries.queue(cast.actor(who))
    cast.join({"kitas": ("Kitas Tyrėjas", "investigator", "kpb")})
    assert refused(lambda: services.read(cast.actor("kitas"), open_, found.pk)) == "common.not_permitted"
    assert refused(lambda: services.read(cast.actor("tomas"), (), found.pk)) == "tips.shut"


def test_a_mail_that_cannot_be_kept_stops_no_other(desk: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first fails while it is kept: it stays in the mailbox, and the second becomes a tip."""
    away: list[int] = []
    folder: Any = SimpleNamespace(
        mailbox="x", validity=1, said=SimpleNamespace(server=""), raw=lambda lying: mail(f"{lying.uid}" * 30),
        put_away=away.append,
    )  # fmt: skip
    read = apart.read

    def broken(raw: bytes, server: str) -> Letter:
        if b"111" in raw:
            raise ValueError("a string literal cannot contain NUL")
        return read(raw, server)

    monkeypatch.setattr(apart, "read", broken)
    done = reading.Read()
    for uid in (1, 2):
        reading._kept(desk.key, folder, Lying(uid, 500, timezone.now()), done)
    assert (done.failed, done.new, away) == (1, 1, [2])


def test_every_reading_leaves_an_entry(cast: Any, came: Callable[..., Tip], desk: Made, audit_entries: Any) -> None:
    found = came()
    for _ in range(2):
        services.read(cast.actor("tomas"), (desk.identity,), found.pk)
    services.take_out(cast.actor("tomas"), (desk.identity,), found.pk, 0)
    acts = [e.action for e in audit_entries("police") if e.object_id == found.pk]
    assert acts == ["police.tip.receive", "police.tip.read", "police.tip.read", "police.tip.file"]
    assert all(TEXT not in str(e.details) for e in audit_entries("police"))
