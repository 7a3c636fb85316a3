/* The choices of a prediction. One choice counts; the buttons stay where the keyboard left them. */
function render({ model, el }) {
  const make = (tag, attributes, html = "") => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.innerHTML = html; // written by the course, escaped by it
    return made;
  };
  const question = make("p", { id: `rn-${crypto.randomUUID()}` }, `<strong>Predict first.</strong> ${model.get("question")}`);
  const choices = make("div", { role: "group", "aria-labelledby": question.id, class: "rn-choices" });
  const answer = make("p", { role: "status", class: "rn-answer" });
  const desk = make("section", { class: "rn-desk rn-prediction", "aria-label": "prediction" });
  const buttons = model.get("choices").map((choice) => {
    const button = make("button", { type: "button" }, '<span aria-hidden="true"></span>');
    button.append(choice);
    button.addEventListener("click", () => {
      if (!model.get("answer").guess) model.send({ guess: choice });
    });
    return [choice, button];
  });

  function draw() {
    const { guess, said } = model.get("answer");
    for (const [choice, button] of buttons) {
      if (!guess) continue;
      button.setAttribute("aria-pressed", String(choice === guess));
      button.setAttribute("aria-disabled", "true"); // not `disabled`, which would drop the focus
      button.firstChild.textContent = choice === guess ? "✓ " : "";
    }
    answer.innerHTML = said || "";
  }
  model.on("change:answer", draw);
  draw();

  choices.append(...buttons.map(([, button]) => button));
  desk.append(question, choices, answer);
  el.append(desk);
  return () => model.off("change:answer", draw);
}

export default { render };
