"""`page`: a new page of a headless Chromium that reaches this machine only.

Chromium is the system's own (`chromium` on PATH). Without it these tests are skipped, and where
BOTH_WAYS_REQUIRE_BROWSER is set, as in .ci/run, they fail.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import NoReturn
from urllib.parse import urlsplit

import pytest

try:
    from playwright.sync_api import Browser, Page, Route, sync_playwright
except ImportError:
    sync_playwright = None

LOOPBACK = ("localhost", "127.0.0.1", "::1")
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1, EXCLUDE ::1",
)


def cannot(reason: str) -> NoReturn:
    if os.environ.get("BOTH_WAYS_REQUIRE_BROWSER"):
        pytest.fail(f"{reason}, and BOTH_WAYS_REQUIRE_BROWSER is set", pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """One Chromium for all browser tests."""
    if sync_playwright is None:
        cannot("playwright is not installed")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        cannot("there is no chromium on PATH")
    sandbox = os.geteuid() != 0  # Chromium refuses to run sandboxed as root
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=list(QUIET), chromium_sandbox=sandbox)
        yield started
        started.close()


@pytest.fixture
def served() -> Iterator[Callable[[Path], str]]:
    """A function that serves a folder here and gives its address (pages from files may not read canvases)."""
    servers = []

    def serve(folder: Path) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(folder)))
        servers.append(server)
        Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def outside_requests() -> list[str]:
    """The addresses outside this machine that the page asked for; all were refused."""
    return []


@pytest.fixture
def page(browser: "Browser", outside_requests: list[str]) -> Iterator["Page"]:
    """A new page. A test during which it asked for something outside this machine fails, unless it clears the list."""

    def only_this_machine(route: "Route") -> None:
        address = urlsplit(route.request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.hostname not in LOOPBACK:
            outside_requests.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    # Playwright waits for conditions by `eval`, which the pages' policy forbids; test_hostile_names holds that policy.
    context = browser.new_context(bypass_csp=True)
    context.route("**/*", only_this_machine)
    yield context.new_page()
    context.close()
    assert not outside_requests, f"the page asked for {', '.join(outside_requests)}"
