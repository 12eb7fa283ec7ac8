"""Marks: the visual things of a film, one a file; each declares its own tracks and says which shapes it is made of."""
