"""Journeys wait: what they say about a page is asked until it holds, so that none reads the page it has just left.

A click returns before the page it asks for is there. What reads at once sees the old page on a slow machine, and the
new one on a fast one. This reads every journey (the syntax only; nothing runs) and refuses the forms that do so.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
JOURNEY = re.compile(r"\bpage_for\b|\.locator\(|\.get_by_(role|label|text)\(")
NOT_ONE = {"testing_browser.py", Path(__file__).name}
AT_ONCE = {
    "is_visible", "is_hidden", "is_checked", "is_enabled", "is_disabled", "is_editable", "count", "inner_text",
    "inner_html", "text_content", "all_inner_texts", "all_text_contents", "title", "content", "input_value",
    "get_attribute",
}  # fmt: skip
TURNS = {"click", "dblclick", "tap"}
WAITS = {"wait_for", "wait_for_selector", "wait_for_url"}
ACTS = TURNS | {
    "fill", "clear", "check", "uncheck", "set_checked", "select_option", "set_input_files", "focus", "press", "hover",
    "type", "press_sequentially", "scroll_into_view_if_needed",
}  # fmt: skip
SAY = (
    "say it so that it waits: `expect(page.locator(…)).to_be_visible()`, `.to_have_count(n)`, `.to_contain_text(…)`,"
    " `.to_have_value(…)`, `expect(page).to_have_url(re.compile(…))`, `.to_have_title(…)`; `until(page, '…')` for what"
    " a script knows, `nowhere(page, …)` for what must not stand in the page"
)
TURN = (
    "nobody waits for what this click brings: `follow(page.locator(…))` where the page turns (or"
    " `with page.expect_navigation(): …click()`), else say first, with `expect(…)`, what must be seen"
)

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Journey:
    """A module of journeys: its functions by name, and what is wrong in each."""

    def __init__(self, source: str) -> None:
        self.tree = ast.parse(source)
        self.functions = {one.name: one for one in ast.walk(self.tree) if isinstance(one, Function)}
        self.reading: set[str] = set()
        self.reading = {name for name, one in self.functions.items() if any(map(self._returns, ast.walk(one)))}

    def faults(self) -> Iterator[tuple[int, str]]:
        """Line and what to write instead."""
        for name, one in self.functions.items():
            yield from self._reads(one)
            yield from self._leaves(one, name)

    # ---- what is read at once ----

    def _returns(self, node: ast.AST) -> bool:
        return isinstance(node, ast.Return) and node.value is not None and self._reads_now(node.value, set())

    def _reads(self, function: Function) -> Iterator[tuple[int, str]]:
        known: set[str] = set()
        for node in ast.walk(function):
            if isinstance(node, ast.Assign) and self._reads_now(node.value, set()):
                known |= {one.id for target in node.targets for one in ast.walk(target) if isinstance(one, ast.Name)}
        for node in ast.walk(function):
            if isinstance(node, ast.Assert) and self._reads_now(node.test, known):
                yield node.lineno, SAY

    def _reads_now(self, expression: ast.expr, known: set[str]) -> bool:
        for node in ast.walk(expression):
            if isinstance(node, ast.Name) and node.id in known:
                return True
            if isinstance(node, ast.Attribute) and node.attr == "url" and isinstance(node.value, ast.Name):
                return True
            if isinstance(node, ast.Call) and self._is_read(node):
                return True
        return False

    def _is_read(self, call: ast.Call) -> bool:
        if isinstance(call.func, ast.Name):
            return call.func.id in self.reading
        if not isinstance(call.func, ast.Attribute) or call.func.attr not in AT_ONCE:
            return False
        of_a_list = call.func.attr == "count" and call.args  # ["a", "b"].count("a")
        return not (of_a_list or "objects" in attributes(call.func))

    # ---- what follows a click ----

    def _leaves(self, function: Function, name: str) -> Iterator[tuple[int, str]]:
        told = list(steps(function.body))
        for step, following in zip(told, [*told[1:], None], strict=True):
            if self._clicks(step) and (self._hastens(following) if following else name.startswith("test_")):
                yield step.lineno, TURN

    def _clicks(self, step: ast.stmt) -> bool:
        """Whether it may have asked for another page, and nobody has waited for it."""
        call = called(step)
        if call is None:
            return False
        if isinstance(call.func, ast.Attribute):
            enter = call.func.attr == "press" and any(getattr(arg, "value", "") == "Enter" for arg in call.args)
            return enter or call.func.attr in TURNS
        helper = self.functions.get(getattr(call.func, "id", ""))
        return helper is not None and self._clicks(list(steps(helper.body))[-1])

    def _hastens(self, step: ast.stmt) -> bool:
        """Whether it reads, or goes on, without waiting for anything."""
        call = called(step)
        if call is None:
            return True
        root = call
        while isinstance(root.func, ast.Attribute) and isinstance(root.func.value, ast.Call):
            root = root.func.value
        if getattr(root.func, "id", "") in ("expect", "until"):
            return False
        if isinstance(call.func, ast.Attribute):
            return call.func.attr not in WAITS | ACTS or "keyboard" in attributes(call.func)
        helper = self.functions.get(getattr(call.func, "id", ""))
        return helper is None or self._hastens(next(steps(helper.body)))


def steps(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements in the order in which they are walked; a loop comes back to its first one."""
    for one in body:
        if isinstance(one, ast.With) and not any("expect_" in ast.unparse(item) for item in one.items):
            yield from steps(one.body)
        elif isinstance(one, ast.For | ast.While):
            yield from steps(one.body)
            yield next(steps(one.body))
        elif isinstance(one, ast.If):
            yield from steps(one.body)
            yield from steps(one.orelse)
        elif not is_docstring(one):
            yield one


def is_docstring(step: ast.stmt) -> bool:
    return isinstance(step, ast.Expr) and isinstance(step.value, ast.Constant)


def called(step: ast.stmt) -> ast.Call | None:
    return step.value if isinstance(step, ast.Expr) and isinstance(step.value, ast.Call) else None


def attributes(expression: ast.expr) -> set[str]:
    return {one.attr for one in ast.walk(expression) if isinstance(one, ast.Attribute)}


def journeys() -> list[Path]:
    found = [*HOUSE.glob("src/**/*.py"), *HOUSE.glob("tests/**/*.py")]
    return sorted(one for one in found if one.name not in NOT_ONE and JOURNEY.search(one.read_text(encoding="utf-8")))


def test_no_journey_reads_the_page_it_has_left() -> None:
    told = [
        f"{file.relative_to(HOUSE)}:{line}: {what}"
        for file in journeys()
        for line, what in sorted(Journey(file.read_text(encoding="utf-8")).faults())
    ]
    assert len(journeys()) > 15
    assert told == [], "\n" + "\n".join(told)


HASTY = {
    "a read": "assert page.get_by_role('alert').is_visible()",
    "a count": "assert page.locator('tr').count() == 2",
    "an address": "assert page.url.endswith('/me/')",
    "the source": "assert 'x' not in page.content()",
    "a value kept for later": "said = page.locator('main').inner_text()\n    assert 'x' in said",
    "a value fetched by another": "assert heading(page) == 'HIT'",
    "axe after a click": "page.locator('a').click()\n    assert axe(page) == []",
    "a picture after a click": "page.locator('a').click()\n    shot(page, 'home')",
    "another address after a click": "page.locator('a').click()\n    page.goto('/')",
    "the database after a click": "page.locator('a').click()\n    assert Case.objects.count() == 1",
    "the database after Enter": "page.keyboard.press('Enter')\n    audit_entries('police')",
    "waiting for what has long loaded": "page.locator('a').click()\n    page.wait_for_load_state()",
    "waiting for the first of two clicks": "page.locator('a').click()\n    follow(page.locator('b'))",
    "a click by another": "save(page)\n    shot(page, 'home')",
    "the end after a click": "page.locator('a').click()",
    "a loop": "for one in rows:\n        page.goto(one)\n        page.locator('a').click()",
}
PATIENT = {
    "an expectation": "page.locator('a').click()\n    expect(page.locator('h1')).to_have_text('x')",
    "a link followed": "follow(page.locator('a'))\n    shot(page, 'home')\n    assert Case.objects.count() == 1",
    "a navigation waited for": "with page.expect_navigation():\n        page.locator('a').click()\n    shot(page, 'x')",
    "a summary, then a field": "page.locator('summary').click()\n    page.fill('#id_reason', 'x')",
    "a script": "page.locator('a').click()\n    until(page, 'window.ready')",
    "a helper that waits": "page.locator('a').click()\n    says(page)",
    "a value that is needed": "page.goto('/' + page.input_value('#token'))",
}
AROUND = """
def heading(page):
    return str(page.locator("h1").inner_text())
def save(page):
    page.locator("button").click()
def says(page):
    expect(page.locator("main")).to_contain_text("x")
def test_it(page, axe, shot, rows):
    {}
"""


@pytest.mark.parametrize("told", HASTY.values(), ids=HASTY)
def test_what_reads_at_once_is_found(told: str) -> None:
    assert list(Journey(AROUND.format(told)).faults())


@pytest.mark.parametrize("told", PATIENT.values(), ids=PATIENT)
def test_what_waits_is_let_be(told: str) -> None:
    assert not list(Journey(AROUND.format(told)).faults())
