"""The files of a folder of slides that need no drawing: the page with its script and style, reveal.js, manim-slides."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from ..alt_text import alt_text
from ..numbered import numbered
from ..request import FilmRequest
from .slide import Slide

HERE = Path(__file__).parent
REVEAL = HERE.parent / "vendor" / "reveal"
PAGE = "index.html"
FOR_MANIM_SLIDES = "manim-slides"  # a folder, as it looks for a presentation by folder and name


def clip_names(slides: Sequence[Slide]) -> list[str]:
    """Where the clip of each slide is in the folder."""
    return [f"clips/{name}.mp4" for name in numbered([slide.name for slide in slides])]


def still_names(slides: Sequence[Slide]) -> list[str]:
    """Where the picture that each slide ends with is in the folder."""
    return [f"stills/{name}.png" for name in numbered([slide.name for slide in slides])]


def texts(request: FilmRequest, slides: Sequence[Slide], name: str) -> dict[str, bytes]:
    """Every file that is no picture, by its place in the folder."""
    made = {
        PAGE: _page(request, slides).encode(),
        f"{FOR_MANIM_SLIDES}/{name}.json": _presentation(request, slides).encode(),
    }
    return {**made, **_always()}


@cache
def _always() -> Mapping[str, bytes]:
    """The files that are the same for all films."""
    made = {f"reveal/{path.name}": path.read_bytes() for path in sorted(REVEAL.iterdir()) if path.is_file()}
    return made | {name: (HERE / name).read_bytes() for name in ("slides.css", "slides.js")}


def _page(request: FilmRequest, slides: Sequence[Slide]) -> str:
    """The reveal.js page: a column of slides for each chapter, or one row of them if every chapter is one slide."""
    story, theme = request.storyboard, request.theme
    width, height = request.size
    facts = {
        "title": story.title, "alt": alt_text(request), "width": str(width), "height": str(height),
        "fps": str(request.fps), "theme": theme.name, "background": theme.background, "text": theme.text,
        "accent": theme.accent,
    }  # fmt: skip
    template = Template((HERE / "page.html").read_text(encoding="utf-8"))
    return template.substitute({key: escape(fact) for key, fact in facts.items()}, slides=_columns(slides))


def _columns(slides: Sequence[Slide]) -> str:
    sections = [_section(*each) for each in zip(slides, clip_names(slides), still_names(slides), strict=True)]
    columns: list[list[str]] = []
    for before, slide, section in zip((None, *slides), slides, sections, strict=False):
        if before is None or before.chapter != slide.chapter:
            columns.append([])
        columns[-1].append(section)
    if all(len(column) == 1 for column in columns) or len(columns) == 1:
        return "\n".join(sections)
    return "\n".join("<section>\n" + "\n".join(column) + "\n</section>" for column in columns)


def _section(slide: Slide, clip: str, still: str) -> str:
    notes = "".join(f"<p>{escape(note)}</p>" for note in slide.notes)
    seen = escape(slide.notes[-1] if slide.notes else slide.name)
    return (
        f'<section data-clip="{escape(clip)}">\n<h2 class="unseen">{escape(slide.name)}</h2>\n'
        f'<img data-src="{escape(still)}" alt="{seen}">\n<aside class="notes">{notes}</aside>\n</section>'
    )


def _presentation(request: FilmRequest, slides: Sequence[Slide]) -> str:
    """What `manim-slides present` and `convert` read; places count from the folder above the one that it is in.

    Nothing is played backwards: both files of a slide are its clip, as manim-slides has it with `skip_reversing`.
    """
    entries = [
        {"file": clip, "rev_file": clip, "notes": "\n\n".join(map(_markdown, slide.notes))}
        for slide, clip in zip(slides, clip_names(slides), strict=True)
    ]
    told = {"slides": entries, "resolution": list(request.size), "background_color": request.theme.background}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _markdown(text: str) -> str:
    """The text as Markdown that shows just this; its notes are read as such, and put into pages as they are."""
    return re.sub(r"([\\`*_\[\]#|~])", r"\\\1", escape(text, quote=False))
