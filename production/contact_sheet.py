"""The contact sheet: all beats of a film in one picture, each with what is said there."""

from __future__ import annotations

from .request import FilmRequest
from .stills import paper
from .transcript import clock_time
from .typeset import compiled, grid, sentence, set_picture, words

WIDTH_PX, EDGE_PX, GAP_PX = 2400, 60, 40
WORDS_PX, SMALL_PX = 25, 19
COLUMNS = {"16:9": 4, "4:3": 4, "1:1": 5, "9:16": 6}


def contact_sheet(request: FilmRequest) -> bytes:
    """PNG, 2400 pixels wide and as high as the film needs."""
    return compiled(_source(paper(request)), "png")


def _source(request: FilmRequest) -> str:
    story, theme, columns = request.storyboard, request.theme, COLUMNS[request.frame.aspect]
    width = (WIDTH_PX - 2 * EDGE_PX - (columns - 1) * GAP_PX) / columns
    head = f'#set page(width: {WIDTH_PX}pt, height: auto, margin: {EDGE_PX}pt, fill: rgb("{theme.background}"))\n'
    head += f'#set text(size: {WORDS_PX}pt, fill: rgb("{theme.text}"))\n#set par(leading: 0.5em)\n'
    head += f"#text(size: 48pt, weight: 600, {words(story.title)})\n"
    head += f'#h(24pt) #text(fill: rgb("{theme.muted}"), {words(story.meta)})\n#v(10pt)\n'
    cells = [
        f"stack(spacing: 14pt, {set_picture(request.picture, beat, width)}, "
        f'text(size: {SMALL_PX}pt, fill: rgb("{theme.muted}"), {words(f"{beat + 1}   {clock_time(start)}")}), '
        f"{sentence(story.beats[beat].caption.text, width, WORDS_PX)})"
        for beat, start in enumerate(story.starts[:-1])
    ]
    return head + grid(cells, columns, width, GAP_PX)
