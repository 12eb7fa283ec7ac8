"""Small changes that make bad input of good: what fuzzers do, as strategies of hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

NASTY = (
    "\0", "\n", "\r", "\t", "\x1b[31m", "\x1e", "\x85", "\u2028", "\u202e", "\ufeff", "\ud800", "\udcff", "é", "٣", "½",
    "−", "⁄", "nan", "inf", "1e400", "1e-400", "0x1", "1_0",
    "1j", "../", "/", "\\", "{", "}", "{0}", "%s", ";", ",", ".", "-",
    "+", "e", " ", '"', "'", "<script>", "9" * 45, "0" * 300,
)  # fmt: skip
NASTY_BYTES = (
    b"\0", b"\xff", b"\x80", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\0\0", b"\x80\0\0\0", b"\xfe\xff",
    b"\xed\xa0\x80", b"[", b"]", b"{", b"}", b'"', b"\\u0000", b"NaN", b"1e999", b"-", b",", b"\n",
    b"null", b"O", b"<f16",
    b"(-1,)", b"'", b"#", b"99999999999999999999", b"IEND", b"acTL", b"ANIM", b"Exif\0\0", b"\xff\xd9", b"\xff\xda",
)  # fmt: skip


@st.composite
def changed_texts(draw: st.DrawFn, good: tuple[str, ...]) -> str:
    """A good text with one to four changes, or, now and then, any text at all."""
    if draw(st.integers(0, 7)) == 0:
        return draw(st.text(max_size=40))
    text = draw(st.sampled_from(good))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 3)))
        put = draw(st.one_of(st.sampled_from(NASTY), st.characters(), st.just("")))
        text = text[:start] + put * draw(st.sampled_from((1, 1, 1, 2, 30))) + text[end:]
    return text


@st.composite
def changed_bytes(draw: st.DrawFn, good: tuple[bytes, ...]) -> bytes:
    """A good file with one to four changes: cut off, a byte turned, some put in, left out, repeated."""
    content = draw(st.sampled_from(good))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = draw(st.integers(start, min(len(content), start + draw(st.sampled_from((1, 4, 60))))))
        part = content[start:end]
        put = draw(
            st.one_of(
                st.sampled_from(NASTY_BYTES),
                st.binary(max_size=8),
                st.just(b""),
                st.just(part + part),
                st.just(bytes(byte ^ (1 << (start % 8)) for byte in part)),
            )
        )
        content = content[:start] + put + content[end:]
        if draw(st.integers(0, 9)) == 0:
            content = content[:start]
    return content
