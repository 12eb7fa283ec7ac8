"use strict";

// Each slide names a clip. The clip of the present slide is seen on the stage; those of its neighbours lie under it,
// the next one at its start and the last one at its end, so that there is always a picture to go on with.
(() => {
  const reveal = document.querySelector(".reveal");
  const stage = document.querySelector(".stage");
  const frameSeconds = 1 / Number(reveal.dataset.fps);
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const asked = new URLSearchParams(location.search);
  const isPreview = asked.has("receiver") && !asked.has("postMessageEvents"); // "upcoming" in the speaker's view
  const START = "start", END = "end";

  const clips = new Map(); // of the present slide, of its neighbours and of the last one: section -> video
  let present = null; // the section that is on the stage
  let last = null; // the one that was on it before, whose picture stays behind: a browser may paint the new one late
  let interrupted = false; // whether a clip was halted only because the screen went black
  let entered = 0; // how often a slide was entered, so that one that was left again is not shown late

  const sections = () => Reveal.getSlides();
  const seen = () => clips.get(present);

  function clipOf(section) {
    if (!clips.has(section)) {
      const clip = document.createElement("video");
      clip.muted = true;
      clip.playsInline = true;
      clip.preload = "auto";
      clip.disablePictureInPicture = true;
      clip.tabIndex = -1;
      clip.src = section.dataset.clip;
      clip.addEventListener("ended", () => clip === seen() && tell("ended"));
      clips.set(section, clip);
      stage.prepend(clip);
    }
    return clips.get(section);
  }

  function leave(section) {
    const clip = clips.get(section);
    clips.delete(section);
    clip.remove();
    clip.removeAttribute("src");
    clip.load(); // lets go of the file
  }

  const loaded = clip =>
    clip.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA
      ? Promise.resolve()
      : new Promise((done, failed) => {
          clip.addEventListener("loadeddata", done, { once: true });
          clip.addEventListener("error", () => failed(clip.error), { once: true });
          if (clip.error) failed(clip.error);
        });

  const painted = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));

  // Halted at its start or its end, and that picture painted.
  async function poised(clip, place) {
    await loaded(clip);
    clip.pause();
    const seconds = place === START ? 0 : clip.duration - frameSeconds / 2;
    const off = clip.currentTime - seconds;
    if (Math.abs(off) < frameSeconds / 4 || (place === END && clip.ended)) return;
    const found = new Promise(done => clip.addEventListener("seeked", done, { once: true }));
    const shown = clip.requestVideoFrameCallback
      ? new Promise(done => (clip.requestVideoFrameCallback(done), setTimeout(done, 250)))
      : Promise.resolve();
    clip.currentTime = seconds;
    await found;
    await shown;
    await painted();
  }

  function tell(state) {
    stage.dataset.state = state; // playing, halted, ended
  }

  async function play(clip) {
    try {
      tell("playing");
      await clip.play();
    } catch {
      if (clip === seen()) tell("halted"); // left again meanwhile, or the browser wants to be asked
    }
  }

  async function enter(section, place) {
    const time = ++entered;
    if (still.matches || isPreview) place = END;
    const clip = clipOf(section);
    try {
      await poised(clip, place);
    } catch {
      if (time === entered) {
        present = section;
        stage.classList.add("missing");
        tell("missing");
      }
      return;
    }
    if (time !== entered) return;
    seen()?.pause();
    if (section !== present) [last, present] = [present, section];
    for (const [whose, other] of clips) {
      other.classList.toggle("seen", whose === present);
      other.classList.toggle("behind", whose === last);
    }
    stage.classList.remove("missing");
    stage.dataset.clip = section.dataset.clip;
    if (place === START) play(clip);
    else tell("ended");
    prepare(section);
  }

  function prepare(section) {
    const all = sections(), here = all.indexOf(section);
    const wanted = new Map([[all[here + 1], START], [all[here - 1], END]]);
    for (const other of [...clips.keys()]) if (other !== section && other !== last && !wanted.has(other)) leave(other);
    for (const [other, place] of wanted) if (other) poised(clipOf(other), place).catch(() => {});
  }

  // One step back leads to where that slide ended; every other way in begins it.
  function went({ currentSlide }) {
    if (Reveal.isOverview()) return; // it is entered when the overview is left
    const all = sections();
    const back = present && all.indexOf(currentSlide) === all.indexOf(present) - 1;
    enter(currentSlide, back ? END : START);
  }

  function haltOrGoOn() {
    const clip = seen();
    if (!clip) return;
    if (stage.dataset.state === "ended") {
      again();
    } else if (clip.paused) {
      play(clip);
    } else {
      clip.pause();
      tell("halted");
    }
  }

  async function again() {
    const clip = seen();
    if (!clip) return;
    await poised(clip, START);
    if (clip === seen()) play(clip);
  }

  let resting;
  document.addEventListener("pointermove", () => {
    reveal.classList.add("pointed");
    clearTimeout(resting);
    resting = setTimeout(() => reveal.classList.remove("pointed"), 2000);
  });
  stage.addEventListener("click", haltOrGoOn);

  const [width, height] = [Number(reveal.dataset.width), Number(reveal.dataset.height)];
  Reveal.initialize({
    width, height, margin: 0, minScale: 0.01, maxScale: 100, center: false,
    hash: true, transition: "none", backgroundTransition: "none", navigationMode: "linear",
    scrollActivationWidth: null, help: true, plugins: [RevealNotes],
  }).then(() => {
    Reveal.addKeyBinding({ keyCode: 65, key: "A", description: "Halt the clip, or go on" }, haltOrGoOn);
    Reveal.addKeyBinding({ keyCode: 82, key: "R", description: "The clip from its start" }, again);
    Reveal.on("slidechanged", went);
    Reveal.on("overviewhidden", () => Reveal.getCurrentSlide() !== present && went({ currentSlide: Reveal.getCurrentSlide() }));
    Reveal.on("paused", () => (interrupted = stage.dataset.state === "playing") && haltOrGoOn());
    Reveal.on("resumed", () => interrupted && stage.dataset.state === "halted" && haltOrGoOn());
    if (!Reveal.isPrintView()) enter(Reveal.getCurrentSlide(), START);
  });
})();
