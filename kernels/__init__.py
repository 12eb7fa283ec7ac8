"""The arithmetic of both views: kernels, signals, the problem that joins them, and the catalogue. numpy only.

One matrix, two readings: W[t, s] = g(t − s), y = W f. Its columns are the copies of g that convolution centres at
inputs; its rows are the windows of the filter h(x) = g(−x) that a network centres at outputs.
"""

from kernels.bounds import check_film, check_picture
from kernels.bundled import bundled_image
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
from kernels.filtered import Filtered, gather_picture, scatter_picture
from kernels.flips import (
    TRIED_FLIPS,
    PlaneFlip,
    flipped_by,
    sweepable,
    swept,
    taps_by_offset,
    telling_plane_kernel,
    unseen_flips,
)
from kernels.image import Image
from kernels.kernel import Kernel
from kernels.layer import Layer
from kernels.layer_geometry import LayerAxis
from kernels.modes import Boundary, Mode, Operator
from kernels.numbers import show
from kernels.parsing import parse_kernel, parse_origin, parse_signal
from kernels.patch import Patch, telling_patch
from kernels.pieces import Piece
from kernels.problem import Problem
from kernels.profiles import PROFILES, Profile, profile_of
from kernels.reproduce import reproduce
from kernels.reproduce_layer import reproduce_layer
from kernels.samples import Index
from kernels.signal import Signal

__all__ = [
    "DEFAULT_SIGNAL",
    "KERNELS",
    "PROFILES",
    "SIGNALS",
    "TRIED_FLIPS",
    "BothWaysError",
    "Boundary",
    "Curves",
    "Filtered",
    "Image",
    "Index",
    "InputError",
    "Kernel",
    "Layer",
    "LayerAxis",
    "Mode",
    "Operator",
    "Patch",
    "Piece",
    "PlaneFlip",
    "Problem",
    "Profile",
    "Signal",
    "blended",
    "bundled_image",
    "check_film",
    "check_picture",
    "did_you_mean",
    "differences",
    "flipped_by",
    "gather_picture",
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
    "reproduce_layer",
    "scatter_picture",
    "show",
    "signal_named",
    "swapped_pair",
    "sweepable",
    "swept",
    "taps_by_offset",
    "telling_kernel",
    "telling_patch",
    "telling_plane_kernel",
    "unflipped",
    "unseen_flips",
]
