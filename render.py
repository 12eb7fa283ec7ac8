"""The command line: `render --kernel asym3`. Parse, one call, report; everything else is in `production/`."""

from __future__ import annotations

import os
import signal
import sys

if os.path.splitext(os.path.basename(sys.argv[0]))[0] == "render":  # this is the program itself, not a part of another
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # without a word, until what has one is imported
    from production.interruption import end_at_once

    end_at_once()  # also while the rest is imported

from pathlib import Path
from typing import Any

try:
    import click
except ImportError:
    sys.stderr.write("render: click is not installed; ./run render installs what is missing\n")
    sys.exit(3)

from production.command import OneLineCommand, option, say, say_paths
from production.options import Options
from production.public import film

__all__ = ["film", "main"]

PROBLEM, LOOK, FILES, WORK = "The problem", "The film", "The files", "The work"
INSTEAD, OTHER = "Instead of rendering", "Other"
EPILOG = """\
Numbers are a name from --list, a literal ("1,2,4", "1/3 1/3 1/3", a grid "0 1; 2 3"), or a file (.csv .json .npy .txt).

\b
Examples:
  render --kernel asym3                          the film of the default kernel
  render --kernel "1,0,-1" --signal step -q draft
  render --kernel sobel-x --describe             the numbers alone, as JSON
  render --list

Exit codes: 0 done, 1 a render failed, 2 wrong use, 3 a system part is missing, 130 interrupted.
"""


def _version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        from production.version import version

        say(f"both-ways {version()}\n")
        ctx.exit()


@click.command(
    cls=OneLineCommand,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=EPILOG,
)
@click.argument("scenes", nargs=-1, metavar="[SCENE]...")
@option(PROBLEM, "--all", "every", is_flag=True, help="Every film that the kernels can have, instead of SCENE.")
@option(PROBLEM, "--kernel", "kernels", metavar="NUMBERS", multiple=True,
        help="The kernel g; given again, films for each.  [default: asym3; decay for continuous]")  # fmt: skip
@option(PROBLEM, "--signal", metavar="NUMBERS", help="The data f.  [default: 'default', or 'grid' for a 2-D kernel]")
@option(
    PROBLEM, "--image", metavar="FILE", help="The picture of the film image: PNG, JPEG or WebP.  [default: a letter]"
)
@option(PROBLEM, "--origin", metavar="K", help="The tap at offset 0, r,c in 2-D.  [default: the kernel's own]")
@option(PROBLEM, "--mode", metavar="full|same|valid", default=Options.mode, show_default=True, help="Which outputs.")
@option(PROBLEM, "--boundary", metavar="zero|edge|reflect|symmetric|wrap", default=Options.boundary, show_default=True,
        help="What the data is outside (other than zero: mode same only).")  # fmt: skip
@option(PROBLEM, "--stride", metavar="N", help="Keep every N-th output.  [default: 1; 2 for network-layer]")
@option(PROBLEM, "--dilation", metavar="N", default=Options.dilation, show_default=True, help="Inputs from tap to tap.")
@option(PROBLEM, "--padding", metavar="N|same|valid",
        help="Zeros around the inputs of network-layer.  [default: as --mode has it]")  # fmt: skip
@option(PROBLEM, "--kernel-is", metavar="g|filter", default=Options.kernel_is, show_default=True,
        help="What the kernel's numbers are: the formula's g, or a network's filter.")  # fmt: skip
@option(PROBLEM, "--at", metavar="T", help="The output that the film looks at, if it looks at one; r,c in 2-D.  "
        "[default: one whose taps are all inside]")  # fmt: skip
@option(LOOK, "-q", "--quality", metavar="draft|low|medium|high|4k", default=Options.quality, show_default=True,
        help="480p15, 480p30, 720p30, 1080p60, 2160p60; the short side is the same in every aspect.")  # fmt: skip
@option(LOOK, "--width", metavar="PX", help="The width instead, an even number; the height follows from the aspect.")
@option(LOOK, "--height", metavar="PX", help="The same by the height.")
@option(LOOK, "--fps", metavar="N", help="Frames a second, 1 to 120.  [default: the quality's]")
@option(LOOK, "--aspect", metavar="16:9|4:3|1:1|9:16", default=Options.aspect, show_default=True, help="The frame.")
@option(LOOK, "--theme", metavar="dark|light", help="The colours.  [default: dark; light for stills and handout]")
@option(LOOK, "--transparent", is_flag=True,
        help="Without the background (webm, webp, apng, png); choose the theme by the page's.")  # fmt: skip
@option(LOOK, "--title", metavar="TEXT", help="The title, up to 100 characters.  [default: the film's]")
@option(LOOK, "--speed", metavar="X", default=Options.speed, show_default=True, help="The pace, 0.25 to 4.")
@option(LOOK, "--no-caption", "captions", flag_value=False, is_flag=True, default=Options.captions,
        help="Leave the captions out of the picture.")  # fmt: skip
@option(FILES, "--format", "formats", metavar="mp4,webm,gif,webp,apng,png", default=Options.formats,
        show_default=True, help="What each film is written as, one or several; png: a folder of frames.")  # fmt: skip
@option(FILES, "--loop", metavar="N", help="How often gif, webp and apng play.  [default: 0, for ever]")
@option(FILES, "-o", "--out", metavar="DIR", default=Options.out, show_default=True,
        help="Where NAME.mp4 (or .webm, …) and NAME.json go; made if need be, relative to where you are.")  # fmt: skip
@option(FILES, "--name", metavar="TEMPLATE", default=Options.name, show_default=True,
        help="NAME. Fields: {scene} {kernel} {signal} {origin} {mode} {boundary} {stride} {dilation} {aspect} {theme} "
        "{quality} {fps}; what is not the default and not named is appended.")  # fmt: skip
@option(FILES, "--captions", "caption_files", is_flag=True,
        help="Write the narration too: NAME.vtt and NAME.srt for players, NAME.chapters.vtt, and NAME.txt, which is "
        "transcript and alt text.")  # fmt: skip
@option(FILES, "--poster", is_flag=True, help="Write the most telling frame, too: NAME-poster.png.")
@option(FILES, "--stills", is_flag=True,
        help="Write every step, too: pictures in NAME-stills, all of them in NAME-sheet.png, and NAME-handout.pdf to "
        "print.")  # fmt: skip
@option(FILES, "--embed", is_flag=True,
        help="Write all that a web page needs to show it, too: the folder NAME, in it NAME.html, films in dark and in "
        "light, captions, and what to paste.")  # fmt: skip
@option(FILES, "--gallery", is_flag=True,
        help="Write a page with all films that are in DIR, too: index.html.")  # fmt: skip
@option(FILES, "--slides", is_flag=True,
        help="Write slides too: the folder NAME-slides, a reveal.js page that needs no network, and the same for "
        "manim-slides.")  # fmt: skip
@option(FILES, "--slides-by", metavar="beats|chapters",
        help="What a slide is.  [default: beats; chapters for lecture]")  # fmt: skip
@option(FILES, "--force", is_flag=True, help="Render again, and replace whatever has the name.")
@option(WORK, "--encoder", metavar="fast|balanced|small", default=Options.encoder, show_default=True,
        help="Fast for a look, small for sending; balanced is as good as small.")  # fmt: skip
@option(WORK, "-j", "--jobs", metavar="N", help="Worker processes.  [default: what cores and free memory allow]")
@option(WORK, "--job-limit", metavar="SECONDS",
        help="After how long a worker still at one part of a film is taken to hang.  "
        "[default: many times what it needs]")  # fmt: skip
@option(
    WORK, "--scheduler", metavar="tcp://HOST:PORT", help="Draw on the workers of a Dask cluster instead (or tls://)."
)
@option(WORK, "--cache", metavar="DIR", envvar="BOTH_WAYS_CACHE", show_envvar=True,
        help="Where drawn parts are kept for next time.  [default: the user's cache folder]")  # fmt: skip
@option(WORK, "--cache-size", "cache_gib", metavar="GIB", default=Options.cache_gib, show_default=True,
        help="How large that may get; what was not used for longest goes first.")  # fmt: skip
@option(INSTEAD, "--list", "listing", is_flag=True, help="Show all films, kernels and signals.")
@option(INSTEAD, "--json", "as_json", is_flag=True, help="With --list or --doctor: as JSON.")
@option(INSTEAD, "--describe", "describing", is_flag=True, help="Print the numbers of the film as JSON.")
@option(INSTEAD, "--dry-run", is_flag=True, help="Show what would be written, with frames and seconds.")
@option(INSTEAD, "--check", "checked", metavar="FILE", multiple=True,
        help="Compute the numbers in a film's NAME.json once more, by other means, and say whether they hold, "
        "and what is missing, too much or misnamed there; more files may follow.")  # fmt: skip
@option(INSTEAD, "--doctor", "diagnosing", is_flag=True,
        help="Show whether this system can make films, and what to do about anything wrong.")  # fmt: skip
@option(INSTEAD, "--cache-clear", "clearing", is_flag=True, help="Let go of all that is kept for next time.")
@option(OTHER, "--debug", is_flag=True, expose_value=False, help="Show the traceback of a failure.")
@option(OTHER, "--version", is_flag=True, expose_value=False, is_eager=True, callback=_version, help="Show it.")
def main(
    scenes: tuple[str, ...],
    listing: bool,
    as_json: bool,
    describing: bool,
    dry_run: bool,
    checked: tuple[str, ...],
    diagnosing: bool,
    clearing: bool,
    force: bool,
    **choices: Any,
) -> None:
    """Render films that show a convolution from both ends: SCENE (default: side-by-side) for a kernel and data.

    Each film is written as NAME.mp4, or as --format says, with its numbers beside it as NAME.json.
    """
    instead = {
        "--list": listing, "--describe": describing, "--dry-run": dry_run, "--check": bool(checked),
        "--doctor": diagnosing, "--cache-clear": clearing,
    }  # fmt: skip
    _check_together(as_json, instead)
    if choices["every"] and scenes:
        raise click.UsageError(f"--all is every film already; leave out {scenes[0]!r}, or --all")
    options = Options(scenes=scenes or Options.scenes, **choices)
    if listing:
        from production.listing import list_json, list_text

        say(list_json() if as_json else list_text())
    elif describing:
        from production.describe import describe_options

        say(describe_options(options))
    elif dry_run:
        from production.gallery import gallery_line
        from production.plan import dry_run as shown
        from production.plan import plan_films
        from production.rendering import check_work
        from production.request import parse_requests

        check_work(options)
        say(shown(*plan_films(options, parse_requests(options))) + gallery_line(options))
    elif checked:
        from production.check.film import check_files

        told, holding, refused = check_files((*checked, *scenes))
        say(told)
        if refused is not None:
            raise refused
        _end(holding)
    elif diagnosing:
        from production.doctor.doctor import diagnose

        told, well = diagnose(options, as_json)
        say(told)
        _end(well)
    elif clearing:
        from production.rendering import clear_cache

        say(clear_cache(options))
    else:
        from production.rendering import render_films

        made: list[Path] = []
        try:
            render_films(options, force, made.append)
        finally:
            say_paths(made)  # only now, because stdout may be the bar's terminal


def _check_together(as_json: bool, instead: dict[str, bool]) -> None:
    if as_json and not (instead["--list"] or instead["--doctor"]):
        raise click.UsageError("--json goes with --list and --doctor (--describe prints JSON anyway)")
    if sum(instead.values()) > 1:
        raise click.UsageError(f"{', '.join(instead)} exclude each other")


def _end(well: bool) -> None:
    if not well:
        raise click.exceptions.Exit(1)


if __name__ == "__main__":
    main()
