"""The choices of a problem: which operator, which outputs, and what the data is outside."""

from enum import Enum


class Operator(Enum):
    """Which sum is taken of data and kernel; one is the other with the kernel flipped."""

    CONVOLUTION = "convolution"  # y(t) = Σ_k g[k] f(t − (k − c)·dilation)
    CORRELATION = "correlation"  # y(t) = Σ_k h[k] f(t + (k − c)·dilation)


class Mode(Enum):
    """Which outputs t are kept."""

    FULL = "full"  # every t that any tap touches
    SAME = "same"  # the t of the inputs
    VALID = "valid"  # every t whose taps all lie on inputs


class Boundary(Enum):
    """What the data is outside, as in np.pad."""

    ZERO = "zero"  # 1234 -> 00|1234|00
    EDGE = "edge"  # 1234 -> 11|1234|44
    REFLECT = "reflect"  # 1234 -> 32|1234|32
    SYMMETRIC = "symmetric"  # 1234 -> 21|1234|43
    WRAP = "wrap"  # 1234 -> 34|1234|12
