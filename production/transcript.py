"""Transcript: a film to be read, with its alt text before it."""

from __future__ import annotations

from scenes.storyboard.storyboard import Storyboard

from .alt_text import alt_text
from .request import FilmRequest


def transcript(request: FilmRequest) -> str:
    """Title, settings, alt text; then every chapter, with the time at which it begins, and what is said in it."""
    story = request.storyboard
    head = f"{story.title}\n{story.meta}\n\nAlt text: {alt_text(request)}\n"
    return "\n".join([head, *(f"{chapter}\n" for chapter in _chapters(story))])


def _chapters(story: Storyboard) -> list[str]:
    """Each chapter as a heading and its sentences, one a line."""
    chapters: list[list[str]] = []
    said = ""
    for beat, start in zip(story.beats, story.starts, strict=False):
        if beat.chapter or not chapters:
            chapters.append([f"{clock_time(start)}  {beat.chapter or story.title}"])
        if beat.caption.text != said:  # a sentence that stays is said once
            chapters[-1].append(said := beat.caption.text)
    return ["\n".join(lines) for lines in chapters]


def clock_time(seconds: float) -> str:
    """Minutes and whole seconds: `1:05`."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
