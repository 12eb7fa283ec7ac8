"""The door: what a user gives for a kernel, a signal or an origin, made a typed value or refused in one line."""

from __future__ import annotations

import os
import re
from dataclasses import replace

from kernels.bounds import DESCRIBE_INPUTS, DESCRIBE_TAPS
from kernels.catalogue import KERNEL_NAMES, SIGNAL_NAMES, kernel_named, signal_named
from kernels.errors import InputError, quoted
from kernels.files import SUFFIXES, read_numbers, stem_name
from kernels.kernel import Kernel
from kernels.literal import Typed, literal, starts_as_number
from kernels.profiles import PROFILE_NAMES, profile_named
from kernels.samples import Index
from kernels.signal import Signal

_NAME = re.compile(r"[A-Za-z][\w-]*( [\w-]+)*")
_NOT_A_NAME = re.compile(r"(nan|inf(inity)?|[ij])( .*)?", re.IGNORECASE)
_SOME_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}")
_NUMERIC = re.compile(r"[0-9¼-¾⅐-⅞eE.,;/+\-−⁄\s]*")
_DIGIT = re.compile(r"[0-9¼-¾⅐-⅞]")


def parse_kernel(text: str, origin: Index | None = None) -> Kernel:
    """The kernel that a text names: a catalogue name, a literal (`1,2,4`, `0 1; 2 3`), a file, or a profile.

    The array stays as typed: where it was meant as a network's filter h, the caller's g is `.flipped()`.
    `origin`: one tap index an axis, in place of the catalogue's or the default (M−1)//2. Raises InputError.
    """
    text = text.strip()
    if text in PROFILE_NAMES:
        if origin is not None:
            raise InputError(f"kernel {quoted(text)} is a curve, its origin is x = 0; leave --origin out")
        return profile_named(text).cells()
    if text in KERNEL_NAMES or _is_name(text):
        kernel = kernel_named(text)
        return kernel if origin is None else replace(kernel, origin=origin)
    typed, name, summary = _typed(text, "kernel", DESCRIBE_TAPS)
    return Kernel(typed.values, () if origin is None else origin, name, summary, typed.texts)


def parse_signal(text: str) -> Signal:
    """The signal that a text names: a catalogue name, a literal or a file, as for `parse_kernel` (InputError)."""
    text = text.strip()
    if text in SIGNAL_NAMES or _is_name(text):
        return signal_named(text)
    typed, name, summary = _typed(text, "signal", DESCRIBE_INPUTS)
    return Signal(typed.values, name, summary, typed.texts)


def parse_origin(text: str) -> Index:
    """The origin that a text gives: one tap index, `0`, or two, `1,2` (row, column); InputError when it is neither."""
    if not re.fullmatch(r"-?[0-9]{1,9}((\s*,\s*|\s+)-?[0-9]{1,9})?", text.strip()):
        raise InputError(f"origin {quoted(text)} is no tap index; give one, e.g. 0, or r,c for a 2-D kernel")
    return tuple(int(entry) for entry in text.replace(",", " ").split())


def _typed(text: str, what: str, most: dict[int, Index]) -> tuple[Typed, str, str]:
    """The numbers of a literal or a file, with a name and a line about them."""
    if _is_path(text):
        return read_numbers(text, what, most), stem_name(text), f"from {quoted(os.path.basename(text), 40)}"
    typed = literal(text, what, most)
    return typed, typed.name, "as typed"


def _is_name(text: str) -> bool:
    """Whether a text can only be meant as a catalogue name: words, and no numbers by themselves."""
    return bool(_NAME.fullmatch(text)) and not _NOT_A_NAME.fullmatch(text)


def _is_path(text: str) -> bool:
    """Whether a text is meant as a file: it has a file's suffix, or a path separator that divides no numbers."""
    if text.lower().endswith(SUFFIXES):
        return True
    if _NUMERIC.fullmatch(text) and _DIGIT.search(text):
        return False
    if _SOME_SUFFIX.fullmatch(os.path.splitext(text)[1]) and not re.search(r"[,;\s]", text):
        return True
    return not starts_as_number(text) and (text in (".", "..", "~") or "/" in text or "\\" in text)
