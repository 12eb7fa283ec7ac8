"""Reading the pages that were written: a strict parser of just what we write."""

from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

VOID = {"meta", "link", "source", "track", "img", "br", "path"}
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</script></figure></main><script>alert(1)</script>",
    "</title></style></textarea><svg onload=alert(1)>",
    "&lt;b&gt; &amp; < > & &copy",
    "{{ 7*7 }} {% raw %} {# #} ${alert(1)} `x`",
    "--> <!-- ]]> WEBVTT 00:00 --> 00:01",
    "javascript:alert(1)",
    "../../etc/passwd #t=1 ?a=b%00",
]


class Page(HTMLParser):
    """A page taken apart: its elements as (tag, attributes), and its text outside of style and script."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.elements, self.text, self._open = [], "", []
        self.feed(html)
        self.close()
        assert self._open == [], "these elements are never closed"

    def handle_starttag(self, tag, attrs):
        assert len({name for name, _ in attrs}) == len(attrs), f"<{tag}> has an attribute twice"
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self._open, f"</{tag}> closes nothing"
        assert self._open.pop() == tag

    def handle_data(self, data):
        if not set(self._open) & {"style", "script"}:
            self.text += data

    @property
    def skeleton(self):
        """Its elements with the names of their attributes: what no value may change."""
        return [(tag, tuple(attrs)) for tag, attrs in self.elements]

    @property
    def links(self):
        """Every address in it that is not data."""
        values = [attrs.get(name) for _, attrs in self.elements for name in ("src", "href", "poster", "srcset")]
        values += [
            value for _, attrs in self.elements for name, value in attrs.items() if name in ("data-dark", "data-light")
        ]
        return [value for value in values if value is not None and not value.startswith("data:")]

    def dead_links(self, folder):
        """The addresses that are not relative ones of files that are there."""
        found = [(link, urlsplit(link)) for link in self.links]
        return [
            link
            for link, parts in found
            if parts.scheme or parts.netloc or not parts.path or not (folder / unquote(parts.path)).is_file()
        ]
