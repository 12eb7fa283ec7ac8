"""Slides: a film cut at its beats or chapters, as a folder to be presented from."""
