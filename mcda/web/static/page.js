"use strict";
// Without this script every page works, by its links and buttons. With it, sliders move figures,
// and a new result is announced to those who do not see it.

function pair(slider) {
  const field = document.getElementById(slider.dataset.for);
  slider.hidden = false;
  slider.addEventListener("input", () => { field.value = slider.value; });
  field.addEventListener("input", () => { slider.value = field.value; });
}

function idle(choice) {
  const set = document.getElementById(choice.dataset.idles);
  choice.addEventListener("change", () => { if (set) set.disabled = choice.value !== ""; });
}

function start() {
  document.querySelectorAll("input[type=range][data-for]").forEach(pair);
  document.querySelectorAll("select[data-idles]").forEach(idle);
}

// A figure that is being typed would be asked for letter by letter; Enter asks at once.
document.addEventListener("htmx:afterSwap", (event) => {
  const said = document.querySelector("#result [data-announce]");
  const region = document.getElementById("announcement");
  if (!said || !region || event.detail.target.id !== "result") return;
  if (region.textContent !== said.dataset.announce) region.textContent = said.dataset.announce;
});

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
