"""What can be asked for: films, kernels and signals, for people and as JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Mapping, Sequence

from kernels import KERNELS, PROFILES, SIGNALS
from scenes import FILMS

from .nested import nested

_WIDTH = 96  # columns


def list_text() -> str:
    """All entries, one a line: name, dimensions, summary; what is too long for a line goes on below its summary."""
    films = [(film.name, "/".join(f"{n}-D" for n in film.dimensions), film.summary) for film in FILMS]
    kernels = [(kernel.name, f"{kernel.ndim}-D", kernel.summary) for kernel in KERNELS]
    signals = [(signal.name, f"{signal.ndim}-D", signal.summary) for signal in SIGNALS]
    curves = [(profile.name, "1-D", profile.summary) for profile in PROFILES]
    sections = {"Films": films, "Kernels (--kernel)": kernels, "Curves (--kernel, with continuous)": curves}
    sections["Signals (--signal)"] = signals
    return "\n".join(f"{title}\n{_lines(entries)}" for title, entries in sections.items())


def list_json() -> str:
    """All entries as strict JSON: films, kernels with their values and origin, signals."""
    listed: dict[str, Sequence[Mapping[str, object]]] = {
        "films": [{"name": f.name, "dimensions": list(f.dimensions), "summary": f.summary} for f in FILMS],
        "kernels": [
            {
                "name": k.name,
                "dimension": k.ndim,
                "values": nested(k.values),
                "origin": list(k.origin),
                "summary": k.summary,
            }
            for k in KERNELS
        ],
        "curves": [
            {"name": p.name, "formula": p.formula, "support": [p.low, p.high], "summary": p.summary} for p in PROFILES
        ],
        "signals": [{"name": s.name, "dimension": s.ndim, "summary": s.summary} for s in SIGNALS],
    }
    return "{\n" + ",\n".join(_section(key, entries) for key, entries in listed.items()) + "\n}\n"


def _section(key: str, entries: Sequence[Mapping[str, object]]) -> str:
    lines = ",\n".join(f"    {json.dumps(entry, ensure_ascii=False, allow_nan=False)}" for entry in entries)
    return f'  "{key}": [\n{lines}\n  ]'


def _lines(entries: Iterable[tuple[str, str, str]]) -> str:
    lines = []
    for name, dimensions, summary in entries:
        start = f"  {name:<18}  {dimensions:<7}  "
        below = " " * len(start)
        lines += textwrap.wrap(start + summary, _WIDTH, subsequent_indent=below, drop_whitespace=True)
    return "\n".join(lines) + "\n"
