"""Names: what a film's files are called, so that two different films never share one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter

from kernels import KERNELS, PROFILES, SIGNALS, Image, InputError, Kernel, Signal, bundled_image, did_you_mean, quoted
from kernels.bundled import NAME as BUNDLED_NAME
from kernels.catalogue import KERNEL_NAMES, SIGNAL_NAMES
from kernels.profiles import PROFILE_NAMES
from scenes.storyboard.position import index_of

from .bounds import MOST_NAME, MOST_TEMPLATE
from .options import DEFAULT_KERNEL, DEFAULT_THEME, Options
from .request import FilmRequest
from .settings import QUALITIES, KernelIs

FIELDS = (
    "scene", "kernel", "signal", "origin", "mode", "boundary", "stride", "dilation", "aspect", "theme", "quality",
    "fps",
)  # fmt: skip
_SLUG = 16  # characters of a literal or of a file's stem that are kept before the hash
DEFAULT_FPS = next(quality.fps for quality in QUALITIES if quality.name == Options.quality)
OWN = " (own)"  # ends the name of numbers from a file that is called like a catalogue's entry
_HASH = 8  # hexadecimal digits
_NOT_PLAIN = re.compile(r"\{[^{}]*[!:]")
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")  # no file can have such a name on Windows


def film_name(request: FilmRequest, template: str = Options.name) -> str:
    """The name of a request's files, without a suffix: the template filled in, then every setting that is not the
    default and that the template does not name.

    Names hold `a-z 0-9 . _ -` only and at most 100 characters; a longer one is cut and ends in a hash. InputError for
    a template with anything but plain `{fields}` and such characters.
    """
    used, pieces = set(), []
    values = _values(request)
    for text, field in _parsed(template):
        pieces.append(text)
        if field is not None:
            used.add(field)
            pieces.append(values[field])
    start = "".join(pieces)
    _check(start, template)
    name = "-".join([start, *_appended(request, used, values)])
    return name if len(name) <= MOST_NAME else f"{name[: MOST_NAME - 11].rstrip('.-')}-{_hash(name, 10)}"


def is_name(text: str) -> bool:
    """Whether a text can be what `film_name` gives: a plain file name, and no path, on any system."""
    plain = re.fullmatch(r"[a-z0-9_][a-z0-9._-]*", text) and len(text) <= MOST_NAME
    return bool(plain) and ".." not in text and text[-1] != "." and not _DEVICES.fullmatch(text)


def told_name(samples: Kernel | Signal) -> str:
    """What numbers are called beside a film: theirs, unless it is a catalogue's name for others; `asym3 (own)` then."""
    names = (*KERNEL_NAMES, *PROFILE_NAMES) if isinstance(samples, Kernel) else SIGNAL_NAMES
    return f"{samples.name}{OWN}" if samples.name in names and _listed(samples) is None else samples.name


def _parsed(template: str) -> Iterator[tuple[str, str | None]]:
    """Literal text and the field after it, pair by pair."""
    if not 1 <= len(template) <= MOST_TEMPLATE:
        raise InputError(f"--name {quoted(template, 30)} has {len(template)} characters; give 1 to {MOST_TEMPLATE}")
    if _NOT_PLAIN.search(template):
        raise InputError(f"--name {quoted(template)} has '!' or ':' in a field; fields are plain, e.g. {{scene}}")
    try:
        parts = list(Formatter().parse(template))
    except ValueError as error:
        raise InputError(f"--name {quoted(template)} has a brace without its partner; write {{kernel}}") from error
    for text, field, _, _ in parts:
        if field is not None and field not in FIELDS:
            hint = did_you_mean(field, FIELDS)
            raise InputError(f"--name has no field {quoted('{' + field + '}')}{hint} fields are {', '.join(FIELDS)}")
        if not re.fullmatch(r"[A-Za-z0-9._-]*", text):
            raise InputError(f"--name {quoted(template)} may hold a-z, 0-9, '.', '_', '-' and {{fields}} only")
        yield text.lower(), field


def _check(start: str, template: str) -> None:
    if not start or start[0] in ".-" or ".." in start:
        raise InputError(f"--name {quoted(template)} must not start with '.' or '-' nor hold '..'; start with a letter")
    if start[-1] == ".":  # Windows takes it away: NAME/ would be another folder than the one that pages link to
        raise InputError(f"--name {quoted(template)} must not end with '.'; end with a letter")
    if _DEVICES.fullmatch(start):
        raise InputError(f"--name {quoted(template)} is the name of a device on some systems; use another")


def _values(request: FilmRequest) -> dict[str, str]:
    problem = request.typed
    return {
        "scene": request.film.name,
        "kernel": _slug(problem.kernel),
        "signal": _slug(problem.signal) if request.image is None else _picture_slug(request.image),
        "origin": "x".join(str(c) for c in problem.kernel.origin),
        "mode": problem.mode.value,
        "boundary": problem.boundary.value,
        "stride": str(problem.stride),
        "dilation": str(problem.dilation),
        "aspect": request.frame.aspect.replace(":", "x"),
        "theme": request.theme.name,
        "quality": request.quality.name,
        "fps": str(request.fps),
    }


def _appended(request: FilmRequest, used: set[str], values: dict[str, str]) -> list[str]:
    """What the template leaves unsaid, setting by setting in one order."""
    kernel = request.typed.kernel
    defaults = {
        "scene": Options.scenes[0],
        "kernel": request.film.kernel or DEFAULT_KERNEL,
        "signal": request.film.default_signal(kernel.ndim).name,
        "origin": "x".join(str(c) for c in _own_origin(kernel)),
        "mode": Options.mode,
        "boundary": Options.boundary,
        "stride": str(request.film.stride),
        "dilation": Options.dilation,
        "aspect": Options.aspect.replace(":", "x"),
        "theme": DEFAULT_THEME,
    }
    shown = {"origin": "origin", "stride": "stride", "dilation": "dilation"}
    said = [
        shown.get(field, "") + values[field]
        for field, default in defaults.items()
        if field not in used and values[field] != default
    ]
    said += ["filter"] if request.kernel_is is KernelIs.FILTER else []
    said += [] if request.at is None else [f"at{'x'.join(str(i) for i in index_of(request.at))}"]
    said += [] if request.padding is None else [f"padding{request.padding}"]
    said += _rate(request, used)
    said += [f"speed{request.speed!r}".removesuffix(".0")] if request.speed != 1 else []
    said += [] if request.captions else ["nocaption"]
    said += ["transparent"] if request.transparent else []
    said += [f"loop{request.plays}"] if request.plays else []
    said += [] if request.encoder.name == Options.encoder else [request.encoder.name]
    return said + ([] if request.title is None else [f"title{_hash(request.title)}"])


def _rate(request: FilmRequest, used: set[str]) -> list[str]:
    """`720p30`, or the half of it that the template does not say; `640x360` where the size is no quality's."""
    size, rate = f"{request.quality.short_px}p", str(request.fps)
    if request.own_size is not None:
        usual = request.quality.fps if "quality" in used else DEFAULT_FPS
        size = "x".join(map(str, request.own_size))
        return [size] if "fps" in used or request.fps == usual else [size, f"{rate}fps"]
    if "quality" in used:
        return [] if "fps" in used or request.fps == request.quality.fps else [f"{rate}fps"]
    if "fps" in used:
        return [] if request.quality.name == Options.quality else [size]
    return [] if request.quality.name == Options.quality and request.fps == request.quality.fps else [size + rate]


def _own_origin(kernel: Kernel) -> tuple[int, ...]:
    """The origin that goes without saying: the catalogue's, or the middle."""
    listed = _listed(kernel)
    return listed.origin if isinstance(listed, Kernel) else tuple((taps - 1) // 2 for taps in kernel.shape)


def _slug(samples: Kernel | Signal) -> str:
    """A catalogue name, or the start of the literal or of the file's stem with a hash of the content."""
    if _listed(samples):
        return samples.name.lower()
    start = re.sub(r"[^a-z0-9]+", "-", samples.name[: 4 * _SLUG].lower()).strip("-")[:_SLUG].strip("-")
    content = repr((samples.name, samples.texts, samples.shape, samples.values.tolist()))
    return "-".join(part for part in (start, _hash(content)) if part)


def _picture_slug(image: Image) -> str:
    """The start of the file's stem with a hash of the picture."""
    start = re.sub(r"[^a-z0-9]+", "-", image.name.lower()).strip("-")[:_SLUG].strip("-")
    return "-".join(part for part in (start, _hash(repr(image.content()))) if part)


def _listed(samples: Kernel | Signal) -> Kernel | Signal | None:
    """The catalogue's entry with this name and these very numbers, whatever the origin."""
    entries: tuple[Kernel | Signal, ...] = SIGNALS
    if samples.name == BUNDLED_NAME:
        entries = (bundled_image().channel(0),)
    if isinstance(samples, Kernel):
        entries = (*KERNELS, *(profile.cells() for profile in PROFILES))
    for entry in entries:
        if entry.name == samples.name:
            same = entry.texts == samples.texts and entry.values.tolist() == samples.values.tolist()
            return entry if same else None
    return None


def _hash(text: str, digits: int = _HASH) -> str:
    import hashlib  # slow to load, and most names need no hash

    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:digits]
