"""Floor 1: what a film is, as data: beats, tracks, marks, layout, theme and font metrics. No manim here."""
