"""Floor 2: turns shapes into posed Manim mobjects; the director plays any storyboard with them."""
