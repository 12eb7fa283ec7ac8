"""The files of an embed folder that need no drawing: page, figure, snippets, captions, transcript and numbers."""

from __future__ import annotations

from collections.abc import Mapping

from scenes.storyboard.storyboard import FrameClock
from scenes.storyboard.theme import Theme

from .alt_text import alt_text
from .captions import captions_vtt, chapters_vtt
from .describe import describe_text
from .formats import MP4, WEBM, Format
from .pages import chapters, page, steps, trusted
from .request import FilmRequest
from .snippets import snippets
from .transcript import transcript

MIME = {MP4: "video/mp4", WEBM: "video/webm"}


def embed_files(
    request: FilmRequest, name: str, stems: Mapping[Theme, str], kinds: tuple[Format, ...]
) -> dict[str, str]:
    """Every text file by its name. `stems`: what the files of each theme are called, the film's own theme first."""
    figure = figure_html(request, name, stems, kinds, folder=f"{name}/")
    ways = snippets(request, name, stems, f"{name}{kinds[0].ending}", figure)
    here = figure_html(request, name, stems, kinds, folder="")
    clock = FrameClock(request.storyboard, request.fps)
    return {
        f"{name}.html": page(
            "embed.html", request=request, name=name, stems=stems, kinds=kinds, figure=trusted(here), ways=ways,
        ),
        f"{name}-figure.html": figure,
        f"{name}.vtt": captions_vtt(clock),
        f"{name}.chapters.vtt": chapters_vtt(clock),
        f"{name}.txt": transcript(request),
        f"{name}.json": describe_text(request, name),
    }  # fmt: skip


def figure_html(
    request: FilmRequest, name: str, stems: Mapping[Theme, str], kinds: tuple[Format, ...], folder: str
) -> str:
    """The film as one `<figure>` with its own style and script. `folder`: where its files are, seen from the page.

    There is no empty line in it, at which Markdown would take over.
    """
    width, height = request.size
    own, other = stems
    sources = [
        {"file": f"{stems[theme]}{kind.ending}", "type": MIME[kind], "scheme": scheme}
        for theme, scheme in ((other, other.name), (own, ""))
        for kind in kinds
    ]
    text = page(
        "figure.html", title=request.storyboard.title, meta=request.storyboard.meta, alt=alt_text(request), name=name,
        width=width, height=height, sources=sources, posters={theme.name: stems[theme] for theme in stems},
        steps=steps(request), chapters=chapters(request), folder=folder, burned_in=request.captions,
    )  # fmt: skip
    return "".join(f"{line}\n" for line in text.splitlines() if line.strip())
