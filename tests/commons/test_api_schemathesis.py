"""The API held against its own description: thousands of made-up calls, none of which may break it (schemathesis)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings

from gija.commons.api import build, tokens
from gija.commons.api.models import Token
from gija.commons.permissions.matrix import matrix
from gija.police.search.tests import conftest as search

schemathesis = pytest.importorskip("schemathesis")
pytestmark = [pytest.mark.slow, pytest.mark.django_db(databases="__all__", transaction=True)]
databases = search.databases
EXAMPLES = 25  # of each operation


@pytest.fixture
def bearers(cast: Any, databases: Any, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Action -> the token of a program whose role may do it: together they may do all that the API offers."""
    monkeypatch.setenv("GIJA_BATCH_WORKER", "apart")
    databases.add("residents", search.ONA)
    expires, found = timezone.localdate() + dt.timedelta(days=9), dict[str, str]()
    for role in ("criminal_analyst", "data_supplier"):
        own = [action for action in build.actions() if action in matrix()[role]]
        _, text = tokens.make(cast.actor("jurga"), role, role, own, expires, language="en")
        found |= dict.fromkeys(own, text)
    Token.objects.update(per_minute=1_000_000)
    return found


def test_no_made_up_call_breaks_an_operation_or_its_description(bearers: dict[str, str]) -> None:
    schema = schemathesis.openapi.from_dict(build.schema())
    schema.app = WSGIHandler()
    checks = [
        schemathesis.checks.not_a_server_error,
        schemathesis.specs.openapi.checks.status_code_conformance,
        schemathesis.specs.openapi.checks.content_type_conformance,
        schemathesis.specs.openapi.checks.response_schema_conformance,
    ]
    actions = {(one.method, build.ROOT.rstrip("/") + one.path): one.action for one in build.operations()}
    walked = 0
    for found in schema.get_all_operations():
        operation = found.ok()
        walked += 1
        _walk(operation, bearers[actions[operation.method.upper(), operation.path]], checks)
    assert walked == len(actions)
    assert sum(token.calls + token.before for token in Token.objects.all()) > walked  # they did arrive


def _walk(operation: Any, bearer: str, checks: list[Any]) -> None:
    headers = {"Authorization": f"Bearer {bearer}", "Host": "127.0.0.1"}

    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, derandomize=True,
        phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def call(case: Any) -> None:
        case.call_and_validate(headers=headers, checks=checks)

    from hypothesis import given

    given(case=operation.as_strategy())(call)()
