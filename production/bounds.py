"""How large anything of a film and of a command may be, in one place; `kernels/bounds.py` has the numbers' own.

This module imports nothing, because a command that finds its film done reads bounds from here and needs no numpy.
"""

from __future__ import annotations

# A film.
LEAST_FPS, MOST_FPS = 1, 120
LEAST_SPEED, MOST_SPEED = 0.25, 4.0
LEAST_PX, MOST_PX = 64, 4096  # of either side
MOST_TITLE = 100  # characters
LEAST_PLAYS, MOST_PLAYS = 0, 1000  # 0 plays for ever
MOST_SECONDS = 1_200  # of one film, at its speed
MOST_PIXELS = 10**12  # of one film, all frames together, as mp4 or webm
MOST_PIXELS_AS_PICTURES = 3 * 10**10  # the same as pictures, of which a film has far more bytes: gif, webp, apng, png
MOST_WEBM_FRAME = 15_000_000  # pixels of one frame as webm, counted twice where it is transparent: each takes 80 bytes

# A command.
MOST_FILMS = 1_000
MOST_STORY_SECONDS = 10_000  # of all its films together, at the stories' own pace; they are planned in memory
MOST_JOBS = 256
MOST_GIB = 1_024  # of the cache
LEAST_LIMIT_SECONDS, MOST_LIMIT_SECONDS = 1, 86_400  # of --job-limit

# Names.
MOST_TEMPLATE = 100  # characters of --name
MOST_NAME = 100  # characters of a file's name, without what its kind appends

# What is read to know a command again.
MOST_INPUT_BYTES = 32 * 2**20  # of a file of numbers or a picture: the larger of their own bounds, and a test holds it

# What is read back, of files that anybody may have put there.
MOST_NUMBERS_BYTES = 2**20  # of a film's numbers; those of the largest film take less than a fifth
MOST_CLIP_BYTES = 256 * 2**20  # of a picture file that is read as a whole to see whether it stands
MOST_HEADER_BYTES = 64 * 2**20  # of a film, to know what it is; an hour at 120 frames a second takes a tenth
MOST_FILM_BYTES = 2**30  # of a film, to count its frames
MOST_LEDGER_BYTES = 2**20  # of the list of files in a folder of slides: some 100 bytes a file
