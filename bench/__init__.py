"""Measurements: ratios of interleaved runs, never part of the tests."""
