/* What a person sees of an element's text and marks, computed from what is painted at its place.

   audit(root) opens what is folded, and returns a list of {what, where, has, wants}: text below 4.5:1, marks below 3:1, a
   colour with a meaning and no word near it, a control without a name, something that moves.  ring(element) measures the
   focus ring of the focused element.

   A decoration says so by its colour: --rn-hair, --rn-chosen and --rn-ground are never measured as marks. */
(() => {
  const TEXT = 4.5, MARK = 3;
  const CONTROLS = 'button, input, select, textarea, summary, a[href], [tabindex], [contenteditable=true], ' +
    '[role=button], [role=slider], [role=treeitem], [role=tab], [role=checkbox], [role=radio], [role=option], [role=link]';
  const FRAMED = 'button, input:not([type=range]):not([type=checkbox]):not([type=radio]), select, textarea';
  const SHAPES = 'line, path, polyline, polygon, circle, ellipse, rect';
  const MEANING = ['good', 'bad', 'warn', 'accent', 'torch', 'yours'];
  const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true });

  const parsed = new Map();
  function colour(text) {
    if (!parsed.has(text)) parsed.set(text, parse(text));
    return parsed.get(text);
  }
  function parse(text) {
    if (!text || text === 'none' || text === 'transparent') return [0, 0, 0, 0];
    const numbers = (text.match(/-?[\d.]+(?:e-?\d+)?/g) || []).map(Number);
    if (/^rgba?\(/.test(text)) return [...numbers.slice(0, 3).map((n) => n / 255), numbers[3] ?? 1];
    if (/^color\(srgb /.test(text)) return [...numbers.slice(0, 3), numbers[3] ?? 1];
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = text;
    pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data].map((n) => n / 255);
  }
  const faded = ([r, g, b, a], by) => [r, g, b, a * by];
  function over([r, g, b, a], [R, G, B, A]) {
    const alpha = a + A * (1 - a);
    const mix = (c, C) => (alpha ? (c * a + C * A * (1 - a)) / alpha : 0);
    return [mix(r, R), mix(g, G), mix(b, B), alpha];
  }
  function luminance(c) {
    const [r, g, b] = c.map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }
  function contrast(one, other) {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  }
  /* color-mix of a theme's colours is only known once an element has it. */
  function variable(element, name) {
    const probe = element.ownerDocument.createElement('span');
    probe.style.color = `var(${name}, transparent)`;
    const host = element instanceof SVGElement ? element.closest('svg').parentElement : element;
    host.appendChild(probe);
    const found = getComputedStyle(probe).color;
    probe.remove();
    return found;
  }

  let hair = ''; // the colour of decorations, as the audited element has it
  /* JupyterLab's own buttons beside an output are not the course's. */
  const seen = (e) => e.closest('.jp-OutputArea-output') && e.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: false })
    && !e.closest('.rn-unseen, .sr-only, defs, clipPath, marker, pattern');
  const opacity = (e) => Number(getComputedStyle(e).opacity);
  function groups(e) {
    const found = [];
    for (let at = e; at; at = at.parentElement) if (opacity(at) < 1) found.unshift(at);
    return found;
  }
  /* Layers from the bottom up, each [colour, its groups with opacity]; what shares a group fades as one. */
  function painted(layers, depth = 0) {
    let pixel = [0, 0, 0, 0];
    for (let i = 0; i < layers.length;) {
      const group = layers[i][1][depth];
      if (!group) { pixel = over(layers[i++][0], pixel); continue; }
      let end = i;
      while (end < layers.length && layers[end][1][depth] === group) end++;
      pixel = over(faded(painted(layers.slice(i, end), depth + 1), opacity(group)), pixel);
      i = end;
    }
    return pixel;
  }
  function fillAt(e, x, y) {
    const style = getComputedStyle(e);
    if (e instanceof SVGGeometryElement) {
      const at = new DOMPoint(x, y).matrixTransform(e.getScreenCTM().inverse());
      const inside = style.fill !== 'none' && e.isPointInFill(at);
      const on = style.stroke !== 'none' && style.stroke !== hair && e.isPointInStroke(at); // a faint line is no ground
      if (on) return faded(colour(style.stroke), Number(style.strokeOpacity));
      return inside ? faded(colour(style.fill), Number(style.fillOpacity)) : [0, 0, 0, 0];
    }
    if (e instanceof SVGElement && !(e instanceof SVGSVGElement)) return [0, 0, 0, 0];
    if (style.backgroundImage !== 'none' && seen(e)) throw new Error('a picture lies behind it: its contrast is unknown');
    return colour(style.backgroundColor);
  }
  /* The layers beneath an element's own paint at a point, from the page's white up. */
  function beneath(e, x, y, withOwn) {
    const stack = document.elementsFromPoint(x, y);
    const at = stack.indexOf(e);
    const under = at < 0 ? ancestors(e) : stack.slice(at);
    const layers = under.filter((u) => withOwn || u !== e).map((u) => [fillAt(u, x, y), groups(u)]);
    return [[[1, 1, 1, 1], []], ...layers.reverse()];
  }
  function ancestors(e) {
    const found = [];
    for (let at = e; at; at = at.parentElement) found.push(at);
    return found;
  }
  function against(e, paint, x, y, withOwn) {
    const layers = beneath(e, x, y, withOwn);
    return contrast(painted([...layers, [paint, groups(e)]]), painted(layers));
  }
  function view(e) {
    const box = e.getBoundingClientRect();
    if (box.top < 0 || box.bottom > innerHeight || box.left < 0 || box.right > innerWidth) {
      e.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
    }
  }
  function name(e) {
    const own = e.tagName.toLowerCase();
    const marks = [e.id && `#${e.id}`, ...[...e.classList].slice(0, 3).map((c) => `.${c}`)].filter(Boolean).join('');
    return `<${own}${marks}> ${(e.textContent || '').trim().replace(/\s+/g, ' ').slice(0, 40)}`;
  }
  const spoken = (e) => {
    const by = (e.getAttribute('aria-labelledby') || '').split(/\s+/).map((id) => document.getElementById(id)?.textContent || '');
    const labels = [...(e.labels || [])].map((l) => l.textContent);
    const title = e.querySelector(':scope > title')?.textContent;
    const said = [e.getAttribute('aria-label'), ...by, ...labels, title, e.getAttribute('title'), e.getAttribute('alt')];
    const text = e.matches('input, select, textarea') ? '' : (e.textContent || '');
    return [...said, text].filter(Boolean).join(' ').trim();
  };

  /* A place on the page where a shape is filled: its middle, or a little inside its edge; null where it has no inside. */
  function filledPoint(e, box, edge) {
    const back = e.getScreenCTM().inverse();
    const middle = [box.left + box.width / 2, box.top + box.height / 2];
    const within = [edge.x + (middle[0] - edge.x) * 0.1, edge.y + (middle[1] - edge.y) * 0.1];
    return [middle, within].find(([x, y]) => e.isPointInFill(new DOMPoint(x, y).matrixTransform(back))) || null;
  }

  function audit(root) {
    const found = [];
    const counted = { texts: 0, marks: 0, controls: 0 };
    const tell = (what, e, has, wants) => found.push({
      what, where: name(e), has: typeof has === 'number' ? Math.round(has * 100) / 100 : has, wants,
    });
    const measured = (what, e, wants, measure) => {
      try {
        view(e);
        const has = measure();
        if (has < wants) tell(what, e, has, wants);
      } catch (error) {
        tell(what, e, error.message, wants);
      }
    };
    for (const folded of root.querySelectorAll('details')) folded.open = true;
    const host = root.querySelector('.rn-desk, .rn-card') || root;
    hair = variable(host, '--rn-hair');
    const faint = new Set(['hair', 'chosen', 'ground'].map((n) => variable(host, `--rn-${n}`)));
    const meaning = new Map(MEANING.map((n) => [variable(host, `--rn-${n}`), n]));
    const visible = [...root.querySelectorAll('*')].filter(seen);

    // Text.
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const e = node.parentElement;
      if (!node.data.trim() || e.matches('style, script, title, option') || !seen(e)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      if (![...range.getClientRects()].some((r) => r.width > 1 && r.height > 1)) continue;
      counted.texts++;
      const svg = e instanceof SVGElement;
      const style = getComputedStyle(e);
      const paint = svg ? faded(colour(style.fill), Number(style.fillOpacity)) : colour(style.color);
      measured('text', e, TEXT, () => {
        const box = [...range.getClientRects()].find((r) => r.width > 1 && r.height > 1);
        return against(e, paint, box.left + box.width / 2, box.top + box.height / 2, true);
      });
    }
    for (const e of visible.filter((v) => v.matches('input, select, textarea'))) {
      if (e.matches('[type=range], [type=checkbox], [type=radio], [type=color]')) continue;
      counted.texts++;
      measured('text', e, TEXT, () => {
        const box = e.getBoundingClientRect();
        return against(e, colour(getComputedStyle(e).color), box.left + box.width / 2, box.top + box.height / 2, true);
      });
    }
    for (const e of visible) {
      for (const before of ['::before', '::after']) {
        const style = getComputedStyle(e, before);
        if (!/"[^"]*\S[^"]*"/.test(style.content)) continue;
        counted.texts++;
        measured(`text (${before})`, e, TEXT, () => {
          const box = e.getBoundingClientRect();
          return against(e, colour(style.color), box.left + 2, box.top + box.height / 2, true);
        });
      }
    }

    // Marks: borders, bars, shapes.
    for (const e of visible) {
      const style = getComputedStyle(e);
      if (e instanceof SVGGeometryElement && e.matches(SHAPES)) {
        const strokes = style.stroke !== 'none' && parseFloat(style.strokeWidth) > 0 && !faint.has(style.stroke);
        const fills = style.fill !== 'none' && !faint.has(style.fill) && !e.matches('line, polyline');
        if (!strokes && !fills) continue;
        const length = e.getTotalLength();
        if (!length) continue;
        counted.marks++;
        measured('shape', e, MARK, () => {
          const screen = (p) => new DOMPoint(p.x, p.y).matrixTransform(e.getScreenCTM());
          // At five places, since lines cross: the middle one counts.
          const edges = [0.13, 0.31, 0.53, 0.71, 0.89].map((part) => screen(e.getPointAtLength(part * length)));
          const box = e.getBoundingClientRect();
          const ratios = [];
          if (strokes) {
            const paint = faded(colour(style.stroke), Number(style.strokeOpacity));
            ratios.push(edges.map((at) => against(e, paint, at.x, at.y, false)).sort((a, b) => a - b)[2]);
          }
          const inner = fills && filledPoint(e, box, edges[0]);
          if (inner) ratios.push(against(e, faded(colour(style.fill), Number(style.fillOpacity)), ...inner, false));
          const best = Math.max(0, ...ratios);
          return best < 1.01 && !strokes ? MARK : best; // a ground of its own colour, behind a label
        });
        continue;
      }
      if (e instanceof SVGElement || e.matches('svg')) continue;
      const box = e.getBoundingClientRect();
      if (box.width < 1 || box.height < 1) continue;
      const sides = [['Top', 0.5, 0], ['Right', 1, 0.5], ['Bottom', 0.5, 1], ['Left', 0, 0.5]].filter(([side]) =>
        parseFloat(style[`border${side}Width`]) > 0 && !['none', 'hidden'].includes(style[`border${side}Style`]) &&
        colour(style[`border${side}Color`])[3] > 0);
      const frame = () => sides.filter(([side]) => !faint.has(style[`border${side}Color`])).map(([side, x, y]) => {
        const at = [box.left + x * box.width, box.top + y * box.height];
        return against(e, colour(style[`border${side}Color`]), ...at, false);
      });
      const ground = () => against(e, colour(style.backgroundColor), box.left + box.width / 2, box.top + box.height / 2, false);
      const control = e.matches(FRAMED);
      const bar = !e.children.length && !e.textContent.trim() && colour(style.backgroundColor)[3] > 0
        && box.width > 1 && box.height > 1 && !faint.has(style.backgroundColor) && !e.matches('img, canvas, video');
      if (control || bar) {
        counted.marks++;
        measured(control ? 'control' : 'bar', e, MARK, () => Math.max(ground(), ...frame()));
      } else if (sides.some(([side]) => !faint.has(style[`border${side}Color`]))) {
        counted.marks++;
        measured('border', e, MARK, () => Math.min(...frame()));
      }
    }

    // A colour with a meaning has a word or a glyph with it, or beside it.
    for (const e of visible) {
      const style = getComputedStyle(e);
      const svg = e instanceof SVGElement;
      const used = svg ? [style.fill, style.stroke] : [
        style.backgroundColor,
        ...['Top', 'Right', 'Bottom', 'Left'].filter((s) => parseFloat(style[`border${s}Width`])).map((s) => style[`border${s}Color`]),
      ];
      const means = used.map((u) => meaning.get(u)).filter(Boolean);
      if (!means.length || !(e instanceof SVGGeometryElement || !svg)) continue;
      const swatch = e.closest('svg[aria-hidden=true]'); // in a legend: the word stands beside it
      const owner = swatch ? swatch.parentElement : svg ? e.closest('[aria-label], [role=img], [role=group], svg') : e.closest('dl, li, tr, td, figure, section, [aria-label], .rn-desk');
      if (!spoken(e) && !(owner && spoken(owner))) tell('colour alone', e, means.join(', '), 'a word or a glyph');
    }

    // Controls and pictures have names; a picture has a role.
    for (const e of visible) {
      if (e.matches(CONTROLS) && !e.matches('[tabindex="-1"]:not(button):not([role])')) {
        counted.controls++;
        if (!spoken(e)) tell('no name', e, 'nothing', 'a label or a text');
        if (e.matches('[tabindex]:not(button, input, select, textarea, a, summary, svg, pre):not([role])')) {
          tell('no role', e, 'none', 'a role');
        }
      }
      if (e.matches('img, canvas, svg') && !e.closest('[aria-hidden=true]')) {
        if (!spoken(e) && !e.closest('button')) tell('no name', e, 'nothing', 'aria-label, alt or aria-hidden');
        if (e.matches('svg, canvas') && !e.getAttribute('role')) tell('no role', e, 'none', 'role="img" or another');
      }
    }
    return { found, counted };
  }

  /* What still moves: transitions and animations that run, or would. */
  function moving(root) {
    const long = (text) => text.split(',').some((t) => parseFloat(t) > 0.001);
    return [...root.querySelectorAll('*')].filter(seen).filter((e) => {
      const style = getComputedStyle(e);
      return (style.animationName !== 'none' && long(style.animationDuration)) ||
        (style.transitionProperty !== 'none' && long(style.transitionDuration)) || style.scrollBehavior === 'smooth';
    }).map(name);
  }

  /* The ring of the element that has the focus: [its name, its contrast with the ground around it]. */
  function ring() {
    const e = document.activeElement;
    const style = getComputedStyle(e);
    const svg = e instanceof SVGGraphicsElement && !(e instanceof SVGSVGElement);
    const box = e.getBoundingClientRect();
    const around = svg ? e.closest('svg') : e.parentElement;
    const ratios = [0];
    const measure = (paint, x, y) => ratios.push(against(around, colour(paint), x, y, true));
    if (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1) {
      const off = parseFloat(style.outlineOffset) + 1;
      measure(style.outlineColor, box.left + box.width / 2, box.top - Math.min(off, 0));
    }
    // A ring may be drawn by a shape inside a focused group.
    if (svg) {
      for (const shape of e.querySelectorAll(SHAPES)) {
        const stroke = getComputedStyle(shape);
        if (stroke.stroke !== 'none' && parseFloat(stroke.strokeWidth) >= 2) {
          measure(stroke.stroke, box.left + box.width / 2, box.top + 1);
        }
      }
    }
    return { where: name(e), visible: e.matches(':focus-visible'), has: Math.round(Math.max(...ratios) * 100) / 100 };
  }

  /* Every stop of the Tab key inside, as it is met in the page. A composite's items share one stop. */
  function stops(root) {
    return [...root.querySelectorAll(CONTROLS)].filter((e) => seen(e) && e.tabIndex >= 0 && !e.disabled);
  }
  const inside = (e) => e && e.closest('[role=tree], [role=toolbar], [role=radiogroup], [role=listbox], [role=tablist], [role=grid]');
  function unreachable(root) {
    return [...root.querySelectorAll(CONTROLS)].filter((e) => seen(e) && !e.disabled && e.tabIndex < 0)
      .filter((e) => e.matches('button, input, select, textarea, [role]'))
      .filter((e) => !(inside(e) && stops(inside(e).parentElement).length)).map(name);
  }

  window.courseContrast = { audit, moving, ring, stops, unreachable, contrast, colour };
})();
