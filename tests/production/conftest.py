"""Every call works in an empty folder, and with a stand-in for the drawing."""

import sys

import pytest

from tests.production.command_line import blank_drawing


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
    module = blank_drawing()
    monkeypatch.setitem(sys.modules, "production.draw", module)

    def replace(draw_segment):
        module.draw_segment = draw_segment

    return replace
