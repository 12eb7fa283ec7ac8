"""The arithmetic of both views: kernels, signals, the problem that joins them, and the catalogue. numpy only.

One matrix, two readings: W[t, s] = g(t − s), y = W f. Its columns are the copies of g that convolution centres at
inputs; its rows are the windows of the filter h(x) = g(−x) that a network centres at outputs.
"""

from kernels.bounds import check_film
from kernels.catalogue import DEFAULT_SIGNAL, KERNELS, SIGNALS, kernel_named, signal_named
from kernels.curves import Curves
from kernels.differences import (
    blended,
    differences,
    mirrored,
    odd_part_of,
    part,
    swapped_pair,
    telling_kernel,
    unflipped,
)  # fmt: skip
from kernels.errors import BothWaysError, InputError, did_you_mean, quoted
from kernels.kernel import Kernel
from kernels.modes import Boundary, Mode, Operator
from kernels.numbers import show
from kernels.parsing import parse_kernel, parse_origin, parse_signal
from kernels.pieces import Piece
from kernels.problem import Problem
from kernels.profiles import PROFILES, Profile, profile_of
from kernels.reproduce import reproduce
from kernels.samples import Index
from kernels.signal import Signal

__all__ = [
    "DEFAULT_SIGNAL",
    "KERNELS",
    "PROFILES",
    "SIGNALS",
    "BothWaysError",
    "Boundary",
    "Curves",
    "Index",
    "InputError",
    "Kernel",
    "Mode",
    "Operator",
    "Piece",
    "Problem",
    "Profile",
    "Signal",
    "blended",
    "check_film",
    "did_you_mean",
    "differences",
    "kernel_named",
    "mirrored",
    "odd_part_of",
    "parse_kernel",
    "parse_origin",
    "parse_signal",
    "part",
    "profile_of",
    "quoted",
    "reproduce",
    "show",
    "signal_named",
    "swapped_pair",
    "telling_kernel",
    "unflipped",
]
