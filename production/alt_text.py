"""Alt text: a film in two sentences, for whoever cannot see it: what it shows, and what comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import product

import numpy as np

from kernels import Index, Operator, Problem, profile_of
from kernels.samples import Samples
from scenes.panel_plan import LayerPlan, PanelPlan
from scenes.storyboard.wording import index_text, settings_text, value_text

from .describe_layer import layer_shown
from .request import FilmRequest

MOST_NUMBERS = 16  # of an array that are said one by one
LETTERS = {Operator.CONVOLUTION: "y", Operator.CORRELATION: "z"}


def alt_text(request: FilmRequest) -> str:
    """The film's title, its operators with kernel and data, and their results.

    `Copies of g, or g mirrored: one result. The animation shows the convolution of 2, 1, 3 with the kernel 1, 2, 4 at
    offsets −1, 0, +1 (same, zero padding): y is 5, 13, 10.`
    """
    return f"{request.storyboard.title.rstrip('.')}. {shown_text(request)}"


def shown_text(request: FilmRequest) -> str:
    """The same without the title, for places where that stands above."""
    problem = request.problem
    plans = request.film.panels(problem, request.wishes)
    layer = next((plan.layer for plan in plans if isinstance(plan, LayerPlan)), None)
    if layer is not None:
        return layer_shown(layer)
    operators = tuple(dict.fromkeys(plan.problem.operator for plan in plans if isinstance(plan, PanelPlan)))
    shown = " and the ".join(operator.value for operator in operators)
    data, settings = _numbers(problem.signal), settings_text(problem).replace(" · ", ", ")
    each = [replace(problem, kernel=problem.g, operator=operator) for operator in operators]
    results = "; ".join(("" if len(each) == 1 else f"{p.operator.value}, ") + _result(p) for p in each)
    return f"The animation shows the {shown} of {data} with {_kernel(problem)} ({settings}): {results}."


def _kernel(problem: Problem) -> str:
    """`the kernel 1, 2, 4 at offsets −1, 0, +1`, or a curve by its formula."""
    g, profile = problem.g, profile_of(problem.kernel)
    if profile is not None:
        return f"the curve g(x) = {profile.formula}"
    if g.ndim == 1:
        at = [index_text(offset, signed=True) for offset in g.offsets()[0]]
        return f"the kernel {_numbers(g)} at {'offset' if len(at) == 1 else 'offsets'} {', '.join(at)}"
    return f"the kernel {_numbers(g)}, its origin in row {g.origin[0]}, column {g.origin[1]}, counted from 0"


def _result(problem: Problem) -> str:
    """`y is 5, 13, 10`."""
    totals = {t: problem.total(t) for t in product(*problem.outputs)}
    shape = tuple(len(axis) for axis in problem.outputs)
    where = " at whole t" if profile_of(problem.kernel) is not None else ""
    return f"{LETTERS[problem.operator]}{where} is {_said(totals, shape, lambda t: value_text(problem, totals[t]))}"


def _numbers(samples: Samples) -> str:
    return _said({index: samples.exact_at(index) for index in np.ndindex(samples.shape)}, samples.shape, samples.label)


def _said(values: Mapping[Index, Fraction], shape: Index, text: Callable[[Index], str]) -> str:
    """Numbers in C order: `1, 2, 4`; rows one after another, `1 0; 0 2`; many by their count and their range."""
    if len(values) > MOST_NUMBERS:
        low, high = min(values, key=values.__getitem__), max(values, key=values.__getitem__)
        return f"{'×'.join(map(str, shape))} numbers from {text(low)} to {text(high)}"
    texts = [text(index) for index in values]
    if len(shape) == 1:
        return ", ".join(texts)
    columns = shape[1]
    return "; ".join(" ".join(texts[at : at + columns]) for at in range(0, len(texts), columns))
