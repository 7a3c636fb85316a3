// The timeline: one forward and one backward pass, played step by step; one lane for each world, and the module tree.
// All steps come at once, and rows stay where they are: only their classes change, so the keyboard's focus stays too.

const PACE = 900;

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const hidden = (text) => element("span", { "aria-hidden": "true" }, text);
const unseen = (text) => element("span", { class: "rn-unseen" }, text);

function hook(cell) {
  if (!cell) return element("td", { class: "rn-nothing" }, hidden("—"), unseen("nothing"));
  const what = element("div", { class: "rn-what" }, hidden(cell.sign), " ");
  if (cell.hook) what.append(element("b", {}, element("code", {}, cell.hook)), " ");
  what.append(element("span", { class: "rn-kind" }, cell.kind));
  const made = element("td", { class: cell.hook ? "rn-own" : "" }, what, element("div", { class: "rn-place" }, cell.place));
  if (cell.does) made.append(element("div", { class: "rn-does" }, cell.does));
  return made;
}

function sign(step, words) {
  if (step.unlike) return element("td", { class: "rn-sign rn-unlike" }, hidden("≠"), words ? " differs" : unseen("differs"));
  if (!step.compared) return element("td", { class: "rn-sign" }, unseen("not compared"));
  return element("td", { class: "rn-sign" }, hidden("="), unseen("same"));
}

function lanes(view, rows) {
  const head = element("tr", {}, element("th", { scope: "col" }, "step"));
  for (const world of view.worlds) head.append(element("th", { scope: "col" }, world));
  head.append(element("th", { scope: "col" }, unseen("same in both worlds")));
  const bodies = [];
  let backward = null;
  view.steps.forEach((step, at) => {
    if (step.backward !== backward) {
      backward = step.backward;
      const name = element("th", { scope: "rowgroup", colspan: view.worlds.length + 2 }, backward ? "backward" : "forward");
      bodies.push(element("tbody", {}, element("tr", { class: "rn-pass" }, name)));
    }
    const row = element("tr", {}, element("th", { scope: "row" }, String(at + 1)));
    for (const world of view.worlds) row.append(hook(step.cells[world]));
    row.append(sign(step));
    rows.push(row);
    bodies.at(-1).append(row);
  });
  const caption = element("caption", { class: "rn-unseen" }, "Hooks in the order in which they fire");
  return element("table", {}, caption, element("thead", {}, head), ...bodies);
}

// What one world's hook was given and did, at the step that is shown.
function now(world, cell, step) {
  const made = element("div", { class: `rn-now rn-${world}` }, element("p", { class: "rn-world" }, world));
  if (!cell) {
    made.append(element("p", {}, step.idle[world]));
    return made;
  }
  made.append(element("p", {}, cell.told));
  const list = element("dl");
  for (const [name, said] of cell.values) list.append(element("div", {}, element("dt", {}, name), element("dd", {}, said)));
  if (cell.does) list.append(element("div", {}, element("dt", {}, "so it"), element("dd", {}, cell.does)));
  made.append(list);
  return made;
}

function render({ model, el }, kept) {
  const view = model.get("view");
  const last = view.steps.length;
  const rows = [];
  const button = (action, words, does) => {
    const made = element("button", { type: "button", "data-action": action }, words);
    made.addEventListener("click", does);
    return made;
  };
  const back = button("back", "Back", () => go(kept.step - 1));
  const play = button("play", "Play", () => (playing ? stop() : start()));
  const next = button("next", "Next", () => go(kept.step + 1));
  const slider = element("input", { type: "range", min: 1, max: Math.max(1, last), step: 1, "aria-label": "step", "data-action": "step" });
  const count = element("span", { class: "rn-count" });
  const head = element("div", { class: "rn-head", role: "group", "aria-label": "play" }, back, play, next, slider, count);
  const difference = element("p", { class: "rn-difference" }, view.difference);
  if (view.first >= 0) {
    difference.classList.add("rn-unlike");
    difference.append(" ", button("first", "Show it", () => go(view.first + 1)));
  }
  const notes = view.notes.map((note) => element("p", { class: "rn-note" }, note));
  const tree = element("ul", { class: "rn-modules", "aria-label": "modules" });
  const modules = new Map();
  for (const { path, name, kind, depth } of view.modules) {
    const line = element("li", { style: `--rn-depth: ${depth}` }, element("code", {}, name), ` ${kind}`);
    modules.set(path, line);
    tree.append(line);
  }
  const table = element("div", { class: "rn-lanes", tabindex: "0", role: "region", "aria-label": "hooks, step by step" });
  const detail = element("div", { class: "rn-detail" });
  const heard = element("p", { class: "rn-unseen", role: "status", "aria-live": "polite" });
  const root = element("section", { class: "rn-desk rn-timeline", "aria-label": "timeline", "data-lm-suppress-shortcuts": "true" });
  const legend = element("p", { class: "rn-legend" }, "In bold: a hook of yours. The others only look: one of each kind on each module.");
  if (last) table.append(lanes(view, rows));
  const stage = last ? [element("div", { class: "rn-stage" }, tree, table), legend, detail] : [element("p", {}, "No hook fires.")];
  root.append(head, difference, ...notes, ...stage, heard);
  el.append(root);

  let playing = 0;
  let shown = -1;

  function start() {
    if (kept.step >= last) go(1);
    playing = setInterval(() => (kept.step < last ? go(kept.step + 1, true) : stop()), PACE);
    play.textContent = "Pause";
  }

  function stop() {
    clearInterval(playing);
    playing = 0;
    play.textContent = "Play";
    if (shown >= 0) say();
  }

  function go(step, played = false) {
    if (playing && !played) stop();
    kept.step = Math.max(1, Math.min(last, step));
    update();
    if (!played) say();
  }

  // A screen reader hears of a step that a person goes to, and of the one at which playing ends.
  function say() {
    if (!last) return;
    const step = view.steps[kept.step - 1];
    const cells = Object.entries(step.cells).map(([world, cell]) => `${world} ${cell ? cell.told : step.idle[world]}.`);
    heard.textContent = `step ${kept.step} of ${last}: ${cells.join(" ")} ${step.unlike ? "They differ." : ""}`;
  }

  function update() {
    for (const [button, off] of [[back, kept.step <= 1], [next, kept.step >= last]]) button.setAttribute("aria-disabled", String(off));
    slider.value = kept.step;
    if (!last) return;
    const step = view.steps[kept.step - 1];
    const cell = Object.values(step.cells).find(Boolean);
    count.textContent = `step ${kept.step} of ${last}`;
    slider.setAttribute("aria-valuetext", `${kept.step} of ${last}, ${cell.told}`);
    rows.forEach((row, at) => {
      row.className = at + 1 === kept.step ? "rn-current" : at + 1 > kept.step ? "rn-later" : "";
      if (at + 1 === kept.step) row.setAttribute("aria-current", "step");
      else row.removeAttribute("aria-current");
    });
    for (const [path, line] of modules) {
      const here = path === step.path;
      line.className = here ? "rn-here" : "";
      if (here) line.setAttribute("aria-current", "true");
      else line.removeAttribute("aria-current");
    }
    detail.replaceChildren(...view.worlds.map((world) => now(world, step.cells[world], step)));
    if (step.unlike) detail.append(element("p", { class: "rn-unlike" }, hidden("≠ "), step.unlike));
    if (shown !== kept.step) bring(rows[kept.step - 1], table);
    const here = modules.get(step.path);
    if (here) bring(here, tree);
    shown = kept.step;
  }

  slider.addEventListener("input", () => go(Number(slider.value)));
  table.addEventListener("click", (event) => {
    const at = rows.indexOf(event.target.closest("tr"));
    if (at >= 0) go(at + 1);
  });
  // JupyterLab takes the arrows that nobody has answered, a slider's too, and moves to another cell.
  root.addEventListener("keydown", (event) => {
    if (!last || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const sideways = { ArrowLeft: kept.step - 1, ArrowRight: kept.step + 1 };
    const sliders = { ArrowDown: kept.step - 1, ArrowUp: kept.step + 1, Home: 1, End: last };
    const to = sideways[event.key] ?? (event.target === slider ? sliders[event.key] : undefined);
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    go(to);
  });
  root.addEventListener("focusin", (event) => {
    kept.focus = event.target.dataset?.action;
  });
  go(kept.step ?? 1, true);
  heard.textContent = "";
  return () => clearInterval(playing);
}

// Scroll inside a list alone, so that the page stays where it is.
function bring(line, list) {
  const [inner, outer] = [line.getBoundingClientRect(), list.getBoundingClientRect()];
  const top = list.querySelector("thead")?.getBoundingClientRect().height ?? 0;
  if (inner.top < outer.top + top) list.scrollTop -= outer.top + top - inner.top + 4;
  else if (inner.bottom > outer.bottom) list.scrollTop += inner.bottom - outer.bottom + 4;
}

// Called once for a widget, which may be drawn more than once: it stays at its step.
export default () => {
  const kept = {};
  return { render: (view) => render(view, kept) };
};
