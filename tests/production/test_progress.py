"""Progress: what is said on stderr, to whoever is there."""

import sys

import pytest

from production.progress import note, progress_bar, warn


class Gone:
    """A terminal, or a pipe, whose other end is gone."""

    def isatty(self):
        return True

    def write(self, _):
        raise BrokenPipeError

    def flush(self):
        raise BrokenPipeError


@pytest.mark.parametrize("say", [note, warn])
@pytest.mark.parametrize("stderr", [Gone(), None], ids=["gone", "closed"])
def test_that_nobody_reads_stderr_any_more_is_no_failure(monkeypatch, say, stderr):
    monkeypatch.setattr(sys, "stderr", stderr)
    say("a line")


def test_there_is_no_bar_where_nobody_watches(capsys):
    with progress_bar(10) as show:
        show(5)
    assert capsys.readouterr() == ("", "")
