// The module tree: rows of an SVG, the learner's on the left, torch's on the right, the difference between them.
// A row is an element that stays while the state changes, so that the focus on it stays too.

const SVG = "http://www.w3.org/2000/svg";
const ROW = 26;
const INDENT = 18;
const LANE = 8;
const NARROW = 600;
const SIGNS = {
  module: { sort: "module" },
  parameter: { sort: "parameter" },
  frozen: { sort: "parameter", dim: true },
  None: { sort: "parameter", empty: true },
  buffer: { sort: "buffer" },
  "plain attribute": { sort: "attribute" },
};

function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function html(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** The sign of a node at (x, y): what it is, by its shape. */
function glyph(side, x, y) {
  const form = `rn-glyph rn-${side.sort}${side.dim ? " rn-dim" : ""}${side.empty ? " rn-empty" : ""}`;
  if (side.sort === "module") return svg("rect", { class: form, x: x - 5, y: y - 5, width: 10, height: 10, rx: 2 });
  if (side.sort === "attribute") return svg("path", { class: form, d: `M${x - 5},${y + 5}h10l-5,-10z` });
  const circle = svg("circle", { class: form, cx: x, cy: y, r: 4.5 });
  if (!side.dim) return circle;
  return svg("g", {}, circle, svg("line", { class: "rn-bar", x1: x - 3, x2: x + 3, y1: y, y2: y }));
}

/** How many letters parts take, with a gap after each. */
function letters(parts, gap) {
  return parts.reduce((sum, part) => sum + part.length + gap, 0);
}

/** The parts of a row's text that fit: the name always, the flags before the class or the shape; the details have all. */
function fitting(side, most, gap) {
  const parts = [side.name, side.what, ...side.flags].filter(Boolean);
  if (letters(parts, gap) - gap <= most) return parts;
  const kept = [side.name, ...side.flags];
  while (kept.length > 1 && letters(kept, gap) + 1 > most) kept.pop();
  const whole = kept.length === 1 && letters([side.name, side.what], gap) + 1 <= most;
  if (whole) return [side.name, side.what, "…"];
  if (letters(kept, gap) + 1 <= most) return [kept[0], "…", ...kept.slice(1)];
  return kept[0].length <= most ? kept : [`${kept[0].slice(0, Math.max(1, most - 1))}…`];
}

/** A lane for each line, so that no two of them lie over each other. */
function lanes(spans) {
  const ends = [];
  for (const span of [...spans].sort((a, b) => a.top - b.top)) {
    let lane = ends.findIndex((end) => end < span.top);
    if (lane < 0) lane = ends.length;
    ends[lane] = span.bottom;
    span.lane = lane;
  }
  return ends.length;
}

class Tree {
  constructor(model, el) {
    this.model = model;
    this.folded = new Map(); // by key: what a person folded or unfolded
    this.elements = new Map(); // by key: the row's element
    this.active = null;
    this.visited = false; // whether a person has been on a row
    this.drawing = svg("svg", { role: "tree", class: "rn-tree" });
    this.under = svg("g", { "aria-hidden": "true" });
    this.over = svg("g", { "aria-hidden": "true", class: "rn-over" });
    this.drawing.append(this.under, this.over);
    this.title = html("code", { class: "rn-name" });
    this.says = html("span", { class: "rn-says" });
    this.next = this.button("Next difference", () => this.toNext());
    this.all = this.button("Fold", () => this.foldAll());
    this.details = html("section", { class: "rn-details" });
    this.said = html("span", { class: "rn-unseen", role: "status" });
    const signs = Object.entries(SIGNS).map(([said, side]) => {
      return html("span", {}, svg("svg", { width: 14, height: 14, "aria-hidden": "true" }, glyph(side, 7, 7)), said);
    });
    const head = html("div", { class: "rn-head" }, this.title, this.says, html("span", { class: "rn-buttons" }, this.next, this.all));
    this.root = html("div", { class: "rn-desk rn-module-tree", "data-lm-suppress-shortcuts": "true" });
    this.scroll = html("div", { class: "rn-scroll" }, this.drawing); // so that the details stay in sight
    this.root.append(head, this.scroll, html("div", { class: "rn-signs" }, ...signs), this.details, this.said);
    this.drawing.addEventListener("keydown", (event) => this.key(event));
    this.drawing.addEventListener("focusin", (event) => this.focused(event.target.getAttribute("data-key")));
    el.append(this.root);
    this.update();
  }

  button(text, action) {
    const made = html("button", { type: "button" }, text);
    made.addEventListener("click", action);
    return made;
  }

  update() {
    const before = this.state;
    this.state = this.model.get("state");
    if (before && (before.says !== this.state.says || before.rows.length !== this.state.rows.length)) {
      this.said.textContent = `${this.state.name}: ${this.state.says}`;
    }
    this.draw();
  }

  isOpen(row) {
    return this.folded.has(row.key) ? this.folded.get(row.key) : row.open;
  }

  /** The rows that no folded row hides. */
  visible() {
    const hidden = new Set();
    return this.state.rows.filter((row) => {
      const shown = row.parent === "" || !hidden.has(row.parent);
      if (!shown || (row.children && !this.isOpen(row))) hidden.add(row.key);
      return shown;
    });
  }

  draw() {
    const { rows, paired } = this.state;
    const focused = this.drawing.contains(document.activeElement);
    this.width = Math.max(280, this.scroll.clientWidth);
    this.narrow = this.width < NARROW;
    this.drawing.classList.toggle("rn-narrow", this.narrow);
    this.gutter = paired ? (this.narrow ? 26 : 112) : 0;
    this.column = paired ? Math.floor((this.width - this.gutter) / 2) : this.width;
    this.shown = this.visible();
    this.at = new Map(this.shown.map((row, i) => [row.key, i]));
    this.head();
    if (!this.at.has(this.active)) this.active = this.nearest();
    const height = (this.shown.length + (paired ? 1 : 0)) * ROW;
    this.drawing.setAttribute("viewBox", `0 0 ${this.width} ${height}`);
    this.drawing.setAttribute("width", this.width);
    this.drawing.setAttribute("height", height);
    this.under.replaceChildren();
    this.over.replaceChildren();
    if (paired) this.columns();
    const sides = paired ? ["yours", "torch"] : ["yours"];
    const spans = Object.fromEntries(sides.map((side) => [side, this.spans(side)]));
    this.room = Object.fromEntries(sides.map((side) => [side, spans[side].lanes ? spans[side].lanes * LANE + 14 : 4]));
    this.ends = { yours: new Map(), torch: new Map() }; // where the text of a row ends
    this.measure();
    this.order(this.shown.map((row) => this.row(row)));
    for (const side of sides) this.edges(side);
    for (const side of sides) this.lines(side, spans[side]);
    if (focused && rows.length) this.elements.get(this.active)?.focus({ preventScroll: true });
    this.tell();
  }

  head() {
    const { name, says, agrees, rows } = this.state;
    const marked = rows.some((row) => row.marks.length);
    this.title.textContent = name;
    this.says.textContent = `${agrees ? "✓ " : marked ? "≠ " : ""}${says}`;
    this.says.className = `rn-says${agrees ? " rn-agrees" : marked ? " rn-unlike" : ""}`;
    this.next.hidden = !marked;
    this.all.hidden = rows.length < 2;
    this.all.textContent = this.someOpen() ? "Fold" : "Unfold";
    const beside = this.state.paired ? ", yours beside torch's" : "";
    this.drawing.setAttribute("aria-label", `${name}${beside}: ${says}`);
    this.root.querySelector(".rn-signs").hidden = rows.length === 0;
  }

  columns() {
    const right = this.column + this.gutter;
    this.under.append(
      svg("text", { class: "rn-world", x: 18, y: ROW / 2 }, "yours"),
      svg("text", { class: "rn-world", x: right + 8, y: ROW / 2 }, "torch's"),
      svg("line", { class: "rn-rule", x1: 0, x2: this.width, y1: ROW - 2, y2: ROW - 2 }),
    );
  }

  y(row) {
    return (this.at.get(row.key) + (this.state.paired ? 1 : 0)) * ROW + ROW / 2;
  }

  x(row, side) {
    const left = side === "yours" ? 22 : this.column + this.gutter + 12;
    return left + (row.level - 1) * (this.narrow ? INDENT - 6 : INDENT);
  }

  measure() {
    const probe = svg("text", { class: "rn-what" }, "0".repeat(20));
    this.under.append(probe);
    this.letter = probe.getComputedTextLength() / 20 || 7.8;
    probe.remove();
  }

  /** One row's element, made once and filled anew. */
  row(row) {
    let element = this.elements.get(row.key);
    if (!element) {
      element = svg("g", { role: "treeitem" });
      element.addEventListener("click", (event) => this.click(event, row.key));
      this.elements.set(row.key, element);
    }
    const chosen = row.key === this.active;
    const attributes = {
      "aria-label": row.label,
      "aria-level": row.level,
      "aria-posinset": row.place,
      "aria-setsize": row.of,
      "aria-selected": chosen,
      "data-key": row.key,
      tabindex: chosen ? 0 : -1,
    };
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    if (row.children) element.setAttribute("aria-expanded", this.isOpen(row));
    else element.removeAttribute("aria-expanded");
    const y = this.y(row);
    const ground = svg("rect", { class: "rn-ground", x: 1, y: y - ROW / 2 + 1, width: this.width - 2, height: ROW - 2, rx: 3 });
    const parts = [ground];
    if (row.children) parts.push(svg("path", { class: "rn-twist", d: this.isOpen(row) ? `M3,${y - 3}l4,6l4,-6z` : `M4,${y - 4}l6,4l-6,4z` }));
    for (const side of Object.keys(this.room)) parts.push(...this.half(row, side, y));
    if (this.gutter) parts.push(...this.mark(row, y));
    element.replaceChildren(...parts);
    return element;
  }

  half(row, side, y) {
    const node = row[side];
    const x = this.x(row, side);
    if (!node) return this.narrow ? [this.absent(row, side, x, y)] : [];
    const end = (side === "yours" ? this.column : this.width) - this.room[side];
    const gap = this.narrow ? 1 : 2;
    const most = Math.floor((end - x - 12) / this.letter) - (node.trouble ? gap + 1 : 0);
    const [name, ...rest] = fitting(node, most, gap);
    const taken = letters([name, ...rest], gap) + (node.trouble ? gap + 1 : 0);
    this.ends[side].set(row.key, Math.min(end, x + 14 + taken * this.letter));
    const text = svg("text", { x: x + 12, y, class: `rn-what${node.dim ? " rn-dim" : ""}`, "aria-hidden": "true" });
    text.append(svg("tspan", { class: "rn-node" }, name));
    for (const part of rest) text.append(svg("tspan", { class: "rn-more", dx: gap * this.letter }, part));
    if (node.trouble) text.append(svg("tspan", { class: "rn-trouble", dx: gap * this.letter }, "!"));
    return [glyph(node, x, y), text];
  }

  /** Where a row has nothing on this side and no room for the word in the middle. */
  absent(row, side, x, y) {
    const word = side === "yours" ? "missing" : "extra";
    return svg("text", { class: "rn-absent", x: x + 12, y, "aria-hidden": "true" }, row.marks.some((m) => m[0] === word) ? word : "");
  }

  mark(row, y) {
    const inside = row.below && !this.isOpen(row) ? [["inside", "≠", ""]] : [];
    const [first, ...more] = [...row.marks, ...inside];
    if (!first) return [];
    const said = this.narrow ? first[1] : `${first[1]} ${first[0]}${more.length ? ` +${more.length}` : ""}`;
    const text = svg("text", { class: "rn-mark", x: this.column + this.gutter / 2, y, "aria-hidden": "true" }, said);
    return [text];
  }

  edges(side) {
    for (const parent of this.shown) {
      const children = this.shown.filter((row) => row.parent === parent.key && row[side]);
      if (!parent[side] || !children.length) continue;
      const x = this.x(parent, side) + 0.5;
      const twigs = children.map((row) => `M${x},${this.y(row) + 0.5}H${this.x(row, side) - 7}`);
      const trunk = `M${x},${this.y(parent) + 6}V${this.y(children[children.length - 1]) + 0.5}`;
      this.over.append(svg("path", { class: "rn-edge", d: trunk + twigs.join("") }));
    }
  }

  /** From where to where the lines go that join one object's places, each in a lane of its own. */
  spans(side) {
    const rows = new Map(this.state.rows.map((row) => [row.key, row]));
    const seen = (key) => {
      while (!this.at.has(key)) key = rows.get(key).parent;
      return this.shown[this.at.get(key)];
    };
    const spans = this.state.links
      .filter((link) => link.side === side)
      .map((link) => [seen(link.from), seen(link.to)].sort((a, b) => this.y(a) - this.y(b)))
      .filter(([upper, lower]) => upper !== lower)
      .map((ends) => ({ ends, top: this.y(ends[0]), bottom: this.y(ends[1]) }));
    spans.lanes = Math.min(lanes(spans), 4);
    return spans;
  }

  lines(side, spans) {
    const end = side === "yours" ? this.column : this.width;
    for (const { ends, top, bottom, lane } of spans) {
      const x = end - 5.5 - (lane % 4) * LANE;
      const [upper, lower] = ends.map((row) => this.ends[side].get(row.key) ?? x - LANE);
      this.over.append(svg("path", { class: "rn-shared", d: `M${upper},${top + 0.5}H${x}V${bottom + 0.5}H${lower}` }));
      this.over.append(svg("circle", { class: "rn-shared-end", cx: upper, cy: top + 0.5, r: 2.5 }));
      this.over.append(svg("circle", { class: "rn-shared-end", cx: lower, cy: bottom + 0.5, r: 2.5 }));
    }
  }

  /** Put the rows' elements in order, moving no element that stands right: a moved one would lose the focus. */
  order(elements) {
    const wanted = new Set(elements);
    for (const [key, element] of this.elements) {
      if (wanted.has(element)) continue;
      element.remove();
      this.elements.delete(key);
    }
    let after = this.under;
    for (const element of elements) {
      if (after.nextSibling !== element) after.after(element);
      after = element;
    }
  }

  nearest() {
    if (!this.shown.length) return null;
    const parents = (this.active || "").split(".");
    while (parents.pop() && parents.length) if (this.at.has(parents.join("."))) return parents.join(".");
    return this.shown[0].key;
  }

  current() {
    return this.state.rows.find((row) => row.key === this.active);
  }

  choose(key, focus = true) {
    this.active = key;
    for (let row = this.current(); row && row.parent; ) {
      row = this.state.rows.find((other) => other.key === row.parent);
      if (!this.isOpen(row)) this.folded.set(row.key, true);
    }
    this.draw();
    if (!focus) return;
    const element = this.elements.get(key);
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "nearest" });
  }

  /** The focus may come by other ways than the keys below: a screen reader puts it where its user is. */
  focused(key) {
    this.visited = true;
    if (key && key !== this.active) this.choose(key, false);
  }

  fold(row, open) {
    this.folded.set(row.key, open);
    this.choose(row.key);
  }

  someOpen() {
    return this.state.rows.some((row) => row.children && row.level > 1 && this.isOpen(row)) || !this.state.rows.some((row) => row.children && row.level > 1);
  }

  foldAll() {
    const open = !this.someOpen();
    for (const row of this.state.rows) if (row.children && row.level > 1) this.folded.set(row.key, open);
    this.draw();
  }

  toNext() {
    const { rows } = this.state;
    const from = this.visited ? rows.findIndex((row) => row.key === this.active) : -1;
    const order = [...rows.slice(from + 1), ...rows.slice(0, from + 1)];
    const found = order.find((row) => row.marks.length);
    if (found) this.choose(found.key);
  }

  click(event, key) {
    const row = this.state.rows.find((other) => other.key === key);
    if (row.children && event.target.classList.contains("rn-twist")) this.fold(row, !this.isOpen(row));
    else this.choose(key);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.shown.length) return;
    const row = this.current();
    const at = this.at.get(row.key);
    const go = (to) => to && this.choose(to.key);
    const actions = {
      ArrowDown: () => go(this.shown[at + 1]),
      ArrowUp: () => go(this.shown[at - 1]),
      Home: () => go(this.shown[0]),
      End: () => go(this.shown[this.shown.length - 1]),
      ArrowRight: () => (row.children && !this.isOpen(row) ? this.fold(row, true) : row.children && go(this.shown[at + 1])),
      ArrowLeft: () => (row.children && this.isOpen(row) ? this.fold(row, false) : go(this.shown[this.at.get(row.parent)])),
      Enter: () => row.children && this.fold(row, !this.isOpen(row)),
      " ": () => this.choose(row.key),
    };
    const typed = event.key.length === 1 && event.key !== " ";
    if (typed) go([...this.shown.slice(at + 1), ...this.shown.slice(0, at)].find((other) => this.named(other, event.key)));
    else if (actions[event.key]) actions[event.key]();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  named(row, letter) {
    return (row.yours || row.torch).name.toLowerCase().startsWith(letter.toLowerCase());
  }

  /** The details of the chosen row. */
  tell() {
    const row = this.current();
    this.details.replaceChildren();
    this.details.hidden = !row;
    if (!row) return;
    const path = row.key === "." ? this.state.name : `${this.state.name}.${row.path}`;
    this.details.setAttribute("aria-label", `details of ${path}`);
    this.details.append(html("p", { class: "rn-path" }, html("code", {}, path)));
    for (const [word, sign, says] of row.marks) {
      this.details.append(html("p", { class: "rn-unlike" }, html("span", { "aria-hidden": "true" }, `${sign} `), `${word}: ${says}`));
    }
    const worlds = this.state.paired ? ["yours", "torch's"] : [this.state.whose];
    const head = html("tr", {}, html("td"), ...worlds.map((world) => html("th", { scope: "col" }, world)));
    const body = row.facts.map(([name, yours, torch, unlike]) => {
      const cells = (this.state.paired ? [yours, torch] : [yours]).map((text) => html("td", {}, html("code", {}, text || "·")));
      const sign = unlike ? "≠ " : "";
      return html("tr", unlike ? { class: "rn-unlike" } : {}, html("th", { scope: "row" }, sign + name), ...cells);
    });
    this.details.append(html("table", {}, html("thead", {}, head), html("tbody", {}, ...body)));
  }
}

function render({ model, el }) {
  const tree = new Tree(model, el);
  const view = Math.random().toString(36).slice(2);
  const changed = () => tree.update();
  const sized = new ResizeObserver(() => {
    const width = tree.scroll.clientWidth;
    if (width && Math.max(280, width) !== tree.width) tree.draw();
  });
  model.on("change:state", changed);
  sized.observe(tree.scroll);
  model.send({ view, is: "shown" });
  return () => {
    model.off("change:state", changed);
    sized.disconnect();
    model.send({ view, is: "gone" });
  };
}

export default { render };
