"""Floor 3: from a request to files. Planning, naming and the numbers need no drawing; drawing alone imports manim."""
