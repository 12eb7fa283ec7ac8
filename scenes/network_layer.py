"""The film `network-layer`: stride, padding and dilation as a layer has them, and its transpose. It carries C1 and C5.

The layer gathers with its weights as they are; the transposed layer scatters the very same weights, unflipped. That is
`conv_transpose`, and it is how gradients go back to the inputs: one matrix A, and its transpose.
"""

from __future__ import annotations

from kernels import Boundary, InputError, Layer, Problem
from kernels.bounds import FILM_SPAN

from .panel_plan import LayerPlan
from .storyboard import caption as say
from .storyboard import layer_telling as telling
from .storyboard.caption import Caption
from .storyboard.choreography import CALM, end_of, fade
from .storyboard.layer_body import LayerPair
from .storyboard.layer_grid_body import LayerGridPair
from .storyboard.layer_marks import LayerMarks
from .storyboard.layer_wording import layer_text, place_text
from .storyboard.marks.heading import Title
from .storyboard.panel import View
from .storyboard.storyboard import Beat, Storyboard
from .storyboard.track import Move
from .storyboard.wishes import NO_WISHES, Wishes

TITLE = "A layer gathers, its transpose scatters"
TOLD = 2  # steps that are told one by one on each side


def network_layer(problem: Problem, wishes: Wishes = NO_WISHES) -> Storyboard:
    """Claims C1, C5: a layer's weights stand at outputs as they are; its transpose drops them, unflipped, at inputs."""
    layer = layer_of(problem, wishes)
    marks = LayerMarks(layer)
    beats = [*_layer(marks, layer), *_transposed(marks, layer), *_both(marks, layer)]
    body = (LayerPair if layer.ndim == 1 else LayerGridPair)(marks.left.side, marks.right.side)
    title, poster = wishes.title or TITLE, "both directions"
    return Storyboard(title, layer_text(layer), problem, body, (Title(), *marks.all), beats, poster=poster)


def panels(problem: Problem, wishes: Wishes = NO_WISHES) -> tuple[LayerPlan, ...]:
    """The layer, then its transpose, which gets what the layer made."""
    layer = layer_of(problem, wishes)
    return LayerPlan(View.OUTPUT_CENTRED, layer), LayerPlan(View.INPUT_CENTRED, layer)


def layer_of(problem: Problem, wishes: Wishes) -> Layer:
    """The layer with the problem's array as its weights; padded as wished, or as the mode has it."""
    padding = problem.mode if wishes.padding is None else wishes.padding
    return Layer(problem.signal, problem.kernel, problem.stride, padding, problem.dilation)


def check(problem: Problem) -> None:
    """InputError for a boundary other than zeros."""
    if problem.boundary is not Boundary.ZERO:
        raise InputError(
            f"network-layer pads with zeros, not with boundary {problem.boundary.value}; leave --boundary out, "
            f"or use side-by-side"
        )


def check_drawn(problem: Problem, wishes: Wishes) -> None:
    """InputError for more padded inputs than there is room for."""
    most = FILM_SPAN[problem.ndim]
    longest = max(len(axis.padded) for axis in layer_of(problem, wishes).axes)
    if longest > most:
        raise InputError(
            f"with their padding there are {longest} inputs, network-layer shows at most {most}; use less padding, "
            f"or --describe"
        )


def _layer(marks: LayerMarks, layer: Layer) -> list[Beat]:
    """The weights, the padding, the first windows one by one, the others in a run, and the count."""
    right, first, *others = marks.right, *marks.right.side.small
    beats = [
        Beat("the weights", telling.weights_told(layer), marks.attend(right), chapter="The layer"),
        Beat("the padding", telling.padding_told(layer), [fade(right.padded, 1.0, 0.3)], still=1.0),
    ]
    if layer.dilation > 1 and layer.weights.values.size > 1:
        beats.append(Beat("the dilation", telling.dilation_told(layer), still=1.0))
    make = right.make(first, CALM, CALM.move)
    beats.append(
        Beat(f"output {place_text(first)}", telling.gathered(layer, first), [*right.go(first, CALM), *make], still=1.0)
    )
    for t in others[: TOLD - 1]:
        beats.append(Beat("the stride", telling.stride_told(layer), right.go(t, CALM)))
        beats.append(Beat(f"output {place_text(t)}", telling.gathered(layer, t), right.make(t, CALM), still=1.0))
    if others[TOLD - 1 :]:
        beats.append(Beat("all outputs", telling.outputs_told(layer), right.run(others[TOLD - 1 :])))
    counted = [*right.rest(), fade(right.counted, 1.0, 0.4)]
    beats.append(Beat("the count", telling.counts_told(layer), counted, still=1.4))
    if not layer.overlaps.all():
        beats.append(Beat("unused inputs", telling.unused_told(layer), [fade(right.unused, 1.0, 0.2)]))
    return beats


def _transposed(marks: LayerMarks, layer: Layer) -> list[Beat]:
    """The outputs go over, and every one of them drops a scaled copy of the weights."""
    left, first, *others = marks.left, *marks.left.side.small
    over = [*marks.attend(left), Move(marks.carried, 1.0, 0.5, 1.4)]
    words = Caption("Transposed: start at the outputs, with the same weights.", {})
    beats = [Beat("the way back", words, over, chapter="The transpose")]
    make = left.make(first, CALM, CALM.move)
    beats.append(
        Beat(f"copy {place_text(first)}", telling.scattered(layer, first), [*left.go(first, CALM), *make], still=1.0)
    )
    for t in others[: TOLD - 1]:
        moves = left.go(t, CALM)
        moves += left.make(t, CALM, end_of(moves))
        beats.append(Beat(f"copy {place_text(t)}", telling.scattered(layer, t), moves, still=1.0))
        met = telling.meeting(layer, left.side.completed_after(t))
        if met is not None:
            beats.append(Beat("the sum", telling.added(layer, met)))
    if others[TOLD - 1 :]:
        beats.append(
            Beat("all copies", Caption("So does every output: one copy each.", {}), left.run(others[TOLD - 1 :]))
        )
    beats.append(Beat("what comes back", telling.results_told(layer), left.rest(), still=1.0))
    return beats


def _both(marks: LayerMarks, layer: Layer) -> list[Beat]:
    """The overlaps; what the way back is good for; both directions at full strength."""
    counted = [fade(marks.left.counted, 1.0, 0.2)]
    shape = {"n": say.count(layer.signal.values.size)}
    back = Caption("The shape is back, {n} cells; the values are not: u is no f.", shape)
    if all(layer.back(s) == layer.data(s) for s in layer.landed):
        back = Caption("Here even the values come back: u is f.", {})
    return [
        Beat("the overlaps", telling.overlaps_told(layer), counted, still=1.6),
        Beat("the shape", back, still=1.0),
        Beat("the gradient", Caption("Gradients go back the same way: from outputs to inputs.", {}), still=1.0),
        Beat(
            "both directions", Caption("Gather down, scatter back: A and its transpose, unflipped.", {}), marks.both(),
            still=2.0, chapter="Both directions",
        ),
    ]  # fmt: skip
