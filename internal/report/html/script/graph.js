const verbs = { reads: "may read", writes: "may write", publishes: "may send to", invokes: "makes run", triggers: "triggers", "runs-as": "runs as", guards: "guards", egress: "may reach" };
// matches are the nodes of a view that have all words of a text.
function matches(view, text) {
  const words = wordsOf(text);
  if (!words.length) return [];
  return view.nodes.map((n, i) => [i, [n.label, n.note, n.kind, n.id, n.class, ...(n.m || [])].join(" ").toLowerCase()]).filter(([, t]) => words.every((w) => t.includes(w))).map(([i]) => i);
}

// Graph is a view that is drawn: it moves, and what is chosen in it lights up.
class Graph {
  constructor(app, view, of) {
    this.app = app; this.root = app.root; this.of = of; this.index = app.index;
    this.svg = $("svg", view); this.world = $(".world", this.svg); this.canvas = app.canvas; this.panel = app.panel;
    this.nodes = $$(".n", this.svg); this.edges = $$(".e", this.svg);
    this.out = of.nodes.map(() => []); this.into = of.nodes.map(() => []);
    of.edges.forEach((e, i) => { this.out[e.f].push(i); this.into[e.t].push(i); });
    this.ids = new Map(of.nodes.map((n, i) => [n.id, i]));
    this.w = of.w; this.h = of.h; this.x = 0; this.y = 0; this.k = 1;
    if (this.nodes.length) this.nodes[0].setAttribute("tabindex", "0");
    this.listen();
  }
  place() { this.world.setAttribute("transform", "translate(" + this.x + " " + this.y + ") scale(" + this.k + ")"); }
  zoom(by, cx = this.w / 2, cy = this.h / 2) {
    const k = Math.min(Math.max(this.k * by, 0.3), 12);
    this.x = cx - (cx - this.x) * k / this.k; this.y = cy - (cy - this.y) * k / this.k; this.k = k; this.touched = true; this.place();
  }
  // home is where a drawing is seen until somebody moves it: all of it, or as much as can be read.
  home() {
    const { width: cw, height: ch } = this.svg.getBoundingClientRect();
    if (this.touched || !cw) return;
    this.fit();
    this.touched = false;
    const all = Math.min(cw / this.w, ch / this.h), wide = cw / this.w;
    const want = wide < 0.45 ? 0.6 : all > 0.62 ? all : Math.min(0.72, wide); // of a small screen the beginning
    if (want <= all * 1.02) return;
    this.k = want / all;
    this.x = want > wide ? (this.w - cw / all) / 2 : this.w / 2 * (1 - this.k);
    const n = this.of.nodes.find((n) => n.kind === "internet"), y = n ? n.y : this.h / 2, half = ch / all / 2;
    this.y = this.h / 2 - Math.min(Math.max(y, half / this.k), Math.max(this.h - half / this.k, this.h / 2)) * this.k;
    this.place();
  }
  fit() { this.x = 0; this.y = 0; this.k = 1; this.touched = true; this.place(); }
  point(x, y) { const p = new DOMPoint(x, y).matrixTransform(this.svg.getScreenCTM().inverse()); return [p.x, p.y]; }
  listen() {
    const svg = this.svg;
    svg.addEventListener("wheel", (e) => { e.preventDefault(); this.zoom(Math.exp(-e.deltaY * (e.deltaMode ? 0.05 : 0.0016)), ...this.point(e.clientX, e.clientY)); }, { passive: false });
    svg.addEventListener("keydown", (e) => this.key(e));
    svg.addEventListener("click", (e) => {
      if (this.moved) { this.moved = false; return; }
      const n = e.target.closest(".n");
      if (n) this.choose(Number(n.dataset.n)); else this.clear();
    });
    const down = new Map(); // one pointer moves the drawing, two zoom it
    svg.addEventListener("pointerdown", (e) => { if (e.button) return; down.set(e.pointerId, [e.clientX, e.clientY]); this.moved = false; });
    svg.addEventListener("pointermove", (e) => {
      const from = down.get(e.pointerId);
      if (!from) return;
      const dx = e.clientX - from[0], dy = e.clientY - from[1];
      if (!this.moved && Math.hypot(dx, dy) < 4) return;
      if (!this.moved) { this.moved = true; svg.setPointerCapture(e.pointerId); this.canvas.classList.add("moving"); }
      const other = [...down].find(([id]) => id !== e.pointerId);
      down.set(e.pointerId, [e.clientX, e.clientY]);
      if (other) {
        const [x, y] = other[1], was = Math.hypot(from[0] - x, from[1] - y);
        if (was > 8) this.zoom(Math.hypot(e.clientX - x, e.clientY - y) / was, ...this.point(x, y));
        return;
      }
      const scale = svg.getScreenCTM().a;
      this.x += dx / scale; this.y += dy / scale; this.touched = true; this.place();
    });
    const up = (e) => { down.delete(e.pointerId); this.canvas.classList.remove("moving"); };
    svg.addEventListener("pointerup", up); svg.addEventListener("pointercancel", up);
  }
  key(e) {
    const n = e.target.closest(".n"), zooms = { "+": 1.35, "=": 1.35, "-": 1 / 1.35 };
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === "Escape") this.clear();
    else if (zooms[e.key]) this.zoom(zooms[e.key]);
    else if (!n) return;
    else if (e.key === "Enter" || e.key === " ") this.choose(Number(n.dataset.n), true);
    else {
      const to = this.step(Number(n.dataset.n), e.key);
      if (to === undefined) return;
      if (to >= 0) this.focus(to);
    }
    e.preventDefault();
  }
  // step is the node that a key leads to: up and down within a column, left and right to the next column, there to what an
  // edge leads to where one does, else to what is nearest. It is -1 at the end, and undefined for other keys.
  step(i, key) {
    const nodes = this.of.nodes, at = nodes[i];
    const nearest = (list, far) => list.reduce((best, j) => (best < 0 || far(nodes[j]) < far(nodes[best]) ? j : best), -1);
    const all = nodes.map((_, j) => j), climb = (n) => Math.abs(n.y - at.y);
    if (key === "Home") return 0;
    if (key === "End") return nodes.length - 1;
    const way = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 }[key];
    if (!way) return undefined;
    if (key === "ArrowUp" || key === "ArrowDown") return nearest(all.filter((j) => nodes[j].x === at.x && (nodes[j].y - at.y) * way > 0), climb);
    const beside = all.filter((j) => (nodes[j].x - at.x) * way > 0), next = nearest(beside, (n) => Math.abs(n.x - at.x));
    if (next < 0) return -1;
    const column = beside.filter((j) => nodes[j].x === nodes[next].x);
    const joined = new Set([...this.out[i].map((e) => this.of.edges[e].t), ...this.into[i].map((e) => this.of.edges[e].f)]);
    const along = column.filter((j) => joined.has(j));
    return nearest(along.length ? along : column, climb);
  }
  focus(i) {
    for (const n of this.nodes) n.setAttribute("tabindex", "-1");
    this.nodes[i].setAttribute("tabindex", "0"); this.nodes[i].focus({ preventScroll: true }); this.reveal(i);
  }
  reveal(i) { // moves the drawing so that a node is in sight
    const n = this.of.nodes[i], box = this.svg.getBoundingClientRect();
    const [left, top] = this.point(box.left, box.top), [right, bottom] = this.point(box.right, box.bottom);
    const x = n.x * this.k + this.x, y = n.y * this.k + this.y;
    const aside = x < left || x + n.w * this.k > right, above = y < top || y + 38 * this.k > bottom;
    if (!aside && !above) return;
    if (aside) this.x += (left + right) / 2 - x - n.w * this.k / 2;
    if (above) this.y += (top + bottom) / 2 - y - 19 * this.k;
    this.touched = true;
    this.place();
  }
  // reach is what can be got to from nodes: whoever writes to a queue makes run what it triggers, whoever reads does not.
  reach(starts, edges, way) {
    const seen = new Set(starts), on = new Set(), queue = starts.map((n) => [n, true]);
    const moves = new Set(["invokes", "triggers", "publishes", "writes", "runs-as"]);
    while (queue.length) {
      const [n, goes] = queue.shift();
      for (const i of edges[n]) {
        const e = this.of.edges[i], other = way === "f" ? e.t : e.f;
        const moving = e.k.some((k) => moves.has(k)) && (!e.w || e.c) && e.n !== "missing";
        if (way === "f" && !goes) continue;
        if (way === "t" && !moving && !starts.includes(n)) continue;
        on.add(i);
        if (!seen.has(other)) { seen.add(other); queue.push([other, moving]); }
      }
    }
    return [seen, on];
  }
  light(nodes, edges) {
    this.svg.classList.add("lit");
    this.nodes.forEach((n, i) => n.classList.toggle("on", nodes.has(i)));
    this.edges.forEach((e, i) => e.classList.toggle("on", edges.has(i)));
  }
  clear() {
    this.svg.classList.remove("lit");
    for (const n of this.nodes) n.classList.remove("on", "chosen", "hit");
    for (const e of this.edges) e.classList.remove("on");
    for (const b of $$("[data-show]", this.root)) b.setAttribute("aria-pressed", "false");
    if (this.panel.hidden) return;
    this.panel.hidden = true;
    this.canvas.classList.remove("paned");
    this.home();
  }
  choose(i, focus) {
    this.clear();
    const [down, on1] = this.reach([i], this.out, "f"), [up, on2] = this.reach([i], this.into, "t");
    this.light(new Set([...down, ...up]), new Set([...on1, ...on2]));
    this.nodes[i].classList.add("chosen");
    for (const n of this.nodes) n.setAttribute("tabindex", "-1");
    this.nodes[i].setAttribute("tabindex", "0");
    this.tell(i, down, focus);
    this.home(); // where the panel leaves room
    this.reveal(i);
  }
  // show lights up what a number at a glance is about.
  show(b) {
    const was = b.getAttribute("aria-pressed") === "true";
    this.clear();
    if (was) return;
    b.setAttribute("aria-pressed", "true");
    const nodes = this.of.nodes, kind = b.dataset.show;
    if (kind === "unneeded") {
      const idle = this.of.edges.map((e, i) => (e.n === "unneeded" ? i : -1)).filter((i) => i >= 0);
      this.light(new Set(idle.flatMap((i) => [this.of.edges[i].f, this.of.edges[i].t])), new Set(idle));
      return;
    }
    const start = this.ids.get("internet");
    if (start === undefined) return;
    const [all, on] = this.reach([start], this.out.map((l) => l.filter((i) => { const n = nodes[this.of.edges[i].t]; return n.kind !== "route" || n.open; })), "f");
    const zones = { routes: ["entry"], functions: ["functions"], read: ["data"], changed: ["data"], secrets: ["secrets"] }[kind];
    const ends = [...all].filter((i) => zones.includes(nodes[i].zone) && (kind !== "changed" || this.into[i].some((e) => on.has(e) && this.of.edges[e].k.includes("writes"))));
    const [back] = this.reach(ends, this.into, "t");
    const lit = new Set([...all].filter((i) => back.has(i)));
    this.light(lit, new Set([...on].filter((i) => lit.has(this.of.edges[i].f) && lit.has(this.of.edges[i].t))));
  }
  find(text) {
    const words = text.trim();
    this.clear();
    this.found = matches(this.of, text);
    $(".hits", this.root).textContent = words.length ? (this.found.length ? plural(this.found.length, "match") + ": Enter shows the first" : "no match") : "";
    if (!words.length) return;
    this.light(new Set(this.found), new Set());
    for (const i of this.found) this.nodes[i].classList.add("hit");
    if (this.found.length) this.reveal(this.found[0]);
  }
  tell(i, down, focus) {
    const n = this.of.nodes[i], p = this.panel;
    const close = el("button", { type: "button", class: "close", "aria-label": "Close", onclick: () => { this.clear(); this.focus(i); } }, "✕");
    p.replaceChildren(close, el("h3", {}, n.label), el("p", { class: "sub" }, [n.note, n.class && n.class + " data", n.open && "open to the internet"].filter(Boolean).join(", ")), el("p", { class: "sub" }, n.id.includes("#") && local(n.id) !== n.label && local(n.id), n.at && " ", n.at && el("code", {}, n.at)));
    const names = new Set(n.m && n.m.length ? n.m : [n.id]);
    const about = data.findings.filter((f) => f.app === this.index && (names.has(f.res) || (f.fns || []).some((id) => names.has(id))));
    const part = this.app.part(n);
    if (part >= 0) p.append(el("p", {}, el("button", { type: "button", onclick: () => this.app.show(part) }, "Draw these " + n.m.length + " alone")));
    if (n.m && n.m.length > 1) p.append(el("p", { class: "sub" }, n.m.map(local).sort().join(", ")));
    if (about.length) {
      const ul = el("ul", {});
      for (const f of about.slice(0, 40)) ul.append(el("li", {}, el("span", { class: "sev s-" + f.sev }, f.sev), " ", el("a", { href: "#finding-" + f.id }, f.msg)));
      p.append(el("h4", {}, plural(about.length, "finding")), ul);
      if (about.length > 40) p.append(el("p", { class: "sub" }, "and " + (about.length - 40) + " more"));
    }
    const group = (title, edges, end) => {
      if (!edges.length) return;
      const ul = el("ul", {});
      for (const k of edges) {
        const e = this.of.edges[k], other = e[end];
        const says = (e.n === "missing" ? [] : e.k).map((kind) => (verbs[kind] || kind) + (e.u && e.u.includes(kind) ? " (no call needs it)" : "")).join(", ");
        const node = el("button", { type: "button", class: "link", onclick: () => this.choose(other, true) }, this.of.nodes[other].label);
        ul.append(el("li", {}, ...(end === "t" ? [says, " ", node] : [node, " ", says]), e.w && " (by a grant on everything)", e.v && el("span", { class: "sub" }, " " + e.v.join(", ")),
          e.c && el("span", { class: "sub" }, (e.v ? "; " : " ") + "called in " + e.c.join(", ")), e.m && el("b", { class: "lacks" }, " " + e.m.join(", ") + " is called, and nothing allows it")));
      }
      p.append(el("h4", {}, title), ul);
    };
    group("From it", this.out[i], "t");
    group("To it", this.into[i], "f");
    const touched = [...down].filter((j) => j !== i && ["data", "secrets", "messages"].includes(this.of.nodes[j].zone));
    if (touched.length) p.append(el("h4", {}, "Within reach"), el("p", {}, touched.map((j) => this.of.nodes[j].label).sort().join(", ")));
    p.hidden = false;
    this.canvas.classList.add("paned");
    p.scrollTop = 0;
    if (focus) p.focus();
  }
}
