"""The marks of the film `image`: pictures, patches, kernels and words, with the tracks that move them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial

from kernels import Filtered, Problem

from . import image_states as states
from .image_body import INPUT, KERNEL, LEGEND, OUTPUT, SMALL_INPUT, SMALL_OUTPUT, Spot
from .image_results import ImageResults, Ranges, common
from .marks.heading import Title
from .marks.mark import Mark
from .marks.panel_heading import PanelHeading
from .marks.patch_cells import PatchCells, State
from .marks.scale_bars import ScaleBars
from .marks.shown import Shown
from .marks.spot_label import SpotLabel
from .marks.tap_grid import TapGrid
from .marks.whole_image import WholeImage
from .patch_view import PatchView
from .pixels import Pixels
from .shades import Shades
from .theme import Theme
from .track import Track

HERO = Spot("hero", "picture")
Drawn = Callable[[Theme, int, Ranges], Pixels | None]


class ImageSide:
    """One side: the picture, the kernel that stands and the one that works, two patches, and their tracks."""

    def __init__(self, name: str, view: PatchView, results: ImageResults, output: tuple[State, ...]) -> None:
        scatters, opening = name == "left", float(name == "left")
        self.view = view
        self.name, self.results, self.focus = name, results, Track(f"{name} focus", 1.0)
        self.rows, self.cursor = Track(f"{name} rows"), Track(f"{name} cursor")
        self.at, self.magnified, self.framed = Track(f"{name} at"), Track(f"{name} magnified"), Track(f"{name} framed")
        self.widened = Track(f"{name} widened")
        self.picture_shown, self.output_shown = Track(f"{name} picture", opening), Track(f"{name} output")
        self.inset_shown = Track(f"{name} insets")
        self.picture, self.inset = self.pair("f", (HERO, self.spot(SMALL_INPUT), self.spot(INPUT)), results.area)
        self.kernel_at, self.turn, self.kernel_shown = (
            Track(f"{name} kernel"),
            Track(f"{name} turn"),
            Track("k", opening),
        )
        self.copy_at, self.copy_shown, self.halved = Track("copy at"), Track("copy shown"), Track("halved")
        self.scaled, self.met, self.still = Track("scaled"), Track("met"), Track("still")
        self.input_outlined, self.output_outlined = Track("input outlined"), Track("output outlined")
        self.state, self.output_grown = Track(f"{name} state"), Track("grown", 1.0)
        patch, image = results.patch, results.image
        own, made = (states.inputs(image, patch),), Shades.of_input()
        under = frozenset(p.s for p in results.problem.window_pieces(patch.middle)) if not scatters else frozenset()
        shown = self.magnified
        self.inputs = PatchCells(
            f"{name}.in", self.spot(INPUT), view, own, made, self.picture, under, self.still, shown, shown,
            self.focus, self.halved, self.scaled, self.input_outlined,
        )  # fmt: skip
        self.outputs = PatchCells(
            f"{name}.out", self.spot(OUTPUT), view, output, results.shades, self.picture, frozenset(), self.state,
            shown, self.output_grown, self.focus, self.still, self.still, self.output_outlined,
        )  # fmt: skip
        self.standing = self._taps(
            "kernel", (Spot("hero", KERNEL), self.spot(KERNEL)), self.kernel_at, self.kernel_shown
        )
        self.working = self._taps("copy", (self.spot(KERNEL), self.spot(OUTPUT if scatters else INPUT)), self.copy_at,
                                  self.copy_shown)  # fmt: skip

    def spot(self, name: str) -> Spot:
        """One of this side's."""
        return Spot(self.name, name)

    def pair(self, key: str, spots: tuple[Spot, ...], area: Ranges, drawn: Drawn | None = None, **tracks: Track
             ) -> tuple[WholeImage, WholeImage]:  # fmt: skip
        """A whole picture, and what is magnified of it, at the small spot of where it is seen large."""
        results, small = self.results, {INPUT: SMALL_INPUT, OUTPUT: SMALL_OUTPUT}
        region, still = common(results.inset_region, area), Track("still")
        if drawn is None:
            drawn = _picture(results)
        at, step = tracks.get("at", self.at), tracks.get("step", self.rows)
        shown, inset_shown = tracks.get("shown", self.picture_shown), tracks.get("inset_shown", self.inset_shown)
        whole = WholeImage(
            f"{self.name}.{key}", spots, results.canvas, area, self.view, results.inset_region,
            partial(_over, drawn, area), at, shown, self.focus, step, self.cursor, self.framed, self.widened,
            blank=key == "y",
        )  # fmt: skip
        insets = tuple(Spot(spot.part, small[spot.name]) for spot in spots if spot.name in small)
        inset = WholeImage(
            f"{self.name}.{key}.inset", insets, results.inset_region, region, self.view, region,
            partial(_over, drawn, region), tracks.get("inset_at", still), inset_shown, self.focus, step, still, still,
            still, blank=key == "y",
        )  # fmt: skip
        return whole, inset

    def _taps(self, key: str, spots: tuple[Spot, ...], at: Track, shown: Track) -> TapGrid:
        results, problem = self.results, self.results.problem
        works = key == "copy"
        middle = results.patch.middle
        pieces = problem.copy_pieces(middle) if self.name == "left" else problem.window_pieces(middle)
        tracks = (self.halved, self.scaled, self.met) if works else (self.still, self.still, self.still)
        return TapGrid(
            f"{self.name}.{key}", problem.g, spots, self.view if works else None, results.shades,
            pieces, self.spot(OUTPUT), at, self.turn, *tracks, shown, self.focus,
        )  # fmt: skip


class ImageMarks:
    """Both sides, their results, and the words around them."""

    def __init__(self, problem: Problem, results: ImageResults) -> None:
        told, patch = results.image.told, results.patch
        self.results = results
        added = states.scattered(problem, patch, results.y, told)
        summed = states.gathered(problem, patch, results.gathered, told)
        view = PatchView(problem, patch, states.texts(problem, results.image, patch, (*added, *summed)))
        self.left, self.right = ImageSide("left", view, results, added), ImageSide("right", view, results, summed)
        self.headed, self.unflipped, self.labelled, self.named = (
            Track("headed"), Track("unflipped"), Track("labelled"), Track("named"),
        )  # fmt: skip
        self.flipped, self.z_rows, self.z_shown, self.z_at = (
            Track("flipped"),
            Track("z rows"),
            Track("z"),
            Track("z at"),
        )
        self.d_shown, self.scaled, self.whole_at = Track("difference"), Track("scales"), Track("outputs at")
        self.full = Track("full", float(len(results.area[0])))
        left, right = self.left, self.right
        self.y, self.y_inset = left.pair(
            "y", (left.spot(SMALL_OUTPUT), left.spot(OUTPUT)), results.y.outputs, self._scattered,
            at=self.whole_at, shown=left.output_shown,
        )  # fmt: skip
        self.y_right, self.y_right_inset = right.pair(
            "y", (right.spot(SMALL_OUTPUT), right.spot(OUTPUT)), results.gathered.outputs,
            self._gathered(results.gathered, results.shades), at=self.whole_at, shown=right.output_shown,
            inset_shown=right.inset_shown,
        )  # fmt: skip
        both = (right.spot(OUTPUT), right.spot(INPUT))
        self.z, self.z_inset = right.pair(
            "z", both, results.z.outputs, self._gathered(results.z, results.shades), at=self.z_at,
            inset_at=self.z_at, step=self.z_rows, shown=self.z_shown, inset_shown=self.z_shown,
        )  # fmt: skip
        self.d, self.d_inset = right.pair(
            "d", both[:1], results.difference.outputs, self._gathered(results.difference, results.difference_shades),
            at=right.still, step=self.full, shown=self.d_shown, inset_shown=self.d_shown,
        )  # fmt: skip

    @cached_property
    def all(self) -> Sequence[Mark]:
        """In painting order."""
        left, right = self.left, self.right
        wholes = [left.picture, right.picture, self.y, self.y_right, self.z, self.d]
        insets = [left.inset, right.inset, self.y_inset, self.y_right_inset, self.z_inset, self.d_inset]
        patches = [left.inputs, left.outputs, right.inputs, right.outputs]
        taps = [left.standing, right.standing, left.working, right.working]
        return (Title(), *self._words, *insets, *wholes, *patches, *taps, self._bars)

    @property
    def _words(self) -> list[Mark]:
        left, right = self.left, self.right
        places = ((left, INPUT), (left, OUTPUT), (right, INPUT), (right, OUTPUT))
        first = ("input f", "output y", "input f", "output y")
        results, told = self.results, f", {self.results.image.channels[self.results.image.told]}"
        only = told if len(results.image.channels) > 1 else ""  # a signed result shows one channel
        result = only if results.shades.signed else ""
        last = ("f, the picture", f"y, convolution{result}", f"z, correlation{result}", f"y − z{only}")
        labels: list[Mark] = []
        for (side, name), before, after in zip(places, first, last, strict=True):
            key = f"{side.name}.{name}"
            labels.append(SpotLabel(f"{key}.label", side.spot(name), before, self.labelled, side.focus))
            labels.append(SpotLabel(f"{key}.name", side.spot(name), after, self.named, side.focus))
        headings = (
            ("left", "Left: g at every input", left.focus, self.headed),
            ("right", "Right: h at every output", right.focus, self.flipped),
            ("right unflipped", "Right: g at every output", right.focus, self.unflipped),
        )
        return [*labels, *(Shown(PanelHeading(key, words, "", focus), shown) for key, words, focus, shown in headings)]

    @property
    def _bars(self) -> ScaleBars:
        results, own = self.results, Shades.of_input()
        entries = [("f", own)] if results.shades != own else []
        if results.shades == results.difference_shades:
            entries.append(("y, z, y − z", results.shades))
        else:
            entries += [("y, z" if entries else "f, y, z", results.shades), ("y − z", results.difference_shades)]
        return ScaleBars(self.right.spot(LEGEND), tuple(entries), len(results.image.channels), self.scaled)

    def _scattered(self, theme: Theme, step: int, region: Ranges) -> Pixels | None:
        return self.results.pixels_scattered(theme, step, region)

    def _gathered(self, result: Filtered, shades: Shades) -> Drawn:
        return partial(self.results.pixels_gathered, result, shades)


def _picture(results: ImageResults) -> Drawn:
    return lambda theme, _, region: results.pixels_f(theme, region)


def _over(drawn: Drawn, region: Ranges, theme: Theme, step: int) -> Pixels | None:
    return drawn(theme, step, region)
