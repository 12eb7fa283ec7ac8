"""Films of a picture: what a kernel makes of every pixel, in whole numbers, and the digests of it.

The JSON has pixels only of a picture that was given as numbers. Others are the bundled one, or the file that the lines
to paste name, if it lies beside the JSON or in the working directory.
"""

from __future__ import annotations

import ast
import hashlib
import os
import re
from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from pathlib import Path

import numpy as np

from kernels import Image, InputError, bundled_image, quoted
from kernels.bounds import MOST_PICTURE
from kernels.image import CHANNELS
from kernels.samples import FloatArray, Index

from .definition import EPSILON, Array
from .entry import Entry
from .named import are_alike
from .numbers import check_kernel
from .tally import Tally
from .told import OPERATORS, Told

_FITS = 2**52
_OPENED = re.compile(r"""Image\.open\(('([^'\\\n]|\\.){1,1000}'|"([^"\\\n]|\\.){1,1000}")\)""")


def has_pixels(entry: Entry) -> bool:
    """Whether the picture's numbers must be in the JSON: its lines to paste name neither a file nor the bundled one."""
    reproduce = entry.get("reproduce")
    lines = reproduce.get("numpy") if reproduce else None
    if lines is None:
        return entry["signal"].get("values") is not None
    return not _OPENED.search(lines.text()) and "bundled_image()" not in lines.text()


def picture_told(told: Told, folder: Path) -> Image:
    """The picture by its name; of a file it must be the very pixels (InputError)."""
    opened = _OPENED.search(told.entry["reproduce"]["numpy"].text())
    if opened is None:
        signal = told.entry["signal"]
        values = signal.get("values")
        if values is None:
            return bundled_image()
        return Image(values.array(MOST_PICTURE**2)[..., None], signal["name"].text())
    try:
        name = ast.literal_eval(opened[1])
    except (SyntaxError, ValueError):
        name = "\0"
    if os.path.basename(name) != name or "\0" in name:
        raise InputError(f"the film's picture {quoted(name)} is no file's name; --check takes what a render wrote")
    from ..image_file import read_image

    for path in (str(folder / name), name):
        if os.path.isfile(path):
            return read_image(path)
    raise InputError(f"the film's picture {quoted(name)} is not beside the JSON nor here; put it there to check it")


def check_picture(told: Told, image: Image, readings: Sequence[Array], tally: Tally) -> None:
    """Compare every channel's results (InputError for what cannot be computed).

    `readings`: the kernel's taps as fractions, in every way in which they can have been typed.
    """
    signal, samples = told.entry["signal"], image.samples.astype(np.int64)
    names = [name.text() for name in signal["channels"].entries(3)]
    tally.same("signal.channels", names, list(CHANNELS[samples.shape[2]]))
    tally.same("signal.channel", signal["channel"].text(), names[0 if len(names) == 1 else 1] if names else "")
    _check_shape(signal, samples.astype(float), tally)
    tally.same("signal.digest", signal["digest"].text(), _digest(samples.astype(float)))
    taps, known = _as_typed(told, samples, readings)
    if not known:
        tally.unknown.add("the digests of the outputs, which hang on how the kernel's file has its numbers")
    for operator in OPERATORS:
        again = _filtered(told, taps, told.origin, operator, samples)
        _check_result(told, told.entry["results"][operator], again, known, tally)
    for panel in told.panels:
        check_kernel(told, panel, tally)
        tally.same(f"{panel.entry.path}.weights are there:", panel.entry.get("weights") is not None, False)
        output = panel.entry["output"]
        tally.same(f"{panel.entry.path}.first", panel.first, output["first"].index(2, -MOST_PICTURE, 2 * MOST_PICTURE))
        own = taps if np.array_equal(panel.kernel, told.kernel) else np.flip(taps)
        again = _filtered(told, own, panel.origin, panel.operator, samples)
        _check_result(told, output, again, known, tally)


def _as_typed(told: Told, samples: Array, readings: Sequence[Array]) -> tuple[Array, bool]:
    """The taps of which a result has its digest, and whether they are known: else it is the first reading."""
    if are_alike(readings):
        return readings[0], True
    for taps in readings:
        for operator in OPERATORS:
            _, values = _filtered(told, taps, told.origin, operator, samples)
            if _digest(values) == told.entry["results"][operator]["digest"].text():
                return taps, True
    return readings[0], False


def _filtered(told: Told, taps: Array, origin: Index, operator: str, samples: Array) -> tuple[Index, FloatArray]:
    """The first output's place, and every channel's outputs as the nearest floats."""
    whole, denominator = _whole(taps)
    definition = told.definition(samples.shape[:2], whole, origin, operator)
    y = np.stack([definition.result(samples[..., channel]) for channel in range(samples.shape[2])], axis=2)
    nearest = {number: float(Fraction(number, denominator)) for number in np.unique(y).tolist()}
    values = np.array([nearest[number] for number in y.ravel().tolist()]).reshape(y.shape)
    return tuple(t.start for t in definition.outputs), values


def _check_result(told: Told, entry: Entry, again: tuple[Index, FloatArray], known: bool, tally: Tally) -> None:
    first, values = again
    tally.same(f"{entry.path}.first", entry["first"].index(2, -MOST_PICTURE, 2 * MOST_PICTURE), first)
    ends = [entry["least"].number(), entry["greatest"].number()]
    allowed = 0.0 if known else 2 * EPSILON * 255 * float(np.abs(told.kernel).sum())
    for path, stored, end in zip(("least", "greatest"), ends, (values.min(), values.max()), strict=True):
        tally.array(f"{entry.path}.{path}", np.array(stored), np.array(end), allowed)
    _check_shape(entry, values, tally)
    if known:
        tally.same(f"{entry.path}.digest", entry["digest"].text(), _digest(values))


def _check_shape(entry: Entry, values: FloatArray, tally: Tally) -> None:
    shape = [number.whole(1, 4 * MOST_PICTURE) for number in entry["shape"].entries(3)]
    tally.same(f"{entry.path}.shape", shape, list(_kept(values).shape))


def _digest(values: FloatArray) -> str:
    """SHA-256 of the values as little-endian doubles, rows from the top."""
    return hashlib.sha256(_kept(values).astype("<f8").tobytes()).hexdigest()


def _kept(values: FloatArray) -> FloatArray:
    """One channel alone has no axis of its own."""
    return values[..., 0] if values.shape[2] == 1 else values


def _whole(exact: Array) -> tuple[Array, int]:
    """The taps as whole numbers over one denominator."""
    denominator = lcm(*(tap.denominator for tap in exact.ravel().tolist()))
    taps = [int(tap * denominator) for tap in exact.ravel().tolist()]
    fits = 255 * sum(map(abs, taps)) < _FITS
    return np.array(taps, dtype=np.int64 if fits else object).reshape(exact.shape), denominator
