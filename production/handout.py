"""The handout: a film on A4 pages, the end of every beat with what is said there."""

from __future__ import annotations

from scenes.storyboard.frame import Frame
from scenes.storyboard.theme import luminance

from .alt_text import shown_text
from .request import FilmRequest
from .stills import paper
from .transcript import clock_time
from .typeset import body, compiled, grid, sentence, set_picture, words

MARGIN_MM = 16
FULL_PT = (210 - 2 * MARGIN_MM) / 25.4 * 72  # between the margins of an upright A4 page
GAP_PT, WORDS_PT, SMALL_PT = 14.0, 11.0, 8.0
BESIDE, MOST_HEIGHT_PT = 0.6, 130.0  # of the page's width, for a picture with its words beside it; five fill a page


def handout(request: FilmRequest) -> bytes:
    """PDF: tagged and with bookmarks; pictures are vectors, all text can be searched and copied.

    Wide pictures have their words beside them, square and tall ones stand in columns above theirs.
    """
    return compiled(_source(paper(request)), "pdf")


def _source(request: FilmRequest) -> str:
    story, theme = request.storyboard, request.theme
    page = "white" if luminance(theme.background) > 0.5 else f'rgb("{theme.background}")'
    return f"""\
#set document(title: {words(story.title)}, date: none)
#set page("a4", margin: {MARGIN_MM}mm, fill: {page}, footer: {_footer(request)})
#set text(size: {WORDS_PT}pt, fill: rgb("{theme.text}"))
#set par(leading: 0.55em)
#show heading: set text(weight: 600)
#show heading.where(level: 1): set text(size: 20pt)
#show heading.where(level: 2): set text(size: 13pt)
#show heading.where(level: 2): set block(above: 18pt, below: 8pt, sticky: true)
#heading(level: 1, {words(story.title)})
#text(fill: rgb("{theme.muted}"), size: 10pt, {words(story.meta)})

#{words(shown_text(request))}
{"".join(_chapter(request, beats) for beats in _chapters(request))}"""


def _chapters(request: FilmRequest) -> list[range]:
    """The beats of each chapter; those before the first one are one without a name."""
    beats = request.storyboard.beats
    starts = [i for i, beat in enumerate(beats) if beat.chapter or i == 0]
    return [range(a, b) for a, b in zip(starts, [*starts[1:], len(beats)], strict=True)]


def _chapter(request: FilmRequest, beats: range) -> str:
    """Its heading, and its beats."""
    name = request.storyboard.beats[beats.start].chapter
    heading = f"#heading(level: 2, {words(name)})\n" if name else "#v(6pt)\n"
    columns = _columns(request.frame)
    width = (FULL_PT - (columns - 1) * GAP_PT) / columns
    return heading + grid([_beat(request, beat, columns, width) for beat in beats], columns, width, GAP_PT)


def _columns(frame: Frame) -> int:
    """How many beats stand side by side."""
    return 1 if frame.width > frame.height else 2 if frame.width == frame.height else 3


def _beat(request: FilmRequest, beat: int, columns: int, width_pt: float) -> str:
    """A picture with its words beside it, or, in columns, below it."""
    if columns > 1:
        told = _told(request, beat, width_pt)
        return f"stack(spacing: 6pt, {set_picture(request.picture, beat, width_pt)}, {told})"
    area = body(request.picture)
    picture_pt = min(BESIDE * width_pt, MOST_HEIGHT_PT * area.w / area.h)
    told = _told(request, beat, width_pt - picture_pt - GAP_PT)
    picture = set_picture(request.picture, beat, picture_pt)
    return f"grid(columns: ({picture_pt:.2f}pt, 1fr), column-gutter: {GAP_PT}pt, {picture}, {told})"


def _told(request: FilmRequest, beat: int, width_pt: float) -> str:
    """The number of a beat, when it begins, and its sentence."""
    story = request.storyboard
    where = words(f"{beat + 1}   {clock_time(story.starts[beat])}")
    small = f'text(size: {SMALL_PT}pt, fill: rgb("{request.theme.muted}"), {where})'
    return f"stack(spacing: 6pt, {small}, {sentence(story.beats[beat].caption.text, width_pt, WORDS_PT)})"


def _footer(request: FilmRequest) -> str:
    """The title, and which page this is of how many."""
    small = f'#set text(size: {SMALL_PT}pt, fill: rgb("{request.theme.muted}"))'
    pages = '#context counter(page).display("1 / 1", both: true)'
    return f"[\n{small}\n#{words(request.storyboard.title)} #h(1fr) {pages}]"
