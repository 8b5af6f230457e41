"""A Chromium that is already here, driven headless; nothing is downloaded."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PATIENCE = 120_000
"""Milliseconds: a busy machine is slow, and that is no failure."""
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@dataclass
class Shown:
    """A page in the browser, with all that it asked for and complained about."""

    page: Any
    path: Path
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


Show = Callable[..., Shown]


def find_browser() -> str | None:
    """The path of a Chromium or Chrome, None where there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    path = find_browser()
    if path is None:
        tell = pytest.fail if os.environ.get("CI") else pytest.skip
        tell("No Chromium or Chrome is on the PATH, and none is downloaded for the tests.")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        # Without a folder of the user's, the driver makes a fresh one for each start.
        started = driver.chromium.launch(executable_path=path, headless=True, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture(scope="session")
def show(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Show]:
    """Open a page from a file; `options` are those of a browser context."""
    contexts: list[Any] = []

    def open_page(html: str, **options: Any) -> Shown:
        path = tmp_path_factory.mktemp("page") / "report.html"
        path.write_text(html, encoding="utf8", newline="\n")
        context = browser.new_context(**options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        shown = Shown(context.new_page(), path)
        context.on("request", lambda request: shown.requests.append(request.url))
        shown.page.on("console", lambda message: shown.complaints.append(message.text))
        shown.page.on("pageerror", lambda error: shown.complaints.append(str(error)))
        shown.page.on("dialog", lambda dialog: shown.complaints.append(f"dialog {dialog.message}"))
        shown.page.goto(path.as_uri())
        return shown

    yield open_page
    for context in contexts:
        context.close()
