"""What a film's JSON tells, checked for its types and bounds; whether it is right is asked elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from kernels import Boundary, InputError, Mode, Operator
from kernels.bounds import DESCRIBE_INPUTS, DESCRIBE_TAPS, MOST_DILATION, MOST_MAGNITUDE, MOST_STRIDE, times
from kernels.samples import FloatArray, Index
from scenes import FILMS, Film

from .definition import Array, Definition
from .entry import Entry

MOST_NUMBERS = 2**21  # of any one array in the file
_MOST_PANELS, _MOST_TAP = 8, max(DESCRIBE_TAPS[1])
_VIEWS = "input-centered", "output-centered"
OPERATORS = tuple(operator.value for operator in Operator)


@dataclass(frozen=True)
class Panel:
    """One panel: its view, and the array that it really uses, with its origin."""

    entry: Entry
    view: str
    operator: str
    kernel: FloatArray
    origin: Index
    first: Index


@dataclass(frozen=True)
class Told:
    """The problem of a film as its JSON tells it, `kernel` as typed; `signal` is None for a picture."""

    entry: Entry
    film: Film
    mode: str
    boundary: str
    stride: int
    dilation: int
    kernel: FloatArray
    origin: Index
    signal: FloatArray | None

    @cached_property
    def panels(self) -> tuple[Panel, ...]:
        """All panels (InputError)."""
        return tuple(_panel(panel) for panel in self.entry["panels"].entries(_MOST_PANELS))

    def definition(self, shape: Index, taps: Array, origin: Index, operator: str) -> Definition:
        """The sum with these taps and all settings of the film (InputError)."""
        return Definition(shape, taps, origin, operator, self.mode, self.boundary, self.stride, self.dilation)


def film_told(entry: Entry) -> Film:
    """The film that the JSON is of (InputError)."""
    scene = entry["scene"].one_of(*(film.name for film in FILMS))
    return next(film for film in FILMS if film.name == scene)


def read_told(entry: Entry) -> Told:
    """The problem of a film (InputError)."""
    film, kernel, signal = film_told(entry), entry["kernel"], entry["signal"]
    taps = _bounded(kernel["values"], DESCRIBE_TAPS)
    kernel["is"].one_of("g", "filter")
    kernel["name"].text()
    signal["name"].text()
    return Told(
        entry,
        film,
        entry["mode"].one_of(*(mode.value for mode in Mode)),
        entry["boundary"].one_of(*(boundary.value for boundary in Boundary)),
        entry["stride"].whole(1, MOST_STRIDE),
        entry["dilation"].whole(1, MOST_DILATION),
        taps,
        kernel["origin"].index(taps.ndim, 0, _MOST_TAP),
        None if film.shows_picture else _bounded(signal["values"], DESCRIBE_INPUTS),
    )


def _panel(entry: Entry) -> Panel:
    kernel = _bounded(entry["kernel"], DESCRIBE_TAPS)
    return Panel(
        entry,
        entry["view"].one_of(*_VIEWS),
        entry["operator"].one_of(*OPERATORS),
        kernel,
        entry["origin"].index(kernel.ndim, 0, _MOST_TAP),
        entry["first"].index(kernel.ndim, -MOST_NUMBERS, MOST_NUMBERS),
    )


def _bounded(entry: Entry, most: dict[int, Index]) -> FloatArray:
    values = entry.array(MOST_NUMBERS)
    bound = most[values.ndim]
    if any(n > m for n, m in zip(values.shape, bound, strict=True)):
        raise InputError(f"{entry.path} has {times(values.shape)} numbers, at most {times(bound)} are described")
    if not (abs(values) <= MOST_MAGNITUDE).all():
        raise InputError(f"{entry.path} has a number past {MOST_MAGNITUDE:g}; --check takes what a render wrote")
    return values
