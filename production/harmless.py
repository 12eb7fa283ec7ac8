"""Harmless: text for people, with nothing in it that a terminal would obey or that would lie about its order."""

from __future__ import annotations


def harmless(text: str) -> str:
    """The text with every character that is not printable as Python writes it: ESC, line ends, C1, bidi overrides.

    >>> harmless("a\\x1b[2Jb"), harmless("\\u202egnp.exe"), harmless("1 × −2")
    ('a\\\\x1b[2Jb', '\\\\u202egnp.exe', '1 × −2')
    """
    return text if text.isprintable() else "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def harmless_lines(text: str) -> str:
    """The same line by line: only line feeds stay."""
    return "\n".join(map(harmless, text.split("\n")))
