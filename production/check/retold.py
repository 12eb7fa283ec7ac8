"""The film told anew from its problem: what its panels and beats are called, in what order, and its lines to paste.

Of the film's own code this takes words, and the arrays that its panels are about; never a sum.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import product, zip_longest
from typing import Any

import numpy as np

from kernels import Boundary, Image, Kernel, Mode, Operator, Problem, Signal, quoted
from kernels.bounds import MOST_PADDING
from scenes.panel_plan import LayerPlan
from scenes.storyboard.frame import FRAMES
from scenes.storyboard.panel import View
from scenes.storyboard.position import Place, place_of
from scenes.storyboard.theme import THEMES

from ..describe import beat_numbers, lines_to_paste
from ..encoder_profiles import ENCODER_PROFILES
from ..image_numbers import are_numbers
from ..request import FilmRequest
from ..settings import QUALITIES, KernelIs
from .definition import EPSILON
from .named import are_alike, signals_told
from .tally import Tally
from .timing import MOST_BEATS
from .told import MOST_NUMBERS, Told

_READ_FROM = re.compile(r"pathlib\.Path\('([a-z0-9._-]{1,100})\.json'\)")


def check_names(told: Told, image: Image | None, kernels: Sequence[Kernel], tally: Tally) -> None:
    """Tell what is not called, or does not stand, as in a film of this problem (InputError if there is none of it).

    `kernels`: the kernel in every way in which it can have been typed; all must fit one of them. What fits none, and
    may be otherwise in a file that has the same numbers in another way, is not known to be wrong.
    """
    signals, found = _signals(told, image, tally), []
    for kernel, signal in product(kernels, signals):
        request = _request(told, kernel, signal, image)
        beats = beat_numbers(request)
        found.append(([*_panels(told, request), *_lines(told, request)], [*_names(told, beats)], [*_said(told, beats)]))
        if not any(found[-1]):
            return
    lines, names, said = min(found, key=lambda reading: [len(part) for part in reading])
    alike = are_alike([kernel.exact for kernel in kernels]) and are_alike([signal.exact for signal in signals])
    for line in [*lines, *(names if alike else []), *(said if len(found) == 1 else [])]:
        tally.amiss.add(line)
    unknown = [*([] if alike else names), *([] if len(found) == 1 else said)]
    if unknown:
        tally.unknown.add(unknown[0], len(unknown) - 1)


def _signals(told: Told, image: Image | None, tally: Tally) -> list[Signal]:
    if told.signal is not None:
        return signals_told(told, told.signal, tally)
    assert image is not None  # what has no signal has a picture
    signal = image.channel(image.told)
    if are_numbers(image):
        return signals_told(told, signal.values, tally)
    name = told.entry["signal"]["name"].text()
    if name != image.name:
        tally.amiss.add(f"signal.name is {quoted(name)}, not {quoted(image.name)}")
    return [signal]


def _request(told: Told, kernel: Kernel, signal: Signal, image: Image | None) -> FilmRequest:
    """The film as it was asked for, in any size and at any pace."""
    problem = Problem(
        signal, kernel, Operator.CONVOLUTION, Mode(told.mode), Boundary(told.boundary), told.stride, told.dilation
    )
    quality = QUALITIES[0]
    request = FilmRequest(
        told.film, problem, KernelIs(told.entry["kernel"]["is"].text()), FRAMES[0], THEMES[0], quality, quality.fps,
        1.0, None, True, ENCODER_PROFILES[0], _at(told), padding=_padding(told), image=image,
    )  # fmt: skip
    request.check_told()
    return request


def _at(told: Told) -> Place | None:
    at = told.entry.get("at") if told.film.looks_at_output else None
    return None if at is None else place_of(at.index(told.kernel.ndim, -MOST_NUMBERS, MOST_NUMBERS))


def _padding(told: Told) -> int | None:
    """The zeros on every side, if they are as many; else they are what the mode makes of them."""
    if not told.film.layer:
        return None
    found = {n for pads in told.entry["layer"]["padding"].entries(2) for n in pads.index(2, 0, MOST_NUMBERS)}
    return min(found) if len(found) == 1 and found <= {*range(MOST_PADDING + 1)} else None


def _panels(told: Told, request: FilmRequest) -> Iterator[str]:
    plans = request.film.panels(request.problem, request.wishes)
    operators = {View.INPUT_CENTRED: Operator.CONVOLUTION, View.OUTPUT_CENTRED: Operator.CORRELATION}
    wanted = [f"{plan.view.value} {operators[plan.view].value}" for plan in plans]
    yield from _in_order("panels", [f"{panel.view} {panel.operator}" for panel in told.panels], wanted)
    for panel, plan in zip(told.panels, plans, strict=False):
        if len(plans) == len(told.panels) and not isinstance(plan, LayerPlan):
            array = plan.problem.g if plan.view is View.INPUT_CENTRED else plan.problem.h
            same = panel.kernel.shape == array.shape and panel.origin == array.origin
            if not same or (np.abs(panel.kernel - array.values) > 4 * EPSILON * np.abs(array.values)).any():
                yield f"{panel.entry.path}.kernel is not that of this panel"


def _names(told: Told, wanted: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    names = [beat["name"].text() for beat in told.entry["beats"].entries(MOST_BEATS)]
    yield from _in_order("beats", names, [beat["name"] for beat in wanted], ".name")


def _said(told: Told, wanted: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    captions = [beat["caption"].text() for beat in told.entry["beats"].entries(MOST_BEATS)]
    if len(captions) == len(wanted):
        yield from _in_order("beats", captions, [beat["caption"] for beat in wanted], ".caption")


def _lines(told: Told, request: FilmRequest) -> Iterator[str]:
    """The lines to paste read long arrays from the film's own file, whose name may be any."""
    reproduce = told.entry["reproduce"]
    name = _READ_FROM.search(reproduce["numpy"].text())
    for library, text in lines_to_paste(request, name[1] if name else "NAME").items():
        pairs = zip_longest(reproduce[library].text().split("\n"), text.split("\n"), fillvalue="nothing")
        for i, (found, wanted) in enumerate(pairs):
            if found != wanted:
                yield f"reproduce.{library} has in line {i + 1} {quoted(found)}, not {quoted(wanted)}"
                break


def _in_order(path: str, found: Sequence[str], wanted: Sequence[str], key: str = "") -> Iterator[str]:
    """A line for every one that is another; or, of another number of them, for those that are missing or too much."""
    if len(found) == len(wanted):
        for i, (one, other) in enumerate(zip(found, wanted, strict=True)):
            if one != other:
                yield f"{path}[{i}]{key} is {quoted(one)}, not {quoted(other)}"
        return
    missing, surplus = Counter(wanted) - Counter(found), Counter(found) - Counter(wanted)
    yield from (f"{path}: {quoted(name)} is missing" for name in missing.elements())
    yield from (f"{path}: {quoted(name)} is too much" for name in surplus.elements())
