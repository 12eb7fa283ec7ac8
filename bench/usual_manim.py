"""The story of `side-by-side` written the way manim is usually written, as a rival to measure against.

It has the same problem, places, sentences and times, and is played and encoded by manim alone: what moves hangs on
ValueTrackers by `always_redraw` and updaters, pieces fly in a LaggedStart, numbers are Texts. Hatching is left out.
"""

from __future__ import annotations

import re
from pathlib import Path

import av
from manim import (
    RIGHT,
    SEMIBOLD,
    Animation,
    FadeIn,
    FadeOut,
    LaggedStart,
    ReplacementTransform,
    Scene,
    Text,
    VGroup,
    register_font,
    tempconfig,
)

from kernels import Problem
from scenes.side_by_side import side_by_side
from scenes.storyboard.choreography import FADE, MOST_SWEEP_SECONDS, Tempo, tempo_of
from scenes.storyboard.font import FONT_FOLDER
from scenes.storyboard.frame import WIDE
from scenes.storyboard.layout import lay_out
from scenes.storyboard.picture import CAPTION_FADE_SECONDS
from scenes.storyboard.storyboard import Beat
from scenes.storyboard.theme import CONTEXT, DARK, FOCUS

from .rival import RivalFilm
from .usual_panel import UsualPanel, begun, point, words

FACES = tuple(str(FONT_FOLDER / f"SourceSans3-{face}.ttf") for face in ("Regular", "Semibold"))


def render_usual(
    problem: Problem, folder: Path, width: int, height: int, fps: int, seconds_limit: float | None = None
) -> RivalFilm:
    """The film in `folder`, or its beats up to the one in which `seconds_limit` is reached."""
    settings = {
        "media_dir": str(folder),
        "pixel_width": width,
        "pixel_height": height,
        "frame_width": 8 * width / height,
        "frame_height": 8.0,
        "frame_rate": fps,
        "background_color": DARK.background,
        "disable_caching": True,
        "progress_bar": "none",
        "verbosity": "ERROR",
    }
    with tempconfig(settings), register_font(FACES[0]), register_font(FACES[1]):
        scene = UsualSideBySide(problem, seconds_limit)
        scene.render()
        path = Path(scene.renderer.file_writer.movie_file_path)
    with av.open(str(path)) as film:
        return RivalFilm(path, film.streams.video[0].frames)


class UsualSideBySide(Scene):
    """Two panels, one after the other making the same outputs."""

    def __init__(self, problem: Problem, seconds_limit: float | None) -> None:
        super().__init__()
        self.story, self.seconds_limit = side_by_side(problem), seconds_limit
        layout = lay_out(WIDE, self.story.title, self.story.meta, self.story.body)
        self.layout = layout
        self.left, self.right = (UsualPanel(place, layout) for place in layout.panels.values())
        self.taken = {"input": 0, "output": 0}
        self.caption: Text | None = None

    def construct(self) -> None:
        """Every beat, and a wait until the next one's time."""
        self.add(*self._title(), self.left.resting, self.right.resting, self.left.bars, self.left.labels, self.left.dot)
        for number, beat in enumerate(self.story.beats):
            self._tell(beat)
            rest = self.story.starts[number + 1] - self.renderer.time
            if rest > 1 / self.camera.frame_rate:
                self.wait(rest)
            if self.seconds_limit is not None and self.story.starts[number + 1] >= self.seconds_limit:
                return

    def _title(self) -> list[Text]:
        (title, y), (meta, meta_y) = self.layout.title[0], self.layout.meta[0]
        right = WIDE.safe.right
        settings = words(meta, right, meta_y, WIDE.index_px, DARK.muted).align_to(point(right, meta_y), RIGHT)
        return [begun(title, WIDE.safe.x, y, WIDE.title_px, DARK.text, weight=SEMIBOLD), settings]

    def _tell(self, beat: Beat) -> None:
        steps = re.findall(r"(input|output) (-?\d+)", beat.name)
        said = self._say(beat)
        for i, (kind, column) in enumerate(steps):
            tempo = tempo_of(self.taken[kind])
            self.taken[kind] += 1
            self._make(kind == "input", int(column), tempo, [] if i else [said])
        if beat.name == "the flip":
            self._opening(said)
        elif beat.name == "the comparison":
            self._comparison(said)
        elif not steps:
            self.play(said)

    def _say(self, beat: Beat) -> Animation:
        """The caption comes in place of the last one."""
        if self.caption is not None:
            self.remove(self.caption)
        area = self.layout.caption
        baseline = area.y + 0.68 * WIDE.caption_px
        self.caption = words(beat.caption.text, WIDE.width / 2, baseline, WIDE.caption_px, DARK.text)
        return FadeIn(self.caption, run_time=CAPTION_FADE_SECONDS)

    def _opening(self, said: Animation) -> None:
        """g splits in two; the right one turns about its pin."""
        left, right = self.left, self.right
        self.play(said)
        self.wait(1.0 - CAPTION_FADE_SECONDS)
        self.add(right.bars, right.labels, right.dot)
        self.play(left.home.animate.set_value(1), right.home.animate.set_value(1), run_time=1.2)
        self.add(left.pointer, right.pointer, right.window)
        for side in (left, right):
            side.resting.add(side.name)
        self.add(*(cursor for side in (left, right) for cursor in (side.input_cursor, side.output_cursor)))
        self.wait(0.2)
        self.play(*self._attend(right, left))
        name = right.gutter("h", right.place.tap_y(0))
        right.labels.clear_updaters()  # or they would undo the fading
        self.play(
            right.turn.animate(run_time=1.4).set_value(1),
            FadeOut(right.labels, run_time=FADE),
            ReplacementTransform(right.name, name, run_time=1.4),
        )
        right.resting.remove(right.name).add(name)
        self.add(right.mirrored_labels())

    def _attend(self, to: UsualPanel, away: UsualPanel) -> list[Animation]:
        """One panel in focus, the other stepping back."""
        pairs = ((to, FOCUS), (away, CONTEXT))
        dimmed = [side.focus.animate(run_time=FADE).set_value(value) for side, value in pairs]
        return dimmed + [side.resting.animate(run_time=FADE).set_opacity(value) for side, value in pairs]

    def _make(self, scatters: bool, step: int, tempo: Tempo, said: list[Animation]) -> None:
        """The kernel goes to its place, weights grow into products, products fly to the piles, sums appear."""
        left, right = self.left, self.right
        side, other = (left, right) if scatters else (right, left)
        self.play(*said, *self._attend(side, other), *self._placing(side, step, tempo))
        pieces = side.panel.pieces[step]
        weights = VGroup(*(side.tap_bar(piece, float(piece.weight)) for piece in pieces))
        products = VGroup(*(side.tap_bar(piece, float(piece.product)) for piece in pieces))
        self.add(weights)
        side.hollow.set_value(1)
        self.play(ReplacementTransform(weights, products), run_time=tempo.move)
        flights = []
        for piece, bar in zip(pieces, products, strict=True):
            if not piece.product:
                continue
            number = side.number(piece, bar)
            if number is not None:
                bar.add(number)
            if side.panel.lands(piece):
                flights.append(bar.animate(run_time=tempo.move).move_to(side.slot(piece)))
                side.resting.add(bar)
            else:
                flights.append(FadeOut(bar, target_position=side.slot(piece), run_time=tempo.move))
        self.remove(products)
        self.add(*(bar for piece, bar in zip(pieces, products, strict=True) if piece.product))
        if flights:
            self.play(LaggedStart(*flights, lag_ratio=tempo.lag / tempo.move))
        else:
            self.wait(tempo.move)
        done = [t for (t,) in side.panel.problem.completed_after((step,))] if scatters else [step]
        totals = VGroup(*(side.total(t) for t in done))
        if done:
            self.play(FadeIn(totals), run_time=FADE)
            side.resting.add(totals)

    def _placing(self, side: UsualPanel, step: int, tempo: Tempo) -> list[Animation]:
        """The cursor goes first, the kernel follows; the pile of an output is outlined on the left as well."""
        left, right = self.left, self.right
        at, shown = (left.input_at, left.input_shown) if side is left else (right.output_at, right.output_shown)
        there = step == side.panel.steps[0]  # the kernel stands at its first place already
        follow = [at.animate(run_time=2 * tempo.lead if there else tempo.move).set_value(step)]
        if not there:
            follow.append(side.at.animate(run_time=tempo.move).set_value(step))
        moves = [
            LaggedStart(*follow, lag_ratio=tempo.lead / tempo.move),
            shown.animate(run_time=tempo.lead).set_value(1),
            side.hollow.animate(run_time=tempo.lead).set_value(0),
            left.output_shown.animate(run_time=FADE).set_value(0 if side is left else 1),
        ]
        if side is left:
            return [*moves, right.output_shown.animate(run_time=FADE).set_value(0)]
        twin = left.output_at.animate(run_time=tempo.move).set_value(step)
        return [*moves, twin, left.input_shown.animate(run_time=FADE).set_value(0)]

    def _comparison(self, said: Animation) -> None:
        """Outlines run over both rows of piles in step; then the sign of equality."""
        both, ts = (self.left, self.right), self.left.panel.outputs
        middle = ts[len(ts) // 2]
        calm = [side.focus.animate(run_time=FADE).set_value(FOCUS) for side in both]
        calm += [side.resting.animate(run_time=FADE).set_opacity(FOCUS) for side in both]
        calm += [t.animate(run_time=FADE).set_value(0) for s in both for t in (s.input_shown, s.output_shown)]
        for side in both:
            rest = min(side.panel.steps, key=lambda step: abs(step - middle))
            calm += [side.hollow.animate(run_time=0.4).set_value(0), side.at.animate(run_time=0.8).set_value(rest)]
        self.play(said, *calm)
        for side in both:
            side.output_at.set_value(ts[0])
        self.play(*(side.output_shown.animate.set_value(1) for side in both), run_time=FADE)
        self.wait(0.2)
        step = max(MOST_SWEEP_SECONDS / len(ts), 0.2) if len(ts) > 12 else 0.45
        for t in ts[1:]:
            self.play(*(side.output_at.animate.set_value(t) for side in both), run_time=0.55 * step)
            self.wait(0.45 * step)
        self.wait(step)
        self.play(*(side.output_shown.animate.set_value(0) for side in both), run_time=FADE)
        a, b = (side.place for side in both)
        x, y = (a.rect.right + b.rect.x) / 2, a.stack.top + 0.3 * (a.stack.bottom - a.stack.top)
        self.play(FadeIn(words("=", x, y, 1.3 * WIDE.heading_px, DARK.accent, weight=SEMIBOLD)), run_time=FADE)
