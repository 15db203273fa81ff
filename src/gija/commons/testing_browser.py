"""Walking pages in a real browser as one of the cast (a pytest plugin, for journeys).

`page_for("rasa", "lt")` gives a page that is signed in; what the content security policy blocked or a script threw
fails the test at its end. `axe(page)` lists what axe finds; `shot(page, "home")` leaves a picture in the folder
`GIJA_PICTURES`, for people to look at; where none is named, none is taken (three hundred pictures that nobody sees
would take minutes).

A click does not wait for the page that it asks for. So `follow(button)` is for what turns the page, and what must be
seen is said with playwright's `expect`, which waits; `until` and `nowhere` are for what `expect` cannot say.
`tests/house/test_journeys_wait.py` refuses what would read the old page.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page

WIDTHS = (360, 1280)
AXE = Path("commons/pages/static/vendor/axe.min.js")
PICTURES = os.environ.get("GIJA_PICTURES")
PATIENCE = 10_000  # ms: how long a page may take to show what is expected of it
ANSWERED = 30_000  # ms: how long an answer of the server may take (a report is made before its page comes)


def follow(button: Locator) -> None:
    """Click a link or button that turns the page, and wait until the new page has loaded."""
    with button.page.expect_navigation():
        button.click()


def until(page: Page, holds: str) -> None:
    """Wait until an expression holds; asked from outside, for waiting inside needs `eval`, which the page denies."""
    for _ in range(PATIENCE // 50):
        if page.evaluate(holds):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never came true: {holds}")


def nowhere(page: Page, *texts: str) -> None:
    """Fail if one of the texts stands anywhere in the page, its attributes included. It cannot wait for what is not
    there: say first, with `expect` or `follow`, which page is meant."""
    page.wait_for_load_state()
    whole = page.content()
    assert not [text for text in texts if text in whole]  # noqa: S101


@pytest.fixture(scope="session")
def browser_type_launch_args(pytestconfig: pytest.Config) -> dict[str, Any]:
    """Debian's Chromium, not one that playwright would download."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    return {"headless": True} | ({"executable_path": found} if found else {})


@pytest.fixture
def walk_server(transactional_db: None, live_server: Any, settings: Any) -> str:
    """Address of a server of this test, in demo mode; its databases are files, shared with the test."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright runs a loop in this thread; our queries are plain
    settings.DEMO = True
    return str(live_server.url)


@pytest.fixture
def page_for(walk_server: str, browser: Browser, client_for: Callable[..., Any]) -> Iterator[Callable[..., Page]]:
    """`page_for("rasa", "lt", width=360)`: a page signed in as one of the cast; `page_for(None)` as a stranger."""
    from playwright.sync_api import expect

    expect.set_options(timeout=PATIENCE)
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def opened(key: str | None, language: str = "en", width: int = 1280, scripts: bool = True) -> Page:
        context = browser.new_context(
            base_url=walk_server,
            viewport={"width": width, "height": 900},
            locale=language,
            java_script_enabled=scripts,
        )
        contexts.append(context)
        if key is not None:
            cookie = client_for(key, language).cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": cookie, "url": walk_server}])
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.set_default_navigation_timeout(ANSWERED)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda message: problems.extend(_blocked(message)))
        return page

    yield opened
    for context in contexts:
        context.close()
    if problems:
        pytest.fail(str(problems))


def _blocked(message: ConsoleMessage) -> list[str]:
    return [message.text] if "Content Security Policy" in message.text else []


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """`axe(page)`: each rule of WCAG 2.2 A and AA that the page breaks, with the places; empty when it is clean."""
    script = (Path(__file__).resolve().parents[1] / AXE).read_text(encoding="utf-8")
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

    def found(page: Page) -> list[str]:
        page.wait_for_load_state()
        page.evaluate(script + "\n;0")
        run = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})"
        broken = page.evaluate(run, tags)["violations"]
        return [f"{v['id']}: {v['help']} {[n['target'] for n in v['nodes']]}" for v in broken]

    return found


@pytest.fixture
def shot() -> Callable[[Page, str], None]:
    """`shot(page, "home")`: a picture of the whole page, named with its language and width, if pictures are asked for;
    the page must have loaded in any case."""

    def taken(page: Page, name: str) -> None:
        page.wait_for_load_state()
        if not PICTURES:
            return
        language = page.evaluate("document.documentElement.lang")
        width = (page.viewport_size or {"width": 0})["width"]
        folder = Path(PICTURES)
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}-{language}-{width}.png", full_page=True)

    return taken
