"""The doctor: every check in its order, each on its own, so that one that fails does not hide the others."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterator, Sequence

from ..options import Options
from ..version import version
from . import drawing, encoders, fonts, kept, packages, room, surroundings
from .finding import Finding, State, why, wrong

Check = Callable[[Options], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    packages.python,
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
    found = [finding for check in checks for finding in _examined(check, options)]
    well = all(finding.state is not State.WRONG for finding in found)
    return (_json(found, well) if as_json else _text(found, well)), well


def _examined(check: Check, options: Options) -> list[Finding]:
    found: list[Finding] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found.extend(check(options))
    except (Exception, SystemExit) as error:  # a module of somebody's may end the process as it is imported
        missing = isinstance(error, ImportError)
        fix = packages.INSTALL if missing else "see above; if all else is well, this is a fault in the program"
        topic = check.__name__.replace("_", " ")
        found.append(wrong(topic, f"could not be looked at ({why(error)})", fix))
    return found


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
