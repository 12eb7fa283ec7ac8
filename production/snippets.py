"""Snippets: how a film's folder is put on a page, one for each of the usual ways to write one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scenes.storyboard.theme import Theme

from .alt_text import alt_text
from .pages import page
from .request import FilmRequest


@dataclass(frozen=True)
class Snippet:
    """One way: for whom, what to do, and what to paste."""

    title: str
    how: str
    code: str


def snippets(
    request: FilmRequest, name: str, stems: Mapping[Theme, str], film: str, figure: str
) -> tuple[Snippet, ...]:
    """All ways, the plainest first. In each the folder NAME/ lies beside the page."""
    width, height = request.size
    poster = page(
        "readme.html", alt=alt_text(request), name=name, film=film, width=width, height=height,
        posters={theme.name: stems[theme] for theme in stems},
    )  # fmt: skip
    file = f"{name}/{name}-figure.html"
    return (
        Snippet("HTML", f"Paste this, or the file {name}-figure.html.", figure),
        Snippet(
            "Markdown (GitHub)",
            "A README plays no video from the repository: this is the poster, which leads to the film. "
            "(For a moving picture there, render with --format webp.)",
            poster,
        ),
        Snippet(
            "Hugo",
            f"Put {name} beside the post's index.md, save the first line as layouts/shortcodes/film.html, and write "
            "the second in the post.",
            '{{ readFile (printf "content/%s%s" .Page.File.Dir (.Get 0)) | safeHTML }}\n'
            f'{{{{< film "{file}" >}}}}\n',
        ),
        Snippet(
            "Quarto",
            f"In the .qmd, with the folder {name} beside it, and among the resources of its front matter.",
            f"---\nresources:\n  - {name}\n---\n\n```{{=html}}\n{figure}```\n",
        ),
        Snippet(
            "MyST (Sphinx)",
            "In a .md at the top of the site; and in conf.py, so that the folder is copied, html_extra_path.",
            f'```{{raw}} html\n:file: {file}\n```\n\n# conf.py, if the folder is "films/{name}"\n'
            'html_extra_path = ["films"]\n',
        ),
        Snippet(
            "Sphinx",
            "In an .rst at the top of the site; and in conf.py, so that the folder is copied, html_extra_path.",
            f'.. raw:: html\n   :file: {file}\n\n# conf.py, if the folder is "films/{name}"\n'
            'html_extra_path = ["films"]\n',
        ),
    )
