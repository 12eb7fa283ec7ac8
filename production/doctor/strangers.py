"""Strangers: files from somewhere else that Python takes for modules of its own, of the environment, or of ours."""

from __future__ import annotations

import os
import site
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

from ..made_by import PROJECT

OURS = ("kernels", "production", "scenes")
_FOLDERS = ("stdlib", "platstdlib", "purelib", "platlib")


def strangers() -> dict[str, Path]:
    """The files by the modules that they are taken for: ours first, then packages, then Python's own."""
    known = {*OURS, *sys.stdlib_module_names}.union(*map(_modules_in, site.getsitepackages()))
    places = [place for place in map(Path, sys.path) if not is_home(place)]
    names = known.intersection(set().union(*map(_modules_in, places)))
    files = {
        name: _file_of(name) for name in sorted(names, key=lambda name: (name not in OURS, _is_pythons(name), name))
    }
    return {name: file for name, file in files.items() if file is not None and not is_home(file)}


def blamed(error: BaseException) -> Path | None:
    """The stranger that an error speaks of, or came through; None if it has to do with none of them."""
    found = strangers()
    return next((found[name] for name in _modules_of(error) if name in found), None)


def is_home(path: Path) -> bool:
    """Whether a file or folder is part of Python, of its environment or of the project."""
    homes = [*map(sysconfig.get_path, _FOLDERS), *site.getsitepackages(), str(PROJECT)]
    if site.ENABLE_USER_SITE:
        homes.append(site.getusersitepackages())
    if sys.platform == "win32":
        homes.append(sys.base_prefix)  # where its DLLs are; elsewhere it may be /usr, which holds more than Python
    try:
        found = Path(os.path.realpath(path))
    except OSError:  # it is below a working folder that is gone
        return False
    return any(found.is_relative_to(os.path.realpath(home)) for home in homes)


def without(path: Path) -> str:
    """What to do so that a file, or a folder, is no longer found by Python."""
    searched = filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))
    given = any(path.is_relative_to(os.path.abspath(folder)) for folder in searched)
    return f"unset PYTHONPATH, or rename {str(path)!r}" if given else f"rename {str(path)!r}"


def _modules_of(error: BaseException | None) -> Iterator[str]:
    """The modules that an error, or the one behind it, speaks of or came through; of submodules, the package."""
    while error is not None:
        match error:
            case ImportError(name=str(name)) | AttributeError(obj=ModuleType(__name__=name)):
                yield name.partition(".")[0]
        trace = error.__traceback__
        while trace is not None:
            yield str(trace.tb_frame.f_globals.get("__name__")).partition(".")[0]
            trace = trace.tb_next
        error = error.__cause__ or error.__context__


def _modules_in(folder: str | Path) -> set[str]:
    with suppress(OSError):
        return {name.partition(".")[0] for name in os.listdir(folder)}
    return set()


def _file_of(name: str) -> Path | None:
    """The file that Python finds for a module, which it does not run; None if it finds none."""
    with suppress(ImportError, ValueError, AttributeError):
        spec = find_spec(name)
        if spec is not None and spec.has_location and spec.origin is not None:
            return Path(spec.origin)
    return None


def _is_pythons(name: str) -> bool:
    return name in sys.stdlib_module_names
