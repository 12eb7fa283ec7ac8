"""Makes torch_layers.json: what torch's layers, their transposes and their gradients are. Run it where torch is:

python tests/kernels/data/torch_layers.py > tests/kernels/data/torch_layers.json
"""

from __future__ import annotations

import json
import random
import sys
from itertools import product

import torch
from torch.nn import functional

SIZES = {1: [((7,), (3,)), ((8,), (4,)), ((6,), (1,)), ((9,), (2,)), ((12,), (5,))]}
SIZES[2] = [((5, 6), (3, 3)), ((6, 5), (2, 3)), ((7, 7), (4, 2)), ((4, 4), (1, 3))]
SETTINGS = {1: list(product((1, 2, 3), (0, 1, 3), (1, 2))), 2: list(product((1, 2, 3), (0, 1), (1, 2)))}


def numbers(shape: tuple[int, ...], chance: random.Random) -> torch.Tensor:
    """Whole numbers and halves, so that every result is exact."""
    count = torch.Size(shape).numel()
    values = [chance.randint(-9, 9) / chance.choice((1, 2)) for _ in range(count)]
    return torch.tensor(values, dtype=torch.float64).reshape(shape)


def case(
    shape: tuple[int, ...], taps: tuple[int, ...], stride: int, padding: int | str, dilation: int, chance: random.Random
) -> dict[str, object] | None:
    """One layer; None where torch has no output."""
    ndim = len(shape)
    layer = getattr(functional, f"conv{ndim}d")
    x, w = numbers(shape, chance).requires_grad_(), numbers(taps, chance)
    try:
        y = layer(x[None, None], w[None, None], stride=stride, padding=padding, dilation=dilation)[0, 0]
    except RuntimeError:
        return None
    small = numbers(tuple(y.shape), chance)
    y.backward(small)
    assert x.grad is not None
    told: dict[str, object] = {"x": x.tolist(), "w": w.tolist(), "stride": stride, "padding": padding}
    told |= {"dilation": dilation, "y": y.tolist(), "small": small.tolist(), "gradient": x.grad.tolist()}
    if isinstance(padding, int):
        sizes = zip(shape, taps, y.shape, strict=True)
        spare = [n - ((out - 1) * stride - 2 * padding + dilation * (m - 1) + 1) for n, m, out in sizes]
        if all(0 <= extra < max(stride, dilation) for extra in spare):
            transpose = getattr(functional, f"conv_transpose{ndim}d")
            settings = {"stride": stride, "padding": padding, "dilation": dilation, "output_padding": spare}
            back = transpose(small[None, None], w[None, None], **settings)[0, 0]
            told |= {"output_padding": spare, "transposed": back.tolist()}
    return told


def main() -> None:
    """Print every case, one a line."""
    chance, cases = random.Random(5), []
    for ndim, sizes in SIZES.items():
        for (shape, taps), (stride, padding, dilation) in product(sizes, SETTINGS[ndim]):
            cases.append(case(shape, taps, stride, padding, dilation, chance))
        cases += [case(shape, taps, 1, "same", d, chance) for (shape, taps), d in product(sizes, (1, 2, 3))]
    lines = ",\n".join(f"    {json.dumps(told)}" for told in cases if told is not None)
    sys.stdout.write(f'{{\n  "torch": "{torch.__version__}",\n  "cases": [\n{lines}\n  ]\n}}\n')


if __name__ == "__main__":
    main()
