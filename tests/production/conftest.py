"""Every call works in an empty folder, and with a stand-in for the drawing."""

import sys
from types import ModuleType

import pytest

from tests.production.command_line import draw_blank, draw_blank_pictures, draw_blank_webm


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """The empty folder that a test works in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def drawing(monkeypatch):
    """Put a function in place of `production.draw.draw_segment`; at first it is one that draws blank frames.

    Films in other formats than MP4 are drawn blank, too.
    """
    module = ModuleType("production.draw")
    monkeypatch.setitem(sys.modules, "production.draw", module)

    module.draw_webm, module.draw_pictures = draw_blank_webm, draw_blank_pictures

    def replace(draw_segment):
        module.draw_segment = draw_segment

    replace(draw_blank)
    return replace
