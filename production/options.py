"""What a user typed, before anything is made of it; the defaults of every choice stand here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass

DEFAULT_KERNEL = "asym3"
DEFAULT_THEME = "dark"


@dataclass(frozen=True)
class Options:
    """The choices of the command line as texts; None where the default depends on another choice.

    Light on purpose: `--help` reads the defaults from here and imports nothing else of the project.
    """

    scenes: tuple[str, ...] = ("side-by-side",)
    every: bool = False  # all films that the kernels can have, instead of `scenes`
    kernels: tuple[str, ...] = ()  # each film's own, or DEFAULT_KERNEL
    signal: str | None = None  # the default signal of the kernel's dimension
    origin: str | None = None  # the kernel's own
    mode: str = "same"
    boundary: str = "zero"
    stride: str | None = None  # the film's own, nearly always 1
    dilation: str = "1"
    padding: str | None = None  # what the mode makes of it; network-layer only
    kernel_is: str = "g"
    at: str | None = None  # the film's own choice
    image: str | None = None  # the bundled picture, in films of a picture
    quality: str = "high"
    fps: str | None = None  # the quality's own
    aspect: str = "16:9"
    theme: str | None = None  # DEFAULT_THEME, and light for what is made to be printed
    encoder: str = "balanced"
    width: str | None = None  # the quality's own, as is the height
    height: str | None = None
    title: str | None = None  # the film's own
    speed: str = "1"
    captions: bool = True
    formats: str = "mp4"
    transparent: bool = False
    loop: str | None = None  # for ever
    caption_files: bool = False
    poster: bool = False
    stills: bool = False
    slides: bool = False
    slides_by: str | None = None  # the film's own choice
    embed: bool = False
    gallery: bool = False
    out: str = "media"
    name: str = "{scene}-{kernel}"
    jobs: str | None = None  # as many as cores and free memory allow
    job_limit: str | None = None  # seconds, many times what a part of a film takes
    scheduler: str | None = None  # this machine alone
    cache: str | None = None  # the user's own cache folder
    cache_gib: str = "2"
