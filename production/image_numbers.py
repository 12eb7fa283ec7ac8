"""The numbers of a picture, as `--describe` gives them: shape, range and digest instead of thousands of values."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

import numpy as np

from kernels import Filtered, Image, Operator, Problem, bundled_image, gather_picture, scatter_picture
from kernels.samples import FloatArray
from scenes.panel_plan import PanelPlan
from scenes.storyboard.panel import View

from .nested import nested


def signal_numbers(image: Image) -> dict[str, Any]:
    """The picture itself; `channel` is the one whose numbers the film shows, and `reproduce` prints.

    `values`: only of a picture that was given as numbers, which nothing else would name.
    """
    values = {"values": nested(image.channel(0).values)} if are_numbers(image) else {}
    return {"name": image.name, "channels": list(image.channels), "channel": image.channels[image.told],
            **_array(image.samples.astype(float)), **values}  # fmt: skip


def are_numbers(image: Image) -> bool:
    """Whether a picture was given as numbers: it is neither a file's nor the bundled one."""
    bundled = bundled_image()
    return not image.file and (image.name, image.digest) != (bundled.name, bundled.digest)


def result_numbers(problem: Problem, image: Image) -> dict[str, Any]:
    """Convolution and correlation of every channel with the problem's kernel as it is."""
    return {o.value: _result(gather_picture(replace(problem, operator=o), image)) for o in Operator}


def output_numbers(plan: PanelPlan, image: Image) -> dict[str, Any]:
    """What a panel makes of every channel, by its own view."""
    view = scatter_picture if plan.view is View.INPUT_CENTRED else gather_picture
    return _result(view(plan.problem, image))


def picture_lines(image: Image) -> str:
    """Lines of Python that define f, the channel that is told, as an array of floats."""
    if not image.file:
        imported = "from kernels import bundled_image  # in the checkout of this project"
        return f"{imported}\nf = bundled_image().channel(0).values\n"
    rows, columns = image.shape
    scaled = f".resize(({columns}, {rows}), Image.Resampling.BOX)" if image.source else ""
    opened = f'ImageOps.exif_transpose(Image.open({image.file!r})).convert("RGB"){scaled}'
    return f"from PIL import Image, ImageOps\nf = np.asarray({opened}, float)[..., {image.told}]\n"


def _result(result: Filtered) -> dict[str, Any]:
    ends = {"least": _plain(result.low), "greatest": _plain(result.high)}
    return {"first": [axis.start for axis in result.outputs], **ends, **_array(result.values)}


def _array(values: FloatArray) -> dict[str, Any]:
    """`digest`: SHA-256 of the values as little-endian 64-bit floats in C order."""
    kept = values[..., 0] if values.shape[2] == 1 else values
    digest = hashlib.sha256(np.ascontiguousarray(kept, dtype="<f8").tobytes()).hexdigest()
    return {"shape": list(kept.shape), "digest": digest}


def _plain(value: Any) -> int | float:
    return int(value) if value.denominator == 1 else float(value)
