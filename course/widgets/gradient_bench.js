// The gradient bench: a table with one row for a gradient's element, a bar and a number for each world.
// Buttons stay where they are while the table changes, so that the keyboard's focus stays too.

const SVG = "http://www.w3.org/2000/svg";
const GROUPS = [
  ["one large batch", ["backward"]],
  ["two small batches", ["first", "second"]],
  ["then", ["none", "zeros", "step", "reset"]],
];

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function shape(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

// A bar from the middle: to the right above zero, to the left below. The number beside it says the same.
function bar(cell, scale, world) {
  const drawn = shape("svg", { viewBox: "-100 0 200 18", preserveAspectRatio: "none", "aria-hidden": "true" });
  const at = (value) => Math.max(-98, Math.min(98, (98 * value) / scale));
  drawn.append(shape("line", { class: "rn-zero", x1: 0, x2: 0, y1: 0, y2: 18 }));
  if (cell.value === null) {
    drawn.append(shape("line", { class: "rn-none", x1: -96, x2: 96, y1: 9, y2: 9 }));
  } else {
    const x = at(cell.value);
    drawn.append(shape("rect", { class: `rn-bar rn-${world}`, x: Math.min(0, x), y: 3, width: Math.abs(x), height: 12 }));
  }
  drawn.append(shape("line", { class: "rn-mark", x1: at(cell.mark), x2: at(cell.mark), y1: 0, y2: 18 }));
  return drawn;
}

function tableOf(view) {
  const head = element("tr", {}, element("th", { scope: "col" }, "gradient"));
  for (const world of view.worlds) head.append(element("th", { scope: "col" }, world));
  head.append(element("th", { scope: "col" }, element("span", { class: "rn-unseen" }, "same in both worlds")));
  const bodies = [];
  for (const row of view.rows) {
    if (row.first) {
      const name = element("th", { scope: "rowgroup", colspan: view.worlds.length + 2 }, element("code", {}, row.parameter));
      name.append(element("span", { class: "rn-shape" }, ` ${row.shape}`));
      bodies.push(element("tbody", {}, element("tr", { class: "rn-first" }, name)));
    }
    const line = element("tr", row.same === false ? { class: "rn-unlike" } : {});
    line.append(element("th", { scope: "row" }, element("code", {}, row.element)));
    for (const world of view.worlds) {
      const cell = row.cells[world] ?? { text: "nothing", value: null, mark: 0 };
      const number = element("span", { class: cell.value === null ? "rn-number rn-is-none" : "rn-number" }, cell.text);
      line.append(element("td", {}, element("div", {}, bar(cell, view.scale, world), number)));
    }
    const sign = element("td", { class: "rn-sign" });
    if (row.same !== null) {
      const words = element("span", { class: row.same ? "rn-unseen" : "rn-differs" }, row.same ? "same" : " differs");
      sign.append(element("span", { "aria-hidden": "true" }, row.same ? "=" : "≠"), words);
    }
    line.append(sign);
    bodies.at(-1).append(line);
  }
  const caption = element("caption", { class: "rn-unseen" }, "Gradients as they are now, in each world");
  return element("table", {}, caption, element("thead", {}, head), ...bodies);
}

function render({ model, el }) {
  const table = element("div", { class: "rn-table", tabindex: "0", role: "region", "aria-label": "gradients" });
  const said = element("p", { class: "rn-said", role: "status", "aria-live": "polite" });
  const notes = element("div", { class: "rn-notes" });
  const log = element("div", { class: "rn-log" });
  const buttons = element("div", { class: "rn-buttons" });
  const actions = new Map(model.get("actions").map((action) => [action.name, action]));
  for (const [label, names] of GROUPS) {
    const group = element("div", { role: "group", "aria-label": label }, element("span", { "aria-hidden": "true" }, label));
    for (const name of names) {
      const { label: words, code } = actions.get(name);
      const button = element("button", { type: "button", title: code, "data-action": name }, words);
      button.addEventListener("click", () => model.send({ do: name }));
      group.append(button);
    }
    buttons.append(group);
  }

  function update() {
    const view = model.get("view");
    const at = [table.scrollLeft, table.scrollTop];
    table.replaceChildren(tableOf(view));
    if (view.left_out) table.append(element("p", {}, view.left_out));
    [table.scrollLeft, table.scrollTop] = at;
    const losses = Object.entries(view.loss).map(([world, loss]) => `${world} ${loss}`);
    said.textContent = view.said || "Every gradient is None. Press backward() to begin.";
    notes.replaceChildren(
      ...Object.entries(view.notes).map(([world, note]) => element("p", {}, element("b", {}, world), ` ${note}`)),
    );
    const lines = view.log.map((code) => element("li", {}, element("code", {}, code)));
    log.replaceChildren(element("p", {}, `loss of the large batch now: ${losses.join(", ")}`));
    if (lines.length) log.append(element("ol", { start: view.earlier + 1, "aria-label": "what was run" }, ...lines));
  }

  const key = element("p", { class: "rn-key" });
  const tick = shape("svg", { viewBox: "0 0 8 18", width: 8, height: 14, "aria-hidden": "true" });
  tick.append(shape("line", { class: "rn-mark", x1: 4, x2: 4, y1: 0, y2: 18 }));
  key.append(tick, " what one backward() of the large batch gives");
  const root = element("section", { class: "rn-desk rn-gradients", "aria-label": "gradient bench" });
  root.append(buttons, said, table, key, notes, log);
  el.append(root);
  update();
  model.on("change:view", update);
  return () => model.off("change:view", update);
}

export default { render };
