"""The director: the Manim Scene that plays any storyboard, under manim's own command and loop."""

from __future__ import annotations

from collections.abc import Iterable

from manim import Animation, Group, Mobject, Scene, config, linear

from ..storyboard.picture import Picture
from ..storyboard.storyboard import FrameClock
from .raster_painter import use_for
from .stage import Stage


class _Play(Animation):
    """Poses the stage for one beat, frame by frame."""

    def __init__(self, director: Director, beat: int) -> None:
        first, last = director.clock.boundaries[beat : beat + 2]
        self._director, self._first, self._frames = director, first, last - first
        # a little less than the beat, because manim rounds the number of frames up
        super().__init__(director.root, run_time=(self._frames - 0.5) / director.clock.fps, rate_func=linear)

    def interpolate_mobject(self, alpha: float) -> None:
        within = min(int(alpha * (self._frames - 0.5) + 0.5), self._frames - 1)
        self._director.show(self._first + within)


class Director(Scene):
    """Plays the picture that `picture()` gives; frames show the same moments as production's."""

    root: Group
    clock: FrameClock

    def picture(self) -> Picture:
        """The film to play; scenes for manim's command say which."""
        raise NotImplementedError

    def setup(self) -> None:
        """Put the stage up, in the opening."""
        picture = self.picture()
        self.stage = Stage(picture)
        self.clock = FrameClock(picture.storyboard, round(config.frame_rate))
        self.root = Group()
        config.background_color = self.camera.background_color = picture.theme.background  # type: ignore[union-attr]
        use_for(self.camera)
        self.add(self.root)
        self.show(0)

    def construct(self) -> None:
        """Play every beat."""
        for beat in range(len(self.stage.picture.storyboard.beats)):
            self.play(_Play(self, beat))

    def get_moving_and_static_mobjects(
        self,
        animations: Iterable[Animation],  # noqa: ARG002 (manim's signature)
    ) -> tuple[list[Mobject], list[Mobject]]:
        """Everything moves, by way of the root: manim would list the mobjects of a beat's first frame, and draw them on
        when they have left."""
        return [self.root], []

    def show(self, frame: int) -> None:
        """Pose the stage for a frame."""
        self.root.submobjects = list(self.stage.pose(*self.clock.moment(frame)))
