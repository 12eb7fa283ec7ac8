"""Telling: the sentences of the arithmetic, shared by every story; all their numbers come from the problem."""

from __future__ import annotations

from collections.abc import Sequence

from kernels import Piece, Problem

from . import caption as say
from .caption import MOST_CHARACTERS, Caption
from .panel import Panel
from .position import Place, index_of, place_of
from .wording import place_text, weight_text


def kernel_is(panel: Panel, letter: str) -> Caption:
    """What stands in the kernel's row: `g is 1, 2, 4 at offsets −1, 0, +1.`; h, in rising order of its offsets."""
    g, mirrored = panel.problem.g, letter == "h"
    if g.ndim > 1:
        taps = say.taps(g.flipped() if mirrored else g)
        words = "The filter is g turned half way round: {taps}." if mirrored else "g, row by row: {taps}."
        size = Caption(
            "g has {shape} taps; the pin marks offset ({zero}).", {"shape": say.shape(g), "zero": say.index((0, 0))}
        )
        told = Caption(words, {"taps": taps})
        turned = Caption("The filter is g turned half way round, about its pin.", {})
        return _fitting([told], turned if mirrored else size)
    order = range(g.shape[0])[:: -1 if mirrored else 1]
    reaches = [-panel.reaches[k] if mirrored else panel.reaches[k] for k in order]
    quantities = {"taps": say.listed([g.label((k,)) for k in order]), "offsets": say.offsets(reaches)}
    at = "at offsets {offsets}" if len(reaches) > 1 else "at offset {offsets}"
    if mirrored:
        return Caption(f"The filter is g mirrored: h is {{taps}} {at}.", quantities)
    return Caption(f"g is {{taps}} {at}.", quantities)


def two_sums(left: Panel, right: Panel, t: Place) -> Caption:
    """One output of two panels: `y(3) = 3·4 + 2·2 + 1·1 = 17, but z(3) = 3·1 + 2·2 + 1·4 = 11.`"""
    quantities = {"t": say.index(t)}
    for name, panel in (("left", left), ("right", right)):
        quantities[f"{name}_sum"] = say.total(panel.problem, problem_pieces(panel, t))
        quantities[f"{name}_equals"] = say.equals(panel.problem, panel.total(t))
    first = f"{left.letter}({{t}}) = {{left_sum}} {{left_equals}}"
    sums = Caption(f"{first}, but {right.letter}({{t}}) = {{right_sum}} {{right_equals}}.", quantities)
    short = f"At t = {{named}}, {left.letter} {{left_equals}}, but {right.letter} {{right_equals}}."
    quantities["named"] = say.named_index(t)
    return _fitting([sums], Caption(short, {**quantities}))


def weighs(panel: Panel, t: Place) -> Caption:
    """What the window at t holds: `Around t = 3, it weighs f(2) by 4, f(3) by 2, f(4) by 1.`"""
    problem = panel.problem
    pieces = [p for p in problem_pieces(panel, t) if p.weight or problem.ndim == 1]
    told = [f"f({place_text(place_of(p.s))}) by {weight_text(problem, p)}" for p in pieces]
    quantities = {"t": say.named_index(t), "weights": say.listed(told)}
    return Caption("Around t = {t}, it weighs {weights}.", quantities)


def own_weight(panel: Panel, t: Place) -> Caption:
    """The weight of the output's own position: `The weight at offset 0 is that of t's own place: 2 for f(3).`"""
    own = next(piece for piece in panel.problem.window_pieces(index_of(t)) if place_of(piece.s) == t)
    quantities = {
        "zero": say.named_index(place_of((0,) * panel.problem.ndim)),
        "weight": say.listed([weight_text(panel.problem, own)]),
        "t": say.index(t),
    }
    return Caption("Offset {zero}, the pin, is t's own place: f({t}) counts {weight}.", quantities)


def pair(panel: Panel) -> Caption:
    """Claim C7, the two taps that a half turn exchanges: `Right and down from t counts 1, left and up 5.`

    The kernel has both (`grids.pair.has_pair`). A copy reaches away from its input, a window weighs around its output.
    """
    g, (r, c) = panel.problem.g, panel.problem.g.origin
    ahead, back = g.label((r + 1, c + 1)), g.label((r - 1, c - 1))
    if not panel.scatters:
        ahead, back = back, ahead
    quantities = {"ahead": say.listed([ahead]), "back": say.listed([back])}
    if ahead == back:
        return Caption("Right-and-down and left-and-up both weigh {ahead}: no flip shows here.", quantities)
    if panel.scatters:
        return Caption("g reaches right and down by {ahead}, but left and up by {back}.", quantities)
    told = Caption("Right and down of t counts {ahead}, left and up {back}: in g it is the reverse.", quantities)
    return _fitting([told], Caption("Right-and-down of t counts {ahead}, left-and-up {back}.", quantities))


def adds(panel: Panel, s: Place, done: Sequence[Place]) -> Caption:
    """What the copy at input s does: `f(0) = 2 drops 2·1 outside, adds 2·2, 2·4 to y(0), y(1).`

    Outputs that this completes are named where there is room for them: `…; y(0) is complete.`
    """
    problem = panel.problem
    made = [piece for piece in panel.pieces[s] if piece.product]
    landed, lost = [p for p in made if panel.lands(p)], [p for p in made if not panel.lands(p)]
    beyond = all(any(i not in axis for i, axis in zip(p.t, problem.all_outputs, strict=True)) for p in lost)
    parts = [f"drops {{lost}} {'outside' if beyond else 'unused'}"] if lost else []
    parts += ["adds {landed} to {outputs}"] if landed else []
    told = _subject(panel, s) + (", ".join(parts) or "adds nothing")
    quantities = {
        "s": say.index(s),
        "value": say.data(problem, s),
        "lost": say.products(problem, lost),
        "landed": say.products(problem, landed),
        "outputs": say.outputs([place_of(p.t) for p in landed]),
    }
    verb = "is" if len(done) == 1 else "are"
    quantities["done"] = say.outputs(done or [s])
    whole = [Caption(f"{told}; {{done}} {verb} complete.", quantities)] if done else []
    short = told.replace(" to {outputs}", "")  # long numbers, many taps
    return _fitting([*whole, Caption(f"{told}.", quantities)], Caption(f"{short}.", quantities))


def sums(panel: Panel, t: Place) -> Caption:
    """The arithmetic of output t: `y(3) = 3·4 + 2·2 + 1·1 = 17.`; padding is named where there is room for it."""
    return total(panel.problem, t)


def total(problem: Problem, t: Place, lead: str = "") -> Caption:
    """The same for a problem, after words `lead`: `The same shape: y(4) = 2·4 + 1·2 + 1·1 = 11.`"""
    pieces = counting(problem, t)
    quantities = {
        "t": say.index(t),
        "sum": say.total(problem, pieces),
        "equals": say.equals(problem, problem.total(index_of(t))),
    }
    plain = Caption(f"{lead}y({{t}}) = {{sum}} {{equals}}.", quantities)
    if any(p.ghost and problem.source(p.s) is None for p in problem.window_pieces(index_of(t))):
        padded = f"{lead}y({{t}}) = {{sum}} {{equals}}; what lies outside counts as {{zero}}."
        return _fitting([Caption(padded, {**quantities, "zero": say.count(0)})], plain)
    return plain


def completes(panel: Panel, s: Place, t: Place) -> Caption:
    """An input and the output that it completes: `f(3) = 2 completes y(2) = 1·4 + 3·2 + 2·1 = 12.`"""
    problem, pieces = panel.problem, problem_pieces(panel, t)
    quantities = {
        "s": say.index(s),
        "value": say.data(problem, s),
        "t": say.index(t),
        "sum": say.total(problem, pieces),
        "equals": say.equals(problem, panel.total(t)),
    }
    told = Caption(_subject(panel, s) + "completes y({t}) = {sum} {equals}.", quantities)
    return told if len(told.text) <= MOST_CHARACTERS else sums(panel, t)


def both_ways(panel: Panel) -> Caption:
    """All outputs: `Both ways: y = 5, 13, 12, 17, 11, 6, 4.`"""
    if panel.problem.ndim > 1:
        number = {"n": say.count(len(panel.outputs))}
        return Caption("Both ways the same {n} outputs, and the same mosaics.", number)
    totals = [panel.total(t) for t in panel.outputs]
    return Caption("Both ways, y is {values}.", {"values": say.values(panel.problem, totals)})


def row_scattered(steps: Sequence[Place], done: Sequence[Place]) -> Caption:
    """A run of inputs of one row, or of more: `Row 2 of f: 5 copies; 5 outputs are complete.`"""
    rows = sorted({row for row, _ in steps})
    quantities = {"row": say.index(rows[0]), "last": say.index(rows[-1]), "n": say.count(len(steps))}
    where = "Row {row} of f" if len(rows) == 1 else "Rows {row} to {last} of f"
    copies = "{n} copies" if len(steps) > 1 else "{n} copy"
    quantities["done"] = say.count(len(done))
    verb = "outputs are" if len(done) > 1 else "output is"
    tail = f"; {{done}} {verb} complete" if done else "; no output is complete yet"
    return _fitting([Caption(f"{where}: {copies}{tail}.", quantities)], Caption(f"{where}: {copies}.", quantities))


def row_gathered(panel: Panel, steps: Sequence[Place]) -> Caption:
    """A run of outputs: `The same filter at 4 outputs, y(1, 1) to y(1, 4).`"""
    quantities = {"n": say.count(len(steps)), "first": say.index(steps[0]), "last": say.index(steps[-1])}
    letter = panel.letter
    if len(steps) == 1:
        return Caption(f"The same filter at {letter}({{first}}).", quantities)
    return Caption(f"The same filter at {{n}} outputs, {letter}({{first}}) to {letter}({{last}}).", quantities)


def problem_pieces(panel: Panel, t: Place) -> tuple[Piece, ...]:
    """The pieces of output t that are told, whichever view the panel takes."""
    return counting(panel.problem, t)


def counting(problem: Problem, t: Place) -> tuple[Piece, ...]:
    """The pieces of output t that are told: in 2-D, where there are many, without weights of 0 and without padding."""
    pieces = problem.window_pieces(index_of(t))
    if problem.ndim == 1:
        return pieces
    return tuple(piece for piece in pieces if piece.weight and problem.source(piece.s) is not None)


def _subject(panel: Panel, s: Place) -> str:
    return "Ghost f({s}) {value} " if panel.is_ghost(s) else "f({s}) {value} "


def _fitting(captions: Sequence[Caption], last: Caption) -> Caption:
    """The first of which nothing has to be elided; else the first that fits with something elided; else the last."""
    for caption in captions:
        words = caption.template.format(**{name: quantity.wordings[0] for name, quantity in caption.quantities.items()})
        if len(words) <= MOST_CHARACTERS:
            return caption
    return next((caption for caption in captions if len(caption.text) <= MOST_CHARACTERS), last)
