"""Work that goes wrong in worker processes, which find it here; what it remembers lies in the command's own folder."""

import os
import signal
import tempfile
import time
from pathlib import Path

from tests.production.command_line import draw_blank


def died_before(name):
    """Whether this was asked before, by any of the workers of a command."""
    try:
        (Path(tempfile.gettempdir()) / name).touch(exist_ok=False)
    except FileExistsError:
        return True
    return False


def drawn(job):
    """The job, drawn blank."""
    return draw_blank(None, job.request.size, job.fps, None, job.segment)


def killing(job):
    """The second segment of the kernel `echo` kills whoever draws it."""
    if job.request.typed.kernel.name == "echo" and job.segment.frames.start > 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return drawn(job)


def killing_once(job):
    """Every segment kills the first that draws it."""
    if not died_before(f"{job.request.typed.kernel.name}-{job.segment.frames.start}"):
        os.kill(os.getpid(), signal.SIGKILL)
    return drawn(job)


def hanging_once(job):
    """The first segment never ends, but when it is drawn again; the whole process stands still."""
    if job.segment.frames.start == 0 and not died_before("hung"):
        os.kill(os.getpid(), signal.SIGSTOP)
    return drawn(job)


def out_of_memory_once(job):
    """The first segment needs more memory than there is, but when it is drawn again."""
    if job.segment.frames.start == 0 and not died_before("hungry"):
        raise MemoryError
    return drawn(job)


def slow(job):
    """Every segment takes a while, and says in which process it is drawn."""
    (Path(tempfile.gettempdir()) / f"pid-{os.getpid()}").touch()
    time.sleep(0.5)
    return drawn(job)
