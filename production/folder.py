"""The folder that films are written to, checked before anything is rendered."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import NoReturn

from kernels import InputError, quoted

from .temporary import temporary_folder


def check_folder(out: str) -> Path:
    """The folder named, if it can be written to or made; nothing is made yet (InputError)."""
    if not out.strip():
        raise InputError("--out is empty; name a folder, e.g. media")
    folder = Path(out)
    for place in (folder, *folder.parents):
        try:
            status = os.stat(place)
        except (FileNotFoundError, NotADirectoryError):
            continue  # to be made, or a file stands further up
        except (OSError, ValueError) as error:
            _refuse(out, reason(error), error)
        if not stat.S_ISDIR(status.st_mode):
            _refuse(out, f"{quoted(str(place))} is a file")
        if not os.access(place, os.W_OK | os.X_OK):
            _refuse(out, f"{quoted(str(place))} is not writable")
        break
    return folder


def check_target(path: Path, folder: bool = False) -> None:
    """InputError if something that is no file has the name of a file to be written, or of a folder the like."""
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        return
    except NotADirectoryError:
        return
    except OSError as error:
        _refuse(str(path), reason(error), error)
    if not (stat.S_ISDIR if folder else stat.S_ISREG)(mode):
        _refuse(str(path), f"something that is no {'folder' if folder else 'file'} has this name")


def make_folder(folder: Path) -> None:
    """Make the folder, and see that a file can be made in it (InputError)."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with temporary_folder(folder):
            pass
    except OSError as error:
        _refuse(str(folder), reason(error), error)


def reason(error: BaseException) -> str:
    """Why an operation failed, in the system's words."""
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def _refuse(path: str, why: str, cause: BaseException | None = None) -> NoReturn:
    raise InputError(f"cannot write to {quoted(path)}: {why}; choose another --out") from cause
