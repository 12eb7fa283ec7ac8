"""The layout law, over every film × kernel × aspect, at the end of every beat."""

from __future__ import annotations

import pytest

from scenes.storyboard.frame import FRAMES, WIDE, Frame
from scenes.storyboard.picture import Picture
from scenes.storyboard.shapes import Polygon, Role, Shape, Text
from scenes.storyboard.theme import DARK, LIGHT, THEMES, Theme, contrast
from tests.scenes.films import drawable, label, picture
from tests.scenes.law import broken, caption_breaches

CASES = drawable()


def in_turn(cases):
    """Every case in all four aspects, of grids in one, for they have many more shapes than bars.

    Quick are every other four of bars, in one aspect each, and every fifth of grids; all else is slow.
    """
    found = []
    for i, case in enumerate(cases):
        plane = case[1].ndim > 1
        for k, frame in enumerate(FRAMES):
            in_turn = (i + k) % len(FRAMES) == 0
            if in_turn or not plane:
                quick = in_turn and i % 8 < 4 if not plane else i % 5 == 0
                found.append(pytest.param(case, frame, marks=() if quick else pytest.mark.slow))
    return found


def name(value):
    """A test's name for a case, or for an aspect."""
    return value.aspect if isinstance(value, Frame) else label(value)


def bars_outside(shown: Picture, shapes: list[Shape]) -> list[str]:
    """Bars that leave the panel whose name they bear."""
    found = []
    for shape in shapes:
        panel = next((p for n, p in shown.layout.panels.items() if shape.key.startswith(f"{n}.")), None)
        if isinstance(shape, Polygon) and shape.role is Role.BAR and panel is not None:
            found += [] if panel.rect.grown(0.5).contains(shape.bounds) else [f"{shape.key} leaves its panel"]
    return found


@pytest.mark.parametrize(("case", "frame"), in_turn(CASES), ids=name)
def test_every_beat_ends_in_a_frame_that_keeps_the_law(case, frame):
    shown = picture(*case, frame)
    for beat in range(len(shown.storyboard.beats)):
        shapes = shown.end_of(beat)
        texts = [shape for shape in shapes if isinstance(shape, Text)]
        assert broken(shapes, frame, DARK) + caption_breaches(texts, frame) + bars_outside(shown, shapes) == []


@pytest.mark.parametrize(("case", "frame"), in_turn(CASES[::3]), ids=name)
def test_the_last_frame_keeps_the_law_in_the_light_theme(case, frame):
    shown = picture(*case, frame, LIGHT)
    assert broken(shown.end_of(len(shown.storyboard.beats) - 1), frame, LIGHT) == []


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_colour_has_the_contrast_that_it_needs(theme: Theme):
    text = {"text": theme.text, "muted": theme.muted, "accent": theme.accent}
    graphics = {"data": theme.data, "axis": theme.axis, **{f"tap {c}": c for c in (*theme.hues, *theme.ramp)}}
    low = {name: contrast(colour, theme.background) for name, colour in text.items()}
    assert [name for name, ratio in low.items() if ratio < 4.5] == []
    low = {name: contrast(colour, theme.background) for name, colour in graphics.items()}
    assert [name for name, ratio in low.items() if ratio < 3] == []


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_number_in_a_piece_can_be_read_on_its_fill_and_on_its_hatching(theme: Theme):
    for taps in range(1, 10):
        for style in theme.taps(range(-(taps // 2), taps - taps // 2)):
            assert contrast(theme.on_tap, style.fill) >= 4.5
            assert contrast(theme.on_tap, style.hatch_colour) >= 4.5


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_taps_differ_by_more_than_colour(theme: Theme):
    for taps in range(2, 6):
        styles = theme.taps(range(taps))
        assert len({style.hatch for style in styles}) == taps
        assert len({style.fill for style in styles}) == taps


def test_the_law_finds_what_it_is_there_to_find():
    shown = picture(*CASES[0])
    shapes = shown.end_of(1)
    value = next(s for s in shapes if isinstance(s, Text) and s.role is Role.VALUE)
    bar = next(s for s in shapes if isinstance(s, Polygon) and s.role is Role.BAR)

    def moved(**to):
        return [*shapes, Text(**{**{n: getattr(value, n) for n in Text.__slots__}, "key": "wrong", **to})]

    assert broken(shapes, WIDE, DARK) == []
    assert any("touch" in words for words in broken(moved(), WIDE, DARK))
    assert any("leaves the margins" in words for words in broken(moved(x=5.0), WIDE, DARK))
    assert any("wrong is 10.0 px" in words for words in broken(moved(size_px=10.0), WIDE, DARK))
    assert any("wrong: " in words for words in broken(moved(color=DARK.axis), WIDE, DARK))
    x, y = bar.bounds.middle
    assert any("wrong stands on" in words for words in broken(moved(x=x, y=y), WIDE, DARK))
