"""The doctor: every check in its order, each apart, so that one that fails or hangs does not hide the others."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ..options import Options
from ..version import version
from . import drawing, encoders, fonts, kept, packages, room, surroundings
from .apart import examined
from .finding import Check, Finding, State

CHECKS: tuple[Check, ...] = (
    packages.python,
    surroundings.folder,
    surroundings.modules,
    packages.packages,
    drawing.manim,
    drawing.painting,
    drawing.formulas,
    fonts.fonts,
    encoders.libraries,
    encoders.films,
    encoders.pictures,
    room.memory,
    room.disks,
    kept.cache,
    kept.left_over,
    surroundings.terminal,
)


def diagnose(options: Options, as_json: bool = False, checks: Sequence[Check] = CHECKS) -> tuple[str, bool]:
    """What was found, as text or as JSON; and whether nothing keeps a film from being made. Nothing raises."""
    found = [finding for check in checks for finding in examined(check, options)]
    well = all(finding.state is not State.WRONG for finding in found)
    return (_json(found, well) if as_json else _text(found, well)), well


def _json(found: Sequence[Finding], well: bool) -> str:
    told = {"version": version(), "ok": well, "findings": [finding.plain() for finding in found]}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _text(found: Sequence[Finding], well: bool) -> str:
    wide = max((len(finding.topic) for finding in found), default=0)
    lines = [f"Both Ways {version()}"]
    for finding in found:
        lines.append(f"  {finding.state.value:<5}  {finding.topic:<{wide}}  {_plain(finding.text)}")
        if finding.fix:
            lines.append(f"{'':{wide + 11}}→ {finding.fix}")
    failing = sum(finding.state is State.WRONG for finding in found)
    said = "nothing is" if not failing else f"{failing} thing is" if failing == 1 else f"{failing} things are"
    lines.append(f"{said[0].upper()}{said[1:]} wrong{': films can be made' if well else ''}.")
    return "".join(f"{line}\n" for line in lines)


def _plain(text: str) -> str:
    """Without anything that a terminal would obey: paths may hold it."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
