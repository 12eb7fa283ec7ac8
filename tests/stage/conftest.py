"""Manim for the tests of what it draws: imported once, as production imports it."""

from __future__ import annotations

import pytest

from production.engine import engine


@pytest.fixture(scope="session", autouse=True)
def manim():
    with engine():
        yield
