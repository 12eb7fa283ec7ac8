"""The numbers of a film: what `--describe` prints and what lies beside the film as NAME.json."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import prod
from typing import Any

from kernels import Image, InputError, Layer, Operator, Problem, reproduce, reproduce_layer
from kernels.bounds import DESCRIBE_WEIGHTS
from scenes.panel_plan import LayerPlan, PanelPlan
from scenes.storyboard.panel import View
from scenes.storyboard.position import index_of

from .describe_layer import layer_numbers, layer_panel, layer_results
from .image_numbers import are_numbers, output_numbers, picture_lines, result_numbers, signal_numbers
from .json_text import json_text
from .naming import film_name, told_name
from .nested import nested
from .options import Options
from .request import FilmRequest, parse_requests
from .version import version


def describe_options(options: Options) -> str:
    """What `--describe` prints for the one film asked for (InputError)."""
    requests = parse_requests(options)
    if len(requests) != 1:
        raise InputError(f"--describe takes one film, not {len(requests)}; run it once for each")
    return describe_text(requests[0], film_name(requests[0], options.name))


def describe(request: FilmRequest, name: str) -> dict[str, Any]:
    """Every number of a request as plain data, finite throughout; `name` is what the film's files are called."""
    typed, kernel = request.typed, request.typed.kernel
    beats, image, at = beat_numbers(request), request.picture_shown, request.at
    plans, layer = request.film.panels(request.problem, request.wishes), _layer(request)
    return {
        "version": version(),
        "scene": request.film.name,
        "mode": typed.mode.value,
        "boundary": typed.boundary.value,
        "stride": typed.stride,
        "dilation": typed.dilation,
        **({"at": None if at is None else list(index_of(at))} if request.film.looks_at_output else {}),
        "kernel": {
            "name": told_name(kernel),
            "values": nested(kernel.values),
            "origin": list(kernel.origin),
            "is": request.kernel_is.value,
            "symmetric": bool(kernel.is_symmetric),
        },
        "signal": signal_numbers(image)
        if image
        else {"name": told_name(typed.signal), "values": nested(typed.signal.values)},
        "results": layer_results(layer) if layer else result_numbers(typed, image) if image else _results(typed),
        "panels": [layer_panel(plan) if isinstance(plan, LayerPlan) else _panel(plan, image) for plan in plans],
        **({"layer": layer_numbers(layer)} if layer else {}),
        "beats": beats,
        "seconds": beats[-1]["end"] if beats else 0,
        "reproduce": lines_to_paste(request, name),
    }


def describe_text(request: FilmRequest, name: str) -> str:
    """`describe` as strict JSON, one line an entry, panel and beat."""
    entries = describe(request, name).items()
    return "{\n" + ",\n".join(f"  {json_text(key)}: {_value(value)}" for key, value in entries) + "\n}\n"


def lines_to_paste(request: FilmRequest, name: str) -> dict[str, str]:
    """Python that prints the results, by library."""
    layer, image = _layer(request), request.picture_shown
    if layer:
        return reproduce_layer(request.typed, layer, f"{name}.json")
    return reproduce(request.typed, f"{name}.json", picture_lines(image) if image and not are_numbers(image) else "")


def _layer(request: FilmRequest) -> Layer | None:
    plans = request.film.panels(request.problem, request.wishes)
    return next((plan.layer for plan in plans if isinstance(plan, LayerPlan)), None)


def _results(typed: Problem) -> dict[str, Any]:
    return {operator.value: nested(replace(typed, operator=operator).output) for operator in Operator}


def _panel(plan: PanelPlan, image: Image | None) -> dict[str, Any]:
    """A panel by its own computation: copies of g scattered, or windows of h gathered."""
    problem = plan.problem
    scatters = plan.view is View.INPUT_CENTRED
    array = problem.g if scatters else problem.h
    return {
        "view": plan.view.value,
        "operator": (Operator.CONVOLUTION if scatters else Operator.CORRELATION).value,
        "kernel": nested(array.values),
        "origin": list(array.origin),
        "first": [axis.start for axis in problem.outputs],
        "weights": None if image else _weights(problem),
        "output": output_numbers(plan, image) if image else nested(problem.scatter() if scatters else problem.gather()),
    }


def _weights(problem: Problem) -> list[Any] | None:
    size = prod(len(axis) for axis in problem.outputs) * prod(problem.signal.shape)
    return nested(problem.weights) if size <= DESCRIBE_WEIGHTS else None


def beat_numbers(request: FilmRequest) -> list[dict[str, Any]]:
    """The beats with their times in seconds; none where the film is not drawn."""
    try:
        request.check_drawn()
    except InputError:
        return []
    story = request.storyboard
    spans = zip(story.beats, story.starts, story.starts[1:], strict=False)
    return [{"name": b.name, "start": _plain(a), "end": _plain(z), "caption": b.caption.text} for b, a, z in spans]


def _plain(seconds: float) -> float:
    return int(seconds) if seconds.is_integer() else seconds


def _value(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], Mapping):
        return "[\n" + ",\n".join(f"    {json_text(entry)}" for entry in value) + "\n  ]"
    if isinstance(value, Mapping):
        return "{\n" + ",\n".join(f"    {json_text(key)}: {json_text(entry)}" for key, entry in value.items()) + "\n  }"
    return json_text(value)
