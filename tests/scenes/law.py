"""The layout law: what must hold in every frame at rest, whatever film, kernel, data, aspect and theme."""

from __future__ import annotations

from scenes.storyboard.font import text_width
from scenes.storyboard.frame import WIDE, Frame
from scenes.storyboard.shapes import Formula, Polygon, Rect, Role, Segments, Shape, Text
from scenes.storyboard.theme import Theme, contrast

GAP_EM = 0.5
FRAMED_EM = 0.25  # between numbers that stand in cells or pieces of their own
SMALLEST = 0.02  # of the frame's height
VALUES_WIDE, INDICES_WIDE = 0.044, 0.033  # of the height, in 16:9
SEEN = 0.05  # opacity below which nothing is seen


def broken(shapes: list[Shape], frame: Frame, theme: Theme) -> list[str]:
    """Every breach of the law, in words; none for a good frame."""
    seen = [shape for shape in shapes if shape.opacity > SEEN]
    texts = [shape for shape in seen if isinstance(shape, Text | Formula)]
    return [
        *_margins(seen, frame),
        *_overlaps(texts),
        *_on_bars(texts, seen),
        *_sizes(texts, frame),
        *_strokes(seen),
        *_contrast(seen, theme),
    ]


def _margins(shapes: list[Shape], frame: Frame) -> list[str]:
    safe = frame.safe.grown(0.5)
    return [f"{shape.key} leaves the margins: {shape.bounds}" for shape in shapes if not safe.contains(shape.bounds)]


def _overlaps(texts: list[Text | Formula]) -> list[str]:
    boxes = sorted(((_inner(text.bounds), text) for text in texts), key=lambda pair: pair[0].y)
    found = []
    for i, (a, one) in enumerate(boxes):
        for b, other in boxes[i + 1 :]:
            if b.y >= a.bottom:
                break  # sorted by their tops: all further ones are lower still
            framed = getattr(one, "inside", None) is not None and getattr(other, "inside", None) is not None
            apart = FRAMED_EM if framed else GAP_EM
            gap = apart * min(one.size_px, other.size_px) - 0.01
            if b.x < a.right + gap and a.x < b.right + gap:
                found.append(
                    f"{one.key} {getattr(one, 'text', '')!r} and {other.key} {getattr(other, 'text', '')!r} touch"
                )
    return found


def _inner(rect: Rect) -> Rect:
    """Above and below, lines may follow closely."""
    return Rect(rect.x, rect.y + 0.02 * rect.h, rect.w, rect.h * 0.96)


def _on_bars(texts: list[Text | Formula], shapes: list[Shape]) -> list[str]:
    bars = [(s.bounds, s.key) for s in shapes if s.role in (Role.BAR, Role.PICTURE)]
    found = []
    for text in texts:
        box, home = text.bounds, getattr(text, "inside", None)
        for bar, key in bars:
            if home == key and not bar.contains(box):
                found.append(f"{text.key} is larger than its piece")
            elif home != key and box.overlaps(bar):
                found.append(f"{text.key} stands on {key}")
    return found


def _sizes(texts: list[Text | Formula], frame: Frame) -> list[str]:
    least = dict.fromkeys(Role, SMALLEST)
    if frame is WIDE:
        least |= {Role.VALUE: VALUES_WIDE, Role.CAPTION: VALUES_WIDE, Role.INDEX: INDICES_WIDE}
    return [
        f"{text.key} is {text.size_px:.1f} px, the least is {least[text.role] * frame.height:.1f}"
        for text in texts
        if text.size_px < least[text.role] * frame.height - 1e-6
    ]


def _strokes(shapes: list[Shape]) -> list[str]:
    found = []
    for shape in shapes:
        width = shape.stroke_px if isinstance(shape, Segments | Polygon) else None
        if isinstance(shape, Segments) and shape.role is Role.AXIS and width != 2:
            found.append(f"{shape.key}: axes are 2 px, not {width}")
        if isinstance(shape, Polygon) and shape.role is Role.FOCUS and not shape.fill and width != 4:
            found.append(f"{shape.key}: focus is 4 px, not {width}")
    return found


def _contrast(shapes: list[Shape], theme: Theme) -> list[str]:
    """4.5:1 for text, 3:1 for graphics, wherever something has full strength (dimmed things are context)."""
    full = {theme.text, theme.muted, theme.data, theme.axis, theme.accent, theme.on_tap, *theme.hues, *theme.ramp}
    found = []
    for shape in shapes:
        if isinstance(shape, Text) and shape.inside is not None:
            bar = next((s for s in shapes if s.key == shape.inside), None)  # None: a cell, drawn or not
            ground = getattr(bar, "fill", None) or theme.background  # a frame has nothing but the background in it
            if ground in full | {theme.background} and shape.color in full and contrast(shape.color, ground) < 4.5:
                found.append(f"{shape.key}: {contrast(shape.color, ground):.2f}:1 on its piece")
        elif isinstance(shape, Text | Formula):
            if shape.color in full and contrast(shape.color, theme.background) < 4.5:
                found.append(f"{shape.key}: {contrast(shape.color, theme.background):.2f}:1")
        elif isinstance(shape, Polygon) and shape.fill in full and contrast(shape.fill, theme.background) < 3:
            found.append(f"{shape.key}: {contrast(shape.fill, theme.background):.2f}:1")
    return found


def caption_breaches(texts: list[Text], frame: Frame) -> list[str]:
    """Captions: no more lines than the frame has for them, none wider than what is left between the margins."""
    lines = [text for text in texts if text.role is Role.CAPTION]
    found = [f"{len(lines)} lines of caption"] if len(lines) > frame.caption_lines else []
    return found + [f"{t.text!r} is too wide" for t in lines if text_width(t.text, t.size_px) > frame.safe.w]
