"""Grids: how 2-D panels are laid out and drawn; rows of cells where 1-D panels have rows of bars."""
