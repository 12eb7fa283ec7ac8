"""Joined films: excerpts of other films, chapter by chapter, as one storyboard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kernels import Problem

from .act import Act, Excerpt
from .caption import Caption
from .frame import Frame
from .marks.card import Card, Form
from .marks.mark import Mark
from .shapes import Rect
from .storyboard import Beat, Storyboard
from .track import Move, Track

OUT_SECONDS, IN_SECONDS = 0.4, 0.6  # what was there goes, then what comes appears
FIRST_LOOK_SECONDS = 0.3  # at what has come, before it moves
CARD_SECONDS = 1.4  # that a card stands still


@dataclass(frozen=True, eq=False)
class Chapter:
    """A chapter of a joined film: its title with the kernels that it is about, what is said meanwhile, and its play."""

    title: str
    forms: Sequence[Form]
    told: Caption
    excerpts: Sequence[Excerpt]


@dataclass(frozen=True, eq=False)
class Acts:
    """The body of a joined film: a layout for every act, each with its own title; `card`: the place of the cards."""

    acts: Sequence[Act]

    def placed(self, frame: Frame, area: Rect) -> Mapping[str, object]:
        """The acts' layouts by their names, and the places of all their parts: `flip`, `flip/data`, …"""
        from .layout import lay_out  # here, because captions and numbers alone need no layout

        stories = {act.name: act.story for act in self.acts}
        layouts = {name: lay_out(frame, s.title, s.meta, s.body) for name, s in stories.items()}
        parts = {f"{name}/{part}": place for name, own in layouts.items() for part, place in own.places.items()}
        return {"card": area, **layouts, **parts}


def joined(title: str, meta: str, problem: Problem, chapters: Sequence[Chapter]) -> Storyboard:
    """One storyboard: every chapter begins with its card; whatever comes, what was there has gone before."""
    acts = tuple(dict.fromkeys(excerpt.act for chapter in chapters for excerpt in chapter.excerpts))
    titles = [chapter.title for chapter in chapters]
    cards = [
        Card(titles, i, chapter.forms, Track(f"card {i} shown", float(i == 0))) for i, chapter in enumerate(chapters)
    ]
    marks: tuple[Mark, ...] = (*(mark for act in acts for mark in act.marks), *cards)
    return Storyboard(title, meta, problem, Acts(acts), marks, list(_beats(chapters, cards)))


def _beats(chapters: Sequence[Chapter], cards: Sequence[Card]) -> Iterator[Beat]:
    """The cards' beats and all others, in order; named after their acts, `flip: the turn`."""
    seen: Track | None = None
    left: dict[Track, float] = {}  # how every act's tracks were left, where they have been moved
    for chapter, card in zip(chapters, cards, strict=True):
        moves = [] if seen is None else _change(seen, card.shown)
        yield Beat(chapter.title, chapter.told, moves, still=CARD_SECONDS, chapter=chapter.title)
        seen = card.shown
        for excerpt in chapter.excerpts:
            first, *others = excerpt.beats
            yield _named(excerpt, _entering(first, _change(seen, excerpt.act.shown, _reset(excerpt, left))))
            yield from (_named(excerpt, beat) for beat in others)
            seen = excerpt.act.shown
            left |= excerpt.opening
            left |= {m.track: m.to for beat in excerpt.beats for m in sorted(beat.moves, key=lambda m: m.end)}


def _change(old: Track, new: Track, unseen: Sequence[Move] = ()) -> list[Move]:
    """0 s what was there goes; 0.4 s nothing is seen, and `unseen` happens; then what comes appears."""
    between = [move.later(OUT_SECONDS) for move in unseen]
    return [Move(old, 0.0, 0.0, OUT_SECONDS), *between, Move(new, 1.0, OUT_SECONDS, IN_SECONDS)]


def _reset(excerpt: Excerpt, left: Mapping[Track, float]) -> list[Move]:
    """The act's tracks put where the excerpt finds them."""
    opening = excerpt.opening
    return [Move(track, to) for track, to in opening.items() if left.get(track, track.initial) != to]


def _entering(beat: Beat, change: Sequence[Move]) -> Beat:
    """The first beat of an excerpt: it begins when the act has been seen for a moment."""
    lead = OUT_SECONDS + IN_SECONDS + FIRST_LOOK_SECONDS
    moves = [*change, *(move.later(lead) for move in beat.moves)]
    return replace(beat, moves=moves, least_seconds=beat.least_seconds + lead)


def _named(excerpt: Excerpt, beat: Beat) -> Beat:
    return replace(beat, name=f"{excerpt.act.name}: {beat.name}", chapter=None)
