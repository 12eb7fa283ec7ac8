"""The folder that films are written to, checked before anything is rendered."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from kernels import InputError, quoted

from .temporary import temporary_folder
from .working_folder import working_folder

_ROOM = "_" * 120  # the names of temporary folders, and of files in a folder that is written


def check_folder(out: str) -> Path:
    """The folder named, if it can be written to or made; nothing is made yet (InputError)."""
    if not out.strip():
        raise InputError("--out is empty; name a folder, e.g. media")
    working_folder()  # whatever draws asks for it, wherever films go
    folder = Path(out)
    for place in (folder, *folder.parents):
        try:
            status = os.stat(place)
        except (FileNotFoundError, NotADirectoryError):
            if place.is_symlink():
                _refuse(out, f"{quoted(str(place))} is a link that leads nowhere")
            continue  # to be made, or a file stands further up
        except (OSError, ValueError) as error:
            _refuse(out, reason(error), error)
        if not stat.S_ISDIR(status.st_mode):
            _refuse(out, f"{quoted(str(place))} is a file")
        if not os.access(place, os.W_OK | os.X_OK):
            _refuse(out, f"{quoted(str(place))} is not writable")
        _check_names(out, place)
        break
    return folder


def check_target(path: Path, folder: bool = False) -> None:
    """InputError if something that is no file has the name of a file to be written, or of a folder the like.

    A link counts as what it leads to; one that leads nowhere may go.
    """
    try:
        with suppress(FileNotFoundError, NotADirectoryError):
            os.stat(f"{path.parent}/{_ROOM}/{path.name}")  # too long for what is written meanwhile?
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
    """Make the folder, and see that a file can be made in it (OSError)."""
    folder.mkdir(parents=True, exist_ok=True)
    with temporary_folder(folder):
        pass


def _check_names(out: str, place: Path) -> None:
    """Refuse names too long for the disk where the folder would be made, below one that is there."""
    for name in Path(out).parts[len(place.parts) :]:
        try:
            os.stat(place / name)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except (OSError, ValueError) as error:
            _refuse(out, reason(error), error)


def reason(error: BaseException) -> str:
    """Why an operation failed, in the system's words."""
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def _refuse(path: str, why: str, cause: BaseException | None = None) -> NoReturn:
    raise InputError(f"cannot write to {quoted(path)}: {why}; choose another --out") from cause
