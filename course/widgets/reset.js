// The button of reset(): the document that is open is changed through its own model, never the file beneath it.

const NOTHING = "The starter stands there already.";

/** The notebook's shared model, where the front end is JupyterLab; undefined elsewhere. */
function documentOf(model) {
  return model.widget_manager?.context?.model?.sharedModel;
}

/** The answer's cell of an exercise: by its grade_id, which stays when cells are moved. */
function cellOf(notebook, exercise) {
  const id = `answer-${exercise.replace(".", "-")}`;
  return notebook.cells.find((cell) => cell.getMetadata("nbgrader")?.grade_id === id);
}

function element(name, attributes = {}, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...inside);
  return made;
}

/** What differs from the starter now: {exercise: text}. */
function changed(notebook, starters) {
  const texts = {};
  for (const [exercise, starter] of Object.entries(starters)) {
    const cell = cellOf(notebook, exercise);
    if (cell && cell.getSource() !== starter) texts[exercise] = cell.getSource();
  }
  return texts;
}

/** Put the starters in place of texts that are still what was kept; returns the exercises that were changed. */
function putBack(notebook, starters, kept) {
  const done = Object.keys(kept).filter((exercise) => cellOf(notebook, exercise)?.getSource() === kept[exercise]);
  for (const exercise of done) {
    const cell = cellOf(notebook, exercise);
    cell.transact(() => cell.setSource(starters[exercise]));
  }
  return done;
}

function named(exercises) {
  return exercises.length > 3 ? `${exercises.length} answers` : exercises.join(", ");
}

function byHand(starters) {
  const parts = Object.entries(starters).map(([exercise, text]) =>
    element("div", {}, element("p", {}, exercise), element("pre", { tabindex: "0" }, text)));
  const said = "This editor does not let the course change a cell. Put this in the place of your answer:";
  return [element("p", {}, said), ...parts];
}

function render({ model, el }) {
  const starters = model.get("starters");
  const exercises = Object.keys(starters);
  const notebook = documentOf(model);
  const root = element("section", { class: "rn-desk rn-reset", "aria-label": `reset ${named(exercises)}` });
  el.append(root);
  if (!notebook) {
    root.append(...byHand(starters));
    return undefined;
  }
  const one = exercises.length === 1;
  const what = one ? `the starter of ${exercises[0]}` : `all ${exercises.length} starters`;
  const button = element("button", { type: "button" }, `Put ${what} back`);
  const status = element("p", { role: "status" });
  root.append(button, element("p", {}, "What stands there now is kept in a file first."), status);

  let waiting = false; // a second view of the same button hears the kernel's answer, too
  button.addEventListener("click", () => {
    const missing = exercises.filter((exercise) => !cellOf(notebook, exercise));
    const texts = changed(notebook, starters);
    if (missing.length) {
      status.textContent = `This notebook has no answer cell of ${named(missing)}. Nothing was changed.`;
    } else if (!Object.keys(texts).length) {
      status.textContent = NOTHING;
    } else {
      status.textContent = "Waiting for the kernel to keep your text ...";
      waiting = true;
      model.send({ kind: "keep", texts });
    }
  });

  const answered = (message) => {
    if (!waiting) return;
    waiting = false;
    if (message.kind === "refused") status.textContent = `Nothing was changed: ${message.why}.`;
    if (message.kind !== "kept") return;
    const done = putBack(notebook, starters, message.texts);
    const left = Object.keys(message.texts).filter((exercise) => !done.includes(exercise));
    const more = left.length ? ` You went on writing in ${named(left)}, which stays as it is.` : "";
    const said = done.length ? `The starter of ${named(done)} is back.` : "Nothing was changed.";
    status.textContent = `${said} Your text is in ${message.file}.${more} Run the cell to use what stands there now.`;
    if (done.length) model.send({ kind: "done", exercises: done });
  };
  model.on("msg:custom", answered);
  return () => model.off("msg:custom", answered);
}

export default { render };
