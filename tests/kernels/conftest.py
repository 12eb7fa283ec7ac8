"""Settings of the random laws."""

from hypothesis import settings

# No deadline: the first example pays for imports, and on a busy machine any example may be late.
settings.register_profile("laws", deadline=None)
settings.load_profile("laws")
