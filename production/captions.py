"""Captions: a film's narration and its chapters as files that players read, WebVTT and SubRip."""

from __future__ import annotations

from scenes.storyboard.cues import Cue, chapters, sentences
from scenes.storyboard.storyboard import FrameClock


def captions_vtt(clock: FrameClock) -> str:
    """The narration as WebVTT."""
    return _vtt(sentences(clock), clock)


def chapters_vtt(clock: FrameClock) -> str:
    """The chapters as WebVTT, for a track of that kind."""
    return _vtt(chapters(clock), clock)


def captions_srt(clock: FrameClock) -> str:
    """The narration as SubRip, for programs that know no WebVTT."""
    blocks = []
    for number, cue in enumerate(sentences(clock), start=1):
        start, end = (_stamp(time, ",") for time in _times(cue, clock))
        text = cue.text.replace("-->", "→")  # SubRip has no escapes
        blocks.append(f"{number}\n{start} --> {end}\n{text}\n")
    return "\n".join(blocks)


def milliseconds(frame: int, fps: int) -> int:
    """The first whole millisecond at which `frame` is on screen: whoever goes there sees this frame, not the last one.

    25 fps: frame 1 -> 40; 30 fps: frame 1 -> 34, as 33 still shows frame 0.
    """
    return -(-frame * 1000 // fps)


def _times(cue: Cue, clock: FrameClock) -> tuple[int, int]:
    """Start and end in ms; a film's last cue ends no later than the film."""
    end = milliseconds(cue.end, clock.fps) if cue.end < clock.frames else clock.frames * 1000 // clock.fps
    return milliseconds(cue.first, clock.fps), end


def _vtt(cues: tuple[Cue, ...], clock: FrameClock) -> str:
    blocks = ["WEBVTT\n"]
    for number, cue in enumerate(cues, start=1):
        start, end = (_stamp(time, ".") for time in _times(cue, clock))
        blocks.append(f"{number}\n{start} --> {end}\n{_escaped(cue.text)}\n")
    return "\n".join(blocks)


def _escaped(text: str) -> str:
    """The text as WebVTT wants it: `a < b & c --> d` becomes `a &lt; b &amp; c --&gt; d`."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _stamp(ms: int, point: str) -> str:
    """`00:01:02.345`, with SubRip's comma or WebVTT's full stop."""
    seconds, ms = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}{point}{ms:03d}"
