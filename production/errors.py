"""What goes wrong after everything asked for was right."""

from __future__ import annotations

from kernels import BothWaysError


class RenderError(BothWaysError):
    """A film that could not be made: a full disk, an encoder that failed. What was there before is still there."""

    exit_code = 1
