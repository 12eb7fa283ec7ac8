(() => {
  const figure = document.currentScript.closest("figure"), video = figure.querySelector("video");
  const one = name => figure.querySelector(name), all = name => [...figure.querySelectorAll(name)];
  const still = matchMedia("(prefers-reduced-motion: reduce)"), light = matchMedia("(prefers-color-scheme: light)");

  // Plays on sight, until the reader stops it; waits out of sight; never moves by itself where motion is unwelcome.
  let stopped = false, leaving = false;
  video.addEventListener("pause", () => { stopped = !leaving; leaving = false; });
  video.addEventListener("play", () => { stopped = false; });
  new IntersectionObserver(([seen]) => {
    if (!seen.isIntersecting && !video.paused) { leaving = true; video.pause(); }
    if (seen.isIntersecting && !stopped && !still.matches) video.play().catch(() => {});
  }, { threshold: 0.4 }).observe(video);

  // In the dark and in the light: the sources say it by themselves, but only when they are loaded.
  const dress = () => { video.poster = light.matches ? video.dataset.light : video.dataset.dark; };
  dress();
  light.addEventListener("change", () => {
    const time = video.currentTime, playing = !video.paused;
    dress();
    video.removeAttribute("src");
    video.load();
    video.currentTime = time;
    if (playing) video.play().catch(() => {});
  });

  // Steps: links that go there in this film instead of opening it anew.
  const links = all(".bw-steps a"), time = link => Number(link.hash.slice(3)), starts = links.map(time);
  const now = () => Math.max(0, starts.findLastIndex(start => start <= video.currentTime + 0.002));
  const reach = async time => {
    video.currentTime = time;
    const { length } = video.seekable;
    if (!video.readyState || video.hasAttribute("src") || (length && video.seekable.end(length - 1) >= time)) return;
    const playing = !video.paused;  // a server that sends no parts of files: the film must be fetched as a whole
    video.src = URL.createObjectURL(await (await fetch(video.currentSrc)).blob());
    video.currentTime = time;
    if (playing) video.play().catch(() => {});
  };
  const go = (step, focus) => {
    const to = Math.min(Math.max(step, 0), links.length - 1);
    reach(starts[to] + 0.001).catch(() => {});  // past the end of the cue before, which else stays
    show();
    if (focus) links[to].focus();
    else one(".bw-told").textContent = links[to].ariaLabel;
  };
  const back = () => go(now() - (video.currentTime - starts[now()] > 1 ? 0 : 1));
  const show = () => {
    const step = now(), end = starts[step + 1] ?? video.duration;
    links.forEach((link, i) => {
      const done = i < step ? 1 : i > step || !(end > starts[i]) ? 0 : (video.currentTime - starts[i]) / (end - starts[i]);
      link.style.setProperty("--done", done);
      link.tabIndex = i === step ? 0 : -1;
      if (i === step) link.setAttribute("aria-current", "step"); else link.removeAttribute("aria-current");
    });
    one(".bw-name").textContent = links[step].ariaLabel.replace(/^\S+ /, "");
    one(".bw-count").textContent = `${step + 1} of ${links.length}`;
    one(".bw-said").textContent = links[step].dataset.said;
    one(".bw-back").disabled = step === 0 && video.currentTime < 1;
    one(".bw-on").disabled = step === links.length - 1;
  };
  const move = () => { show(); if (!video.paused) requestAnimationFrame(move); };
  video.addEventListener("play", move);
  ["timeupdate", "seeking", "loadedmetadata"].forEach(event => video.addEventListener(event, show));
  for (const link of [...links, ...all(".bw-chapters a")]) {
    link.addEventListener("click", event => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      go(starts.indexOf(time(link)));
    });
  }
  one(".bw-back").addEventListener("click", back);
  one(".bw-on").addEventListener("click", () => go(now() + 1));
  figure.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const bar = event.target.closest(".bw-steps");
    const keys = { ",": back, ".": () => go(now() + 1) };
    if (bar) Object.assign(keys, {
      ArrowLeft: () => go(links.indexOf(event.target) - 1, true), ArrowRight: () => go(links.indexOf(event.target) + 1, true),
      Home: () => go(0, true), End: () => go(links.length - 1, true),
    });
    if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });
  one(".bw-now").hidden = false;
  show();

  // A page that is opened as a file may not read another file: there the captions come from the steps.
  // Which is why the page's own track is not shown by default: a browser would ask for the file before this runs.
  const track = one("track[kind=captions]"), shown = "shown" in track.dataset;
  if (location.protocol !== "file:") {
    if (shown) track.track.mode = "showing";
  } else {
    all("track").forEach(each => each.remove());
    video.addEventListener("loadedmetadata", () => {
      const made = video.addTextTrack("captions", track.label, track.srclang);
      links.forEach((link, i) => made.addCue(new VTTCue(starts[i], starts[i + 1] ?? video.duration, link.dataset.said)));
      made.mode = shown ? "showing" : "disabled";
    }, { once: true });
  }
})();
