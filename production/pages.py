"""Pages: what every HTML page of ours is made with: templates that escape what they are given, and a film's steps."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scenes.storyboard.storyboard import FrameClock
from scenes.storyboard.theme import THEMES

from .captions import milliseconds
from .request import FilmRequest
from .transcript import clock_time

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

GENERATOR = "Both Ways"  # what a page of ours says it was made by
_TEMPLATES = Path(__file__).resolve().parent / "templates"


@dataclass(frozen=True)
class Step:
    """A beat as a page has it: its name, when it is first seen and how long, what is said, the chapter it begins."""

    name: str
    start: float  # seconds, as in the captions: whoever goes there sees this beat's first frame
    seconds: float
    said: str
    chapter: str | None

    @property
    def clock(self) -> str:
        """The start for people, `1:05`."""
        return clock_time(self.start)


@dataclass(frozen=True)
class Chapter:
    """A chapter as a page has it: its name, its first step, and the sentences said in it, each once."""

    name: str
    first: Step
    sentences: tuple[str, ...]


def steps(request: FilmRequest) -> tuple[Step, ...]:
    """The beats that at least one frame shows, in order; a chapter whose first beat shows none begins at the next."""
    clock = FrameClock(request.storyboard, request.fps)
    found, chapter = [], None
    for beat, first, end in zip(request.storyboard.beats, clock.boundaries, clock.boundaries[1:], strict=False):
        chapter = beat.chapter or chapter
        if first < end:
            start, seconds = milliseconds(first, clock.fps) / 1000, (end - first) / clock.fps
            found.append(Step(beat.name, start, round(seconds, 3), beat.caption.text, chapter))
            chapter = None
    return tuple(found)


def chapters(request: FilmRequest) -> tuple[Chapter, ...]:
    """The steps by chapters; what comes before the first one is named after the film."""
    groups: list[list[Step]] = []
    for step in steps(request):
        if step.chapter or not groups:
            groups.append([])
        groups[-1].append(step)
    said = [tuple(dict.fromkeys(step.said for step in group)) for group in groups]
    names = [group[0].chapter or request.storyboard.title for group in groups]
    return tuple(Chapter(name, group[0], lines) for name, group, lines in zip(names, groups, said, strict=True))


def page(template: str, **values: Any) -> str:
    """A template of ours filled in: every value is escaped, and one that is missing is an error."""
    return _environment().get_template(template).render(generator=GENERATOR, themes=THEMES, **values)


def trusted(html: str) -> Markup:
    """What `page` has made, to be put into another page as it is."""
    from markupsafe import Markup

    return Markup(html)


def is_page(path: Path) -> bool:
    """Whether a file is a page of ours, which may be replaced."""
    try:
        with path.open("rb") as file:
            return f'<meta name="generator" content="{GENERATOR}">'.encode() in file.read(4096)
    except OSError:
        return False


def _escaped(value: Any) -> Any:
    """Braces escaped, too: what is pasted elsewhere may go through templates of others, `{{ … }}` and `{% … %}`."""
    from markupsafe import Markup, escape

    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return Markup(str(escape(value)).replace("{", "&#123;").replace("}", "&#125;"))


def _script(name: str) -> Markup:
    """A script of ours as an element, without empty lines, at which Markdown would take over."""
    lines = (_TEMPLATES / name).read_text("utf-8").splitlines()
    return trusted("<script>\n" + "".join(f"{line}\n" for line in lines if line.strip()) + "</script>")


def _policy(*names: str) -> str:
    """A content security policy that runs these scripts and no others: the second wall, should an escape be forgotten.

    It says nothing of pictures and films: browsers differ in what is of the same origin as a page on a disk.
    """
    texts = (_script(name).removeprefix("<script>").removesuffix("</script>") for name in names)
    hashes = (b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts)
    allowed = " ".join(f"'sha256-{digest}'" for digest in hashes)
    return f"script-src {allowed}; object-src 'none'; frame-src 'none'; base-uri 'none'; form-action 'none'"


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        finalize=_escaped,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals["script"], made.globals["policy"] = _script, _policy
    made.globals["asset"] = lambda name: trusted((_TEMPLATES / name).read_text("utf-8").rstrip("\n"))
    return made
