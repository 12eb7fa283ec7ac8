"""The project as an archive, for workers that do not have it."""

from __future__ import annotations

import io
import zipfile

from .made_by import PROJECT

_FOLDERS = ("kernels", "scenes", "production")
_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip can have: the same files give the same bytes


def project_archive() -> bytes:
    """Every file that the project works with, as a zip."""
    paths = [PROJECT / "pyproject.toml"]  # which knows the version
    paths += [path for folder in _FOLDERS for path in sorted((PROJECT / folder).rglob("*")) if path.is_file()]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            if "__pycache__" not in path.parts:
                archive.writestr(zipfile.ZipInfo(path.relative_to(PROJECT).as_posix(), _DATE), path.read_bytes(),
                                 zipfile.ZIP_DEFLATED)  # fmt: skip
    return made.getvalue()
