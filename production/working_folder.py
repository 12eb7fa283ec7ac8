"""The working folder: where a command was called, which may be gone, or too deep to have a path."""

from __future__ import annotations

import os


def working_folder() -> str:
    """Its path (InputError if no film can be made from there)."""
    why = trouble()
    if why is not None:
        from kernels import InputError  # here, because a command that is done already needs no numpy

        raise InputError(f"the folder that this was called in {why}; go to another one first")
    return os.getcwd()


def trouble() -> str | None:
    """What is wrong with it; None if it can be used."""
    try:
        os.stat(os.getcwd())
    except FileNotFoundError:
        return "is gone"
    except OSError as error:
        return f"cannot be used ({error.strerror})"
    return None
