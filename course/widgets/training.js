// The training view: two loss curves over each other, a progress bar, a stop button, and predictions as pictures.
// torch's curve is a tube and yours a dashed line, which runs inside the tube where they agree.

const SVG = "http://www.w3.org/2000/svg";
const HEIGHT = 240;
const LEFT = 52;
const BOTTOM = 28;

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function shape(tag, attributes, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function ticks(low, high) {
  const rough = (high - low) / 4 || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough);
  const found = [];
  for (let at = Math.ceil(low / step) * step; at <= high + step / 1e6; at += step) found.push(Number(at.toPrecision(6)));
  return found;
}

function powers(low, high) {
  const found = [];
  for (let n = Math.floor(Math.log10(low)); n <= Math.ceil(Math.log10(high)); n++) {
    for (const part of [1, 2, 5]) {
      const at = part * 10 ** n;
      if (at >= low && at <= high) found.push(Number(at.toPrecision(3)));
    }
  }
  return found.length > 6 ? found.filter((at) => /^[0.]*1[0]*$/.test(String(at))) : found;
}

function chart(view, width, log) {
  const drawn = shape("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, role: "img" });
  drawn.setAttribute("aria-label", `loss curves of ${view.worlds.join(" and ")}. ${view.difference}`);
  const points = Object.values(view.curves).flat();
  const losses = points.map(([, loss]) => loss).filter((loss) => loss !== null && (!log || loss > 0));
  const steps = Math.max(2, ...points.map(([step]) => step));
  let low = log ? Math.min(...losses) : Math.min(0, ...losses);
  let high = Math.max(...losses);
  if (!losses.length) [low, high] = log ? [0.1, 1] : [0, 1];
  if (low === high) high = low + (Math.abs(low) || 1);
  const scale = log ? Math.log10 : (v) => v;
  const x = (step) => LEFT + ((width - LEFT - 10) * (step - 1)) / (steps - 1);
  const y = (loss) => 8 + (HEIGHT - BOTTOM - 8) * (1 - (scale(loss) - scale(low)) / (scale(high) - scale(low)));
  for (const at of log ? powers(low, high) : ticks(low, high)) {
    drawn.append(shape("line", { class: "rn-rule", x1: LEFT, x2: width - 10, y1: y(at), y2: y(at) }));
    drawn.append(shape("text", { x: LEFT - 6, y: y(at) + 4, "text-anchor": "end" }, String(at)));
  }
  for (const at of ticks(1, steps).filter((at) => Number.isInteger(at) && at >= 1)) {
    drawn.append(shape("text", { x: x(at), y: HEIGHT - 10, "text-anchor": "middle" }, String(at)));
  }
  drawn.append(shape("text", { x: LEFT, y: HEIGHT - 10, "text-anchor": "end", dx: "-6" }, "step"));
  drawn.append(shape("path", { class: "rn-axis", d: `M${LEFT},8 V${HEIGHT - BOTTOM} H${width - 10}` }));
  for (const world of view.worlds) {
    let pen = "M";
    let path = "";
    for (const [step, loss] of view.curves[world]) {
      if (loss === null || (log && loss <= 0)) {
        pen = "M";
        continue;
      }
      path += `${pen}${x(step).toFixed(1)},${y(loss).toFixed(1)}`;
      pen = "L";
    }
    drawn.append(...curve(world, path || "M0,0"));
  }
  return drawn;
}

function curve(world, d) {
  const line = shape("path", { class: `rn-curve rn-${world}`, d });
  return world === "torch" ? [line, shape("path", { class: "rn-curve rn-inside", d })] : [line];
}

function legend(view) {
  return view.worlds.map((world) => {
    const swatch = shape("svg", { viewBox: "0 0 34 10", width: 34, height: 10, "aria-hidden": "true" });
    swatch.append(...curve(world, "M2,5 H32"));
    const last = element("span", { class: "rn-number" }, view.last[world] ?? "none yet");
    const right = view.right[world] ? `, ${view.right[world]}` : "";
    return element("span", { class: "rn-legend" }, swatch, ` ${world}: loss `, last, right);
  });
}

function picture({ pixels, label, said }) {
  const yours = said.yours ?? Object.values(said)[0];
  const right = yours === label;
  const canvas = element("canvas", { width: pixels[0].length, height: pixels.length, role: "img" });
  const words = right ? `${yours}, right` : `${yours}, wrong: it is a ${label}`;
  canvas.setAttribute("aria-label", `a handwritten ${label}`);
  const ink = canvas.getContext("2d");
  const image = ink.createImageData(canvas.width, canvas.height);
  pixels.flat().forEach((value, at) => {
    const shade = 255 - Math.round(255 * Math.max(0, Math.min(1, value)));
    image.data.set([shade, shade, shade, 255], 4 * at);
  });
  ink.putImageData(image, 0, 0);
  const glyph = element("span", { "aria-hidden": "true" }, right ? `✓ ${yours}` : `✗ ${yours}, is ${label}`);
  const caption = element("span", { class: right ? "rn-right" : "rn-wrong" }, glyph);
  caption.append(element("span", { class: "rn-unseen" }, `yours says ${words}`));
  const made = element("li", {}, canvas, caption);
  if (said.torch !== undefined && said.yours !== undefined && said.torch !== said.yours) {
    made.append(element("span", { class: "rn-wrong" }, `≠ torch: ${said.torch}`));
  }
  return made;
}

// `kept.focus` is the button that had the focus when the view was drawn anew, as at the end of a training.
function render({ model, el }, kept) {
  const bar = element("div", { class: "rn-bar", role: "progressbar", "aria-label": "epochs", "aria-valuemin": 0 });
  const filled = element("div");
  bar.append(filled);
  const meter = element("span", { class: "rn-meter" });
  const stop = element("button", { type: "button", "data-action": "stop" }, "Stop");
  const log = element("button", { type: "button", "aria-pressed": "false", "data-action": "log" }, "log scale");
  const keys = element("div", { class: "rn-key" });
  const drawn = element("div", { class: "rn-chart" });
  const difference = element("p", { class: "rn-difference" });
  const heard = element("p", { class: "rn-unseen", role: "status", "aria-live": "polite" });
  const end = element("p", { class: "rn-end" });
  const notes = element("div", { class: "rn-notes" });
  const pictures = element("ul", { class: "rn-pictures", "aria-label": "predictions" });
  const head = element("div", { class: "rn-head" }, bar, meter, stop);
  const root = element("section", { class: "rn-desk rn-training", "aria-label": "training" });
  root.append(head, end, element("div", { class: "rn-keys" }, keys, log), drawn, difference, notes, pictures, heard);
  el.append(root);

  let asked = false;
  let quarter = -1;
  stop.addEventListener("click", () => {
    if (stop.getAttribute("aria-disabled") === "true") return;
    asked = true;
    model.send({ do: "stop" });
    update();
  });
  log.addEventListener("click", () => {
    log.setAttribute("aria-pressed", String(log.getAttribute("aria-pressed") !== "true"));
    draw();
  });

  function draw() {
    const width = Math.max(280, Math.min(860, Math.floor(drawn.clientWidth || 600)));
    drawn.replaceChildren(chart(model.get("view"), width, log.getAttribute("aria-pressed") === "true"));
  }

  function update() {
    const view = model.get("view");
    const done = view.end !== "";
    bar.setAttribute("aria-valuemax", view.epochs);
    bar.setAttribute("aria-valuenow", view.epoch);
    bar.setAttribute("aria-valuetext", view.meter);
    filled.style.width = `${(100 * view.epoch) / view.epochs}%`;
    meter.textContent = view.meter;
    const words = done ? "Ended" : asked ? "Stopping after this step" : "Stop";
    if (stop.textContent !== words) stop.textContent = words;
    stop.setAttribute("aria-disabled", String(done || asked));
    stop.hidden = !view.stops;
    keys.replaceChildren(...legend(view));
    difference.textContent = view.difference;
    end.textContent = view.end || (view.stops ? "" : "To stop, interrupt the kernel.");
    notes.replaceChildren(
      ...Object.entries(view.notes).map(([world, note]) => element("pre", {}, `${world} ${note}`)),
    );
    // A screen reader hears of it four times and at the end, not ten times a second.
    const now = done ? 5 : Math.floor((4 * view.epoch) / view.epochs);
    if (now !== quarter) {
      quarter = now;
      const last = Object.entries(view.last).map(([world, loss]) => `${world} ${loss}`);
      heard.textContent = `${view.end || `epoch ${view.epoch} of ${view.epochs}.`} Loss: ${last.join(", ")}. ${view.difference}`;
    }
    draw();
  }

  function show() {
    pictures.replaceChildren(...model.get("pictures").map(picture));
  }

  const sized = new ResizeObserver(() => {
    draw();
    if (kept.focus && document.activeElement === document.body) {
      root.querySelector(`[data-action="${kept.focus}"]`)?.focus({ preventScroll: true });
    }
  });
  sized.observe(drawn);
  model.on("change:view", update);
  model.on("change:pictures", show);
  root.addEventListener("focusin", (event) => {
    kept.focus = event.target.dataset?.action;
  });
  root.addEventListener("focusout", () => {
    setTimeout(() => {
      if (root.isConnected && !root.contains(document.activeElement)) kept.focus = undefined;
    });
  });
  update();
  show();
  return () => {
    sized.disconnect();
    model.off("change:view", update);
    model.off("change:pictures", show);
  };
}

// Called once for a widget, which may be drawn more than once.
export default () => {
  const kept = {};
  return { render: (view) => render(view, kept) };
};
