"""The kernels and signals that come with the films, in the order in which they are listed. A new one is one entry.

Every array is g, what convolution centres at inputs. Where books print the filter h, the entry's line says so.
"""

from kernels.bounds import DESCRIBE_INPUTS, DESCRIBE_TAPS
from kernels.errors import InputError, did_you_mean, quoted
from kernels.kernel import Kernel
from kernels.literal import literal
from kernels.profiles import PROFILE_NAMES
from kernels.samples import Index
from kernels.signal import Signal


def _kernel(name: str, numbers: str, summary: str, origin: Index = ()) -> Kernel:
    typed = literal(numbers, "kernel", DESCRIBE_TAPS)
    return Kernel(typed.values, origin, name, summary, typed.texts)


def _signal(name: str, numbers: str, summary: str) -> Signal:
    typed = literal(numbers, "signal", DESCRIBE_INPUTS)
    return Signal(typed.values, name, summary, typed.texts)


KERNELS: tuple[Kernel, ...] = (
    _kernel("asym3", "1 2 4", "three taps, each unlike the others: no flip goes unseen"),
    _kernel("box3", "1 1 1", "sum of three neighbours; symmetric, hides the flip"),
    _kernel("triangle3", "1 2 1", "weighted sum of three neighbours; symmetric, hides the flip"),
    _kernel("gaussian5", "1/16 4/16 6/16 4/16 1/16", "binomial blur over five inputs; symmetric, hides the flip"),
    _kernel("difference", "1/2 0 -1/2", "slope at the middle: (f(t+1) − f(t−1)) / 2"),
    _kernel("forward-difference", "1 -1", "step to the next input: f(t+1) − f(t)", origin=(1,)),
    _kernel("sharpen3", "-1 3 -1", "raises each input above its neighbours; symmetric, hides the flip"),
    _kernel("echo", "1 1/2 1/4", "the input and two fading echoes after it; starts at offset 0", origin=(0,)),
    _kernel("ramp5", "1 2 3 4 5", "five rising taps"),
    _kernel("shift", "0 0 1", "moves the data right by one: f(t−1)"),
    _kernel("identity", "1", "leaves the data as it is"),
    _kernel("even4", "1 2 3 4", "an even number of taps has no middle: the origin is tap 1", origin=(1,)),
    _kernel("corner3x3", "1 0 2; 0 3 0; 4 0 5", "four corners, all unlike: right-and-down is not left-and-up"),
    _kernel(
        "sobel-x",
        "1 0 -1; 2 0 -2; 1 0 -1",
        "slope to the right; books print the filter, −1 0 1 in its first row: this g is its half turn",
    ),
    _kernel(
        "sobel-y",
        "1 2 1; 0 0 0; -1 -2 -1",
        "slope downwards; books print the filter, −1 −2 −1 in its first row: this g is its half turn",
    ),
    _kernel(
        "emboss",
        "2 1 0; 1 1 -1; 0 -1 -2",
        "light from the upper left; books print the filter, −2 −1 0 in its first row: this g is its half turn",
    ),
    _kernel("sharpen3x3", "0 -1 0; -1 5 -1; 0 -1 0", "raises each cell above its neighbours; symmetric"),
    _kernel("gaussian3x3", "1/16 2/16 1/16; 2/16 4/16 2/16; 1/16 2/16 1/16", "binomial blur; symmetric"),
    _kernel("box3x3", "1 1 1; 1 1 1; 1 1 1", "sum of nine neighbours; symmetric, hides the flip"),
    _kernel("laplacian", "0 1 0; 1 -4 1; 0 1 0", "how far the four neighbours lie above; symmetric"),
    _kernel("letter-F", "1 1 1; 1 0 0; 1 1 0; 1 0 0; 1 0 0", "a letter that no turn and no mirror leaves the same"),
    _kernel("shift3x3", "0 0 0; 0 0 1; 0 0 0", "moves the picture right by one"),
    _kernel(
        "motion-blur",
        "0 0 0 0 0; 0 0 0 0 0; 0 0 1/4 1/4 0; 0 0 0 1/4 1/4; 0 0 0 0 0",
        "smears every cell one way, to the right and down",
    ),
)

SIGNALS: tuple[Signal, ...] = (
    _signal("default", "2 1 3 2 1 1 0", "the data of the films: small, uneven, ends in 0"),
    _signal("impulse", "0 0 0 1 0 0 0", "a single 1: convolution answers with g itself"),
    _signal("step", "0 0 0 1 1 1 1", "from 0 to 1, once"),
    _signal("pulse", "0 0 1 1 1 0 0 0", "three ones, off the middle"),
    _signal("ramp", "1 2 3 4 5 6 7", "rises by one at each input"),
    _signal(
        "noisy",
        "0.3 1.5 2.9 3.4 2.3 0.2 -0.4 -2.4 -2.3 -2.7 -0.6 0.9",
        "one wave with noise, the same numbers every time",
    ),
    _signal("grid", "1 3 0 2 1; 2 0 1 4 0; 0 5 2 1 3; 3 1 0 2 1", "the data of 2-D films: small and uneven"),
    _signal("impulse2d", "0 0 0 0 0; 0 0 0 0 0; 0 0 1 0 0; 0 0 0 0 0; 0 0 0 0 0", "a single 1 in a grid"),
    _signal(
        "letter",
        "1 1 1 1 0; 1 0 0 0 1; 1 0 0 0 1; 1 1 1 1 0; 1 0 1 0 0; 1 0 0 1 0; 1 0 0 0 1",
        "the letter R, ones on zeros",
    ),
)

KERNEL_NAMES = tuple(kernel.name for kernel in KERNELS)
SIGNAL_NAMES = tuple(signal.name for signal in SIGNALS)

_KERNEL_BY_NAME = dict(zip(KERNEL_NAMES, KERNELS, strict=True))
_SIGNAL_BY_NAME = dict(zip(SIGNAL_NAMES, SIGNALS, strict=True))

# The signal that a kernel of this dimension meets unless told otherwise.
DEFAULT_SIGNAL: dict[int, Signal] = {1: _SIGNAL_BY_NAME["default"], 2: _SIGNAL_BY_NAME["grid"]}


def kernel_named(name: str) -> Kernel:
    """The catalogue's kernel of this name (InputError, with the nearest name)."""
    if name in _KERNEL_BY_NAME:
        return _KERNEL_BY_NAME[name]
    raise _unknown("kernel", name, (*KERNEL_NAMES, *PROFILE_NAMES), "signal" if name in _SIGNAL_BY_NAME else "")


def signal_named(name: str) -> Signal:
    """The catalogue's signal of this name (InputError, with the nearest name)."""
    if name in _SIGNAL_BY_NAME:
        return _SIGNAL_BY_NAME[name]
    raise _unknown("signal", name, SIGNAL_NAMES, "kernel" if name in _KERNEL_BY_NAME else "")


def _unknown(what: str, name: str, known: tuple[str, ...], other: str) -> InputError:
    if other:
        return InputError(f"{quoted(name)} is a {other}, not a {what}; render --list shows all {what}s")
    return InputError(f"unknown {what} {quoted(name)}{did_you_mean(name, known)} render --list shows all")
