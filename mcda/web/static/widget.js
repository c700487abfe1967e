// Sliders beside an answer. What is moved goes to Python when the hand lets go; the answer comes as HTML.
function render({ model, el }) {
  const texts = model.get("texts");
  const form = document.createElement("form");
  form.className = "mcda-sliders";
  form.setAttribute("aria-label", texts.sliders);
  form.addEventListener("submit", (event) => event.preventDefault());
  const moved = () => ({ ...model.get("moved") });

  for (const control of model.get("controls")) {
    const label = document.createElement("label");
    const name = document.createElement("span");
    name.textContent = control.label;
    const slider = document.createElement("input");
    Object.assign(slider, { type: "range", min: control.low, max: control.high, step: control.step });
    slider.value = control.value;
    const level = document.createElement("output");
    const figures = new Intl.NumberFormat(control.language);
    const tell = () => { level.textContent = `${figures.format(slider.valueAsNumber)} ${control.unit}`; };
    slider.addEventListener("input", tell);
    slider.addEventListener("change", () => {
      const levels = moved();
      if (slider.valueAsNumber === Number(control.value)) delete levels[control.key];
      else levels[control.key] = control.factor === 1 ? slider.value : `${slider.value}/${control.factor}`;
      answer.setAttribute("aria-busy", "true");
      model.set("moved", levels);
      model.save_changes();
    });
    form.addEventListener("reset", () => { slider.value = control.value; tell(); });
    tell();
    label.append(name, slider, level);
    form.append(label);
  }

  const reset = document.createElement("button");
  reset.type = "button";
  reset.textContent = texts.reset;
  reset.addEventListener("click", () => {
    for (const slider of form.querySelectorAll("input")) slider.value = slider.defaultValue;
    form.dispatchEvent(new Event("reset"));
    model.set("moved", {});
    model.save_changes();
  });
  form.append(reset);

  const answer = document.createElement("div");
  answer.className = "mcda-answer";
  answer.setAttribute("aria-live", "polite");
  const show = () => { answer.innerHTML = model.get("shown"); answer.removeAttribute("aria-busy"); };
  model.on("change:shown", show);
  show();
  el.append(form, answer);
}
export default { render };
