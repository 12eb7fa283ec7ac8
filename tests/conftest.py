"""What holds for all tests: nothing is kept in the user's own cache, and nothing is found there."""

import pytest


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
