"""What goes wrong, said in one line: what, the value, the bound and the fix."""


class BothWaysError(Exception):
    """Anything that this project reports itself, as one line and without a traceback."""

    exit_code = 1


class InputError(BothWaysError):
    """Input that cannot be used as it is; nothing has been written."""

    exit_code = 2


def quoted(text: str, limit: int = 60) -> str:
    """User text fit for one line of a message: quoted, control characters escaped, at most `limit` characters.

    >>> quoted("asym4"), quoted("a\\nb"), quoted("x" * 100, limit=5)
    ("'asym4'", "'a\\\\nb'", "'xxxx…'")
    """
    body = repr(text[: limit + 1])[1:-1]
    return f"'{body}'" if len(body) <= limit else f"'{body[: limit - 1]}…'"


def did_you_mean(name: str, known: tuple[str, ...]) -> str:
    """The clause `; did you mean 'asym3'?` for a mistyped name, or nothing when no known name is close."""
    from difflib import get_close_matches  # slow to import, and only ever needed by a failure

    by_lower = {entry.lower(): entry for entry in known}
    close = get_close_matches(name[:100].lower(), list(by_lower), n=1, cutoff=0.5)
    return f"; did you mean {quoted(by_lower[close[0]])}?" if close else ";"
