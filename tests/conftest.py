"""What holds for all tests: nothing is kept in the user's own cache, nothing is found there, and Ctrl-C is heeded."""

import signal

import pytest


@pytest.fixture(scope="session", autouse=True)
def _ctrl_c_is_heeded():
    """A shell that starts the tests in its background has them ignore SIGINT, and so all that they start."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def cache_folder(tmp_path_factory):
    """A cache of the tests' own, also for the processes that they start."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOTH_WAYS_CACHE", str(folder))
        yield folder


@pytest.fixture
def cache(tmp_path_factory, monkeypatch):
    """An empty cache for one test."""
    folder = tmp_path_factory.mktemp("own-cache")
    monkeypatch.setenv("BOTH_WAYS_CACHE", str(folder))
    return folder
