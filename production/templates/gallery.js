(() => {
  const cards = [...document.querySelectorAll(".films li")], form = document.forms[0];
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  // A film plays while it is pointed at or has the focus.
  for (const card of cards) {
    const link = card.querySelector("a"), video = card.querySelector("video");
    if (!video) continue;
    const play = () => { if (!still.matches) video.play().catch(() => {}); };
    const rest = () => { if (!card.matches(":hover, :focus-within")) { video.pause(); video.load(); } };
    ["pointerenter", "focus"].forEach(event => link.addEventListener(event, play));
    ["pointerleave", "blur"].forEach(event => link.addEventListener(event, rest));
  }

  // Filters; the address remembers them, so that a choice can be linked to.
  const asked = new URLSearchParams(location.hash.slice(1));
  const filter = () => {
    const { film, kernel } = form.elements;
    const fits = card => [film, kernel].every(({ name, value }) => !value || card.dataset[name] === value);
    const shown = cards.filter(card => !(card.hidden = !fits(card))).length;
    form.querySelector("[role=status]").textContent = `${shown} of ${cards.length} films`;
  };
  for (const choice of form.querySelectorAll("select")) {
    if (choice.options.length <= 2) choice.closest("label").hidden = true;
    const wanted = asked.get(choice.name) ?? "";
    if ([...choice.options].some(option => option.value === wanted)) choice.value = wanted;
    choice.addEventListener("change", () => {
      filter();
      const chosen = [...new FormData(form)].filter(([, value]) => value);
      history.replaceState(null, "", chosen.length ? `#${new URLSearchParams(chosen)}` : location.pathname);
    });
  }
  form.hidden = cards.length < 2;
  filter();
})();
