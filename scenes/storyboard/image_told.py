"""What the film `image` says; all of its numbers come from the pictures and the problem."""

from __future__ import annotations

from fractions import Fraction

from kernels import Filtered, Image, Kernel, Patch, Problem, show
from kernels.bounds import MOST_SAMPLE

from . import caption as say
from .caption import Caption, Quantity
from .wording import index_text, settings_text


def meta(problem: Problem, image: Image) -> str:
    """The picture, what was done to make it small enough, and the settings."""
    scaled = f", scaled from {image.source[1]}×{image.source[0]}" if image.source else ""
    return f"{image.name}{scaled} · {settings_text(problem)}"


def opening(image: Image) -> Caption:
    """`64×64 pixels, each from 0 (black) to 255 (white), and a kernel g.`"""
    rows, columns = image.shape
    quantities = {"size": Quantity((f"{columns}×{rows}",)), "black": say.count(0), "white": say.count(MOST_SAMPLE)}
    if len(image.channels) > 1:
        return Caption("{size} pixels, red, green and blue from {black} to {white}, and a kernel g.", quantities)
    return Caption("{size} pixels, each from {black} (black) to {white} (white), and a kernel g.", quantities)


def magnified(problem: Problem, image: Image) -> Caption:
    """`Some of them, magnified; and their numbers.`"""
    apart = ", {step} apart" if problem.dilation > 1 else ""
    which = f" in {image.channels[image.told]}" if len(image.channels) > 1 else ""
    quantities = {"step": say.count(problem.dilation)}
    return Caption(f"Some of them{apart}, magnified; and their numbers{which}.", quantities)


def turns(g: Kernel) -> Caption:
    """Only the right one turns."""
    if g.is_symmetric:
        return Caption("Right, g makes half a turn to be h, and looks the same.", {})
    return Caption("Left, g stays as it is. Right, it makes half a turn: that is h.", {})


def copy(problem: Problem, patch: Patch) -> Caption:
    """`Left, a copy of g is centred on the pixel with 153.`"""
    return Caption("Left, a copy of g is centred on the pixel with {value}.", {"value": _data(problem, patch)})


def scaled(problem: Problem, patch: Patch) -> Caption:
    """`Times 153, the copy adds 306, 153, −153 around it.`"""
    made = [show(p.product) for p in problem.copy_pieces(patch.middle) if p.product]
    quantities = {"value": _data(problem, patch), "products": say.listed(made)}
    if not made:
        return Caption("Times {value}, the copy adds nothing.", quantities)
    return Caption("Times {value}, the copy adds {products} around that place.", quantities)


def all_copies() -> Caption:
    """The others as well."""
    return Caption("The copies at all other pixels add up with it to the outputs.", {})


def window() -> Caption:
    """The filter in its place."""
    return Caption("Right, h lies around one output, and weighs the pixels under it.", {})


def total(problem: Problem, result: Filtered, patch: Patch, channel: int) -> Caption:
    """`y(23, 48) = 114·2 + … = 214.`"""
    t = patch.middle
    pieces = problem.window_pieces(t)
    told = say.total(problem, [p for p in pieces if p.weight] or pieces)
    quantities = {"t": _index(t), "sum": told, "equals": _equals(result.at(t, channel))}
    return Caption("y{t} = {sum} {equals}.", quantities)


def same_number(result: Filtered, patch: Patch, channel: int) -> Caption:
    """`The left has made 214 there, too; so it is at every pixel.`"""
    value = Quantity((show(result.at(patch.middle, channel)),))
    return Caption("The left has {value} there, too; and so it is at every pixel.", {"value": value})


def sweeps() -> Caption:
    """Both at once."""
    return Caption("The whole picture, row by row: left it scatters, right it gathers.", {})


def equal(result: Filtered) -> Caption:
    """`Both ways one picture: all 4096 pixels are equal.`"""
    return Caption("Both ways the same picture: all {n} pixels are equal.", {"n": say.count(result.pixels)})


def unturned(g: Kernel) -> Caption:
    """The mistake."""
    if g.is_symmetric:
        return Caption("Now g itself swept over the right, without its half turn.", {})
    return Caption("Now g as it is, without the half turn, is swept over the right.", {})


def shown(problem: Problem, left: Filtered, right: Filtered) -> Caption:
    """What the eye sees: a shift says which way, a symmetric kernel why there is nothing."""
    moved = _shift(problem)
    if moved is not None:
        ways = {"first": _way(moved, 1), "second": _way(moved, -1)}
        return Caption("Convolution moves it {first}, correlation {second}.", ways)
    if problem.g.is_symmetric:
        return Caption("Nothing changes: this g equals its half turn, and hides the flip.", {})
    if not left.minus(right).changed:
        return Caption("Nothing changes: g is not its half turn, but this picture hides it.", {})
    return Caption("The same picture, the same g: and yet another result.", {})


def differ(difference: Filtered) -> Caption:
    """`The results differ at 959 of 4096 pixels, by up to 1800.`"""
    most = max(-difference.low, difference.high)
    quantities = {
        "n": say.count(difference.changed),
        "all": say.count(difference.pixels),
        "most": Quantity((show(most),)),
    }
    if not difference.changed:
        return Caption("Convolution and correlation agree at all {all} pixels.", quantities)
    return Caption("The results differ at {n} of {all} pixels, by up to {most}.", quantities)


def _data(problem: Problem, patch: Patch) -> Quantity:
    return Quantity((problem.signal.label(patch.middle),))


def _equals(value: Fraction) -> Quantity:
    text = show(value)
    return Quantity((f"≈ {text[1:]}" if text.startswith("≈") else f"= {text}",))


def _index(t: tuple[int, ...]) -> Quantity:
    return Quantity((f"({', '.join(index_text(i) for i in t)})",))


def _shift(problem: Problem) -> tuple[int, int] | None:
    """How far down and to the right g moves a picture, if that is all it does."""
    pieces = [p for p in problem.copy_pieces((0, 0)) if p.weight]
    if len(pieces) != 1 or pieces[0].weight != 1 or not any(pieces[0].offset):
        return None
    down, right = pieces[0].t
    return down, right


def _way(moved: tuple[int, int], sign: int) -> Quantity:
    """`1 right`, `2 down and 1 left`."""
    names = ("down", "up"), ("right", "left")
    steps = [(sign * by, name[0] if sign * by > 0 else name[1]) for by, name in zip(moved, names, strict=True) if by]
    words = [f"{abs(by)} {name}" for by, name in steps]
    return Quantity((" and ".join(words), ", ".join(words)))
