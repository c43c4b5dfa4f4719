"use strict";
(() => {
document.documentElement.classList.add("js");
const data = JSON.parse(document.getElementById("data").textContent);
const $ = (q, of = document) => of.querySelector(q);
const $$ = (q, of = document) => [...of.querySelectorAll(q)];
// el makes an element; children are text or elements. Nothing is ever parsed as markup.
function el(name, attributes, ...children) {
  const e = document.createElement(name);
  for (const [k, v] of Object.entries(attributes || {})) {
    if (v === undefined || v === false) continue;
    if (k.startsWith("on")) e.addEventListener(k.slice(2), v);
    else e.setAttribute(k, v === true ? "" : v);
  }
  e.append(...children.filter((c) => c !== undefined && c !== null && c !== ""));
  return e;
}
const local = (id) => { const i = id.indexOf("#"); return i < 0 ? id : id.slice(i + 1); };
const plural = (n, noun) => n + " " + noun + (n === 1 ? "" : "s");

// --- pages -------------------------------------------------------------------------------------------------------
const pages = ["application", "findings", "practices", "rules", "unknowns", "made"];
function read() {
  const hash = decodeURIComponent(location.hash.slice(1));
  const cut = hash.indexOf("?");
  return { name: cut < 0 ? hash : hash.slice(0, cut), query: new URLSearchParams(cut < 0 ? "" : hash.slice(cut + 1)) };
}
function go() {
  const at = read();
  let page = at.name, target = "";
  if (page.startsWith("finding-")) { target = page.slice(8); page = "findings"; }
  else if (page.startsWith("rule-")) { target = page; page = "rules"; }
  else if (page.startsWith("practice-")) { target = page; page = "practices"; }
  else if (page === "main") return;
  if (!pages.includes(page)) page = "application";
  for (const p of pages) document.getElementById("page-" + p).classList.toggle("on", p === page);
  for (const a of $$(".top nav a")) {
    if (a.getAttribute("href") === "#" + page) a.setAttribute("aria-current", "page"); else a.removeAttribute("aria-current");
  }
  if (page === "findings") { if (target) one(target); else take(at.query); }
  else if (target) {
    const e = document.getElementById(target);
    if (e) { if (e.tagName === "DETAILS") e.open = true; e.scrollIntoView({ block: "start" }); const s = $("summary", e); if (s) s.focus(); }
  } else {
    scrollTo(0, 0);
    if (page === "application") graphs.forEach((g) => g.visible() && g.now().home());
    if (page === "application") graphs.forEach((g) => g.visible() && g.deep(at.query.get("node")));
  }
}

// --- findings ----------------------------------------------------------------------------------------------------
const filters = document.getElementById("filters"), list = document.getElementById("list"), more = document.getElementById("more");
const practiceOf = (f) => (data.rules[f.rule] || {}).practice;
for (const f of data.findings) {
  f.hay = [f.msg, f.rule, f.file + ":" + f.line, f.id, f.res, (data.rules[f.rule] || {}).title, ...(f.fns || [])].join("\n").toLowerCase();
}
function fill(name, values) {
  const s = filters.elements[name];
  for (const v of values) s.append(el("option", { value: v }, name === "function" ? local(v) : v));
}
fill("function", [...new Set(data.findings.flatMap((f) => f.fns || []))].sort());
fill("file", [...new Set(data.findings.map((f) => f.file).filter(Boolean))].sort());
if (data.apps.length > 1) $(".hide", filters).classList.remove("hide"); else $(".hide", filters).hidden = true;
if (!data.since) for (const o of $$('[name=state] option', filters)) if (o.value === "new" || o.value === "known") o.remove();
const states = { library: (f) => f.lib, fix: (f) => f.diff };
let shown = [], drawn = 0;
const batch = 80;
function filter() {
  const v = Object.fromEntries(new FormData(filters));
  const words = v.q.toLowerCase().split(/\s+/).filter(Boolean);
  shown = data.findings.filter((f) =>
    (!v.severity || f.sev === v.severity) && (!v.practice || practiceOf(f) === v.practice) && (!v.rule || f.rule === v.rule) &&
    (!v.function || (f.fns || []).includes(v.function)) && (!v.file || f.file === v.file) && (!v.app || String(f.app) === v.app) &&
    (!v.state || (states[v.state] ? states[v.state](f) : f.st === v.state)) && words.every((w) => f.hay.includes(w)));
  list.replaceChildren();
  drawn = 0;
  document.getElementById("shown").textContent = shown.length === data.findings.length ? plural(shown.length, "finding") : shown.length + " of " + plural(data.findings.length, "finding");
  next();
}
function next(n = batch) {
  const part = document.createDocumentFragment();
  for (const f of shown.slice(drawn, drawn + n)) part.append(row(f));
  drawn = Math.min(drawn + n, shown.length);
  list.append(part);
  more.hidden = drawn >= shown.length;
  more.textContent = "Show " + Math.min(batch, shown.length - drawn) + " more of " + (shown.length - drawn);
}
function row(f, open) {
  const d = el("details", { class: "f", id: "f-" + f.id });
  d.append(el("summary", {}, el("span", { class: "sev s-" + f.sev }, f.sev), el("span", { class: "msg" }, f.msg),
    f.st !== "open" ? el("span", { class: "tag" }, f.st) : "", f.lib ? el("span", { class: "tag" }, "made by " + f.lib) : "", f.diff ? el("span", { class: "tag" }, "proved change") : "",
    el("code", {}, f.file ? f.file + ":" + f.line : "")));
  const grow = () => { if (d.open && d.childElementCount === 1) d.append(inside(f)); };
  d.addEventListener("toggle", grow);
  if (open) { d.open = true; grow(); }
  return el("li", {}, d);
}
function inside(f) {
  const rule = document.getElementById("rule-" + f.rule);
  const told = (q) => (rule && $(q, rule) ? $(q, rule).textContent : "");
  const box = el("div", { class: "in" });
  if (f.why) box.append(el("p", {}, el("b", {}, "Accepted: "), f.why));
  if (f.envs) box.append(el("p", {}, "In " + f.envs.join(", ") + "."));
  box.append(source(f.file, f.a, f.z, f.line, f.end));
  if (f.ev) box.append(el("h3", {}, "What supports it"), facts(f.ev, "ul"));
  if (f.tr) box.append(el("h3", {}, "The way"), facts(f.tr, "ol"));
  box.append(el("h3", {}, "Why it matters"), el("p", {}, told(".why")), el("h3", {}, "What to do"), el("p", {}, told(".remedy span")));
  if (f.diff) box.append(el("h3", {}, "A change that was proved to mend it"), f.dn ? el("p", {}, f.dn) : "", diff(f.diff));
  const about = el("p", { class: "meta" }, el("a", { href: "#rule-" + f.rule }, f.rule), " · " + f.conf + " · ");
  for (const id of (f.fns && f.fns.length ? f.fns : [f.res])) about.append(seeButton(f.app, id), " ");
  about.append("· ", el("a", { href: "#finding-" + f.id }, "link to this finding"));
  box.append(about);
  return box;
}
function seeButton(app, id) {
  const g = graphs[app];
  return g && g.has(id) ? el("button", { type: "button", class: "link", onclick: () => { location.hash = "application?app=" + app + "&node=" + encodeURIComponent(id); } }, local(id)) : el("span", {}, local(id));
}
function facts(items, kind) {
  const out = el(kind, { class: "steps" });
  for (const i of items) out.append(el("li", {}, i.text, i.file ? " " : "", i.file ? el("code", {}, i.file + ":" + i.line) : "", source(i.file, i.a, i.z, i.line, i.line)));
  return out;
}
function source(file, first, last, from, to) {
  const lines = data.lines[file];
  if (!lines || !first) return "";
  const pre = el("pre", { class: "src", tabindex: "0", "aria-label": file + ", line " + from });
  for (let n = first; n <= last; n++) {
    pre.append(el("span", { class: n >= from && n <= Math.max(from, to || from) ? "at" : "" }, el("span", { class: "no" }, String(n)), lines[n] || ""));
  }
  return pre;
}
function diff(text) {
  const pre = el("pre", { class: "src", tabindex: "0", "aria-label": "patch" });
  for (const l of text.replace(/\n$/, "").split("\n")) pre.append(el("span", { class: l[0] === "+" ? "add" : l[0] === "-" ? "del" : "" }, l || " "));
  return pre;
}
function take(query) {
  for (const e of filters.elements) if (e.name) e.value = query.get(e.name) || "";
  for (const e of filters.elements) if (e.name && e.selectedIndex === -1) e.value = "";
  filter();
  scrollTo(0, 0);
}
function one(id) {
  take(new URLSearchParams({ q: id }));
  const d = document.getElementById("f-" + id);
  if (d) { d.open = true; $("summary", d).focus(); }
}
let wait = 0;
function changed() {
  const q = new URLSearchParams();
  for (const [k, v] of new FormData(filters)) if (v) q.set(k, v);
  const text = q.toString();
  history.replaceState(null, "", "#findings" + (text ? "?" + text : ""));
  filter();
}
filters.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(changed, 60); });
filters.addEventListener("submit", (e) => e.preventDefault());
filters.addEventListener("reset", () => setTimeout(changed));
more.addEventListener("click", () => { const at = drawn; next(); const s = list.children[at] && $("summary", list.children[at]); if (s) s.focus(); });

const wordsOf = (text) => text.toLowerCase().split(/\s+/).filter(Boolean);
// matches are the nodes of a view that have all words of a text.
function matches(view, text) {
  const words = wordsOf(text);
  if (!words.length) return [];
  return view.nodes.map((n, i) => [i, [n.label, n.note, n.kind, n.id, n.class, ...(n.m || [])].join(" ").toLowerCase()]).filter(([, t]) => words.every((w) => t.includes(w))).map(([i]) => i);
}

// --- the drawing -------------------------------------------------------------------------------------------------
class Graph {
  constructor(app, view, of) {
    this.app = app; this.root = app.root; this.of = of; this.index = app.index; this.view = view;
    this.svg = $("svg", view); this.world = $(".world", this.svg); this.canvas = app.canvas; this.panel = app.panel;
    this.nodes = $$(".n", this.svg); this.edges = $$(".e", this.svg);
    this.out = of.nodes.map(() => []); this.into = of.nodes.map(() => []);
    of.edges.forEach((e, i) => { this.out[e.f].push(i); this.into[e.t].push(i); });
    this.ids = new Map(of.nodes.map((n, i) => [n.id, i]));
    const box = this.svg.viewBox.baseVal;
    this.w = box.width; this.h = box.height; this.x = 0; this.y = 0; this.k = 1;
    if (this.nodes.length) this.nodes[0].setAttribute("tabindex", "0");
    this.listen();
  }
  has(id) { return this.ids.has(id); }
  place() { this.world.setAttribute("transform", "translate(" + this.x + " " + this.y + ") scale(" + this.k + ")"); }
  zoom(by, cx = this.w / 2, cy = this.h / 2) {
    const k = Math.min(Math.max(this.k * by, 0.3), 12);
    this.x = cx - (cx - this.x) * k / this.k; this.y = cy - (cy - this.y) * k / this.k; this.k = k; this.place();
  }
  // home is where a drawing is first seen: all of it, or as much as can be read.
  home() {
    const cw = this.canvas.clientWidth, ch = this.canvas.clientHeight;
    if (this.seen || !cw) return;
    this.seen = true;
    const all = Math.min(cw / this.w, ch / this.h), want = Math.min(Math.max(all, 0.72), cw / this.w);
    if (want <= all * 1.02) return;
    this.k = want / all;
    this.x = this.w / 2 * (1 - this.k);
    const i = this.of.nodes.findIndex((n) => n.kind === "internet"), y = i < 0 ? this.h / 2 : this.middle(i)[1], half = ch / all / 2;
    this.y = this.h / 2 - Math.min(Math.max(y, half / this.k), Math.max(this.h - half / this.k, this.h / 2)) * this.k;
    this.place();
  }
  fit() { this.x = 0; this.y = 0; this.k = 1; this.place(); }
  point(e) { const p = new DOMPoint(e.clientX, e.clientY).matrixTransform(this.svg.getScreenCTM().inverse()); return [p.x, p.y]; }
  listen() {
    const svg = this.svg;
    svg.addEventListener("wheel", (e) => { e.preventDefault(); const [x, y] = this.point(e); this.zoom(Math.exp(-e.deltaY * (e.deltaMode ? 0.05 : 0.0016)), x, y); }, { passive: false });
    let from = null, moved = false;
    svg.addEventListener("pointerdown", (e) => { if (e.button) return; from = [e.clientX, e.clientY, this.x, this.y]; moved = false; });
    svg.addEventListener("pointermove", (e) => {
      if (!from) return;
      const scale = svg.getScreenCTM().a, dx = e.clientX - from[0], dy = e.clientY - from[1];
      if (!moved && Math.hypot(dx, dy) < 4) return;
      if (!moved) { moved = true; svg.setPointerCapture(e.pointerId); this.canvas.classList.add("moving"); }
      this.x = from[2] + dx / scale; this.y = from[3] + dy / scale; this.place();
    });
    const end = () => { from = null; this.canvas.classList.remove("moving"); };
    svg.addEventListener("pointerup", end); svg.addEventListener("pointercancel", end);
    svg.addEventListener("click", (e) => {
      if (moved) { moved = false; return; }
      const n = e.target.closest(".n");
      if (n) this.choose(Number(n.dataset.n)); else this.clear();
    });
    svg.addEventListener("keydown", (e) => this.key(e));
  }
  key(e) {
    const n = e.target.closest(".n");
    if (e.key === "Escape") { this.clear(); return; }
    if (e.key === "+" || e.key === "=") { this.zoom(1.35); return; }
    if (e.key === "-") { this.zoom(1 / 1.35); return; }
    if (!n) return;
    const i = Number(n.dataset.n);
    if (e.key === "Enter" || e.key === " ") { e.preventDefault(); this.choose(i, true); return; }
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[e.key];
    if (!way) return;
    e.preventDefault();
    const at = this.middle(i);
    let best = -1, least = Infinity;
    this.of.nodes.forEach((_, j) => {
      if (j === i) return;
      const m = this.middle(j), dx = m[0] - at[0], dy = m[1] - at[1];
      const along = dx * way[0] + dy * way[1], aside = Math.abs(way[0] ? dy : dx);
      if (along < 8 || (way[1] && aside > 60)) return;
      const far = along + aside * 2;
      if (far < least) { least = far; best = j; }
    });
    if (best >= 0) this.focus(best);
  }
  middle(i) { const t = this.nodes[i].transform.baseVal[0].matrix; return [t.e, t.f]; }
  focus(i) {
    for (const n of this.nodes) n.setAttribute("tabindex", "-1");
    this.nodes[i].setAttribute("tabindex", "0"); this.nodes[i].focus({ preventScroll: true }); this.reveal(i);
  }
  reveal(i) { // moves the drawing so that a node is in sight
    const [x, y] = this.middle(i), sx = x * this.k + this.x, sy = y * this.k + this.y;
    if (sx < 0 || sx > this.w - 160 * this.k) this.x += this.w / 2 - sx;
    if (sy < 0 || sy > this.h - 40 * this.k) this.y += this.h / 2 - sy;
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
        const moving = e.k.some((k) => moves.has(k)) && !e.w;
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
    this.panel.hidden = true;
    this.canvas.classList.remove("paned");
  }
  choose(i, focus) {
    this.clear();
    const [down, on1] = this.reach([i], this.out, "f"), [up, on2] = this.reach([i], this.into, "t");
    this.light(new Set([...down, ...up]), new Set([...on1, ...on2]));
    this.nodes[i].classList.add("chosen");
    for (const n of this.nodes) n.setAttribute("tabindex", "-1");
    this.nodes[i].setAttribute("tabindex", "0");
    this.reveal(i);
    this.tell(i, down, focus);
  }
  // show lights up what a number at a glance is about.
  show(b) {
    const was = b.getAttribute("aria-pressed") === "true";
    this.clear();
    if (was) return;
    b.setAttribute("aria-pressed", "true");
    const nodes = this.of.nodes, kind = b.dataset.show;
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
    $(".hits", this.root).textContent = words.length ? (this.found.length ? plural(this.found.length, "match").replace("matchs", "matches") + ": Enter shows the first" : "no match") : "";
    if (!words.length) return;
    this.light(new Set(this.found), new Set());
    for (const i of this.found) this.nodes[i].classList.add("hit");
    if (this.found.length) this.reveal(this.found[0]);
  }
  tell(i, down, focus) {
    const n = this.of.nodes[i], p = this.panel;
    const close = el("button", { type: "button", class: "close", "aria-label": "Close", onclick: () => { this.clear(); this.focus(i); } }, "✕");
    p.replaceChildren(close, el("h3", {}, n.label), el("p", { class: "sub" }, [n.note, n.class && n.class + " data", n.open && "open to the internet"].filter(Boolean).join(", ")), n.at ? el("p", { class: "sub" }, el("code", {}, n.at)) : "");
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
        ul.append(el("li", {}, e.k.map((kind) => verbs[kind] || kind).join(", ") + " ", el("button", { type: "button", class: "link", onclick: () => this.choose(other, true) }, this.of.nodes[other].label), e.w ? " (by a grant on everything)" : "", e.v ? el("span", { class: "sub" }, " " + e.v.join(", ")) : ""));
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
// App is an application: its views, of which one is shown, and the tools for it.
class App {
  constructor(root, of, index) {
    this.root = root; this.of = of; this.index = index; this.canvas = $(".canvas", root); this.panel = $(".panel", root);
    this.elements = $$(".view", root); this.graphs = []; this.at = 0;
    const q = $(".q", root), v = $(".v", root);
    for (const b of $$("[data-zoom]", root)) b.addEventListener("click", () => ({ in: () => this.now().zoom(1.35), out: () => this.now().zoom(1 / 1.35), fit: () => this.now().fit() })[b.dataset.zoom]());
    for (const b of $$("[data-show]", root)) b.addEventListener("click", () => this.now().show(b));
    q.addEventListener("input", () => {
      if (!matches(this.of.views[this.at], q.value).length) { // another view may have it
        const i = this.of.views.findIndex((v) => matches(v, q.value).length);
        if (i >= 0) this.show(i);
      }
      this.now().find(q.value);
    });
    q.addEventListener("keydown", (e) => {
      if (e.key === "Enter") this.first(q.value);
      else if (e.key === "Escape") { q.value = ""; this.now().find(""); }
    });
    if (v) v.addEventListener("change", () => this.show(Number(v.value)));
    this.now();
  }
  visible() { return !this.root.hidden; }
  // first chooses the first node that is found: of a group the member that is meant, where it is drawn.
  first(text) {
    const g = this.now();
    if (!g.found || !g.found.length) return;
    const n = g.of.nodes[g.found[0]], words = wordsOf(text);
    const member = n.kind === "group" && (n.m || []).find((id) => words.every((w) => id.toLowerCase().includes(w)));
    if (member && this.has(member)) this.deep(member); else g.choose(g.found[0]);
  }
  now() { return this.graphs[this.at] || (this.graphs[this.at] = new Graph(this, this.elements[this.at], this.of.views[this.at])); }
  show(i) {
    this.now().clear();
    this.at = i;
    this.elements.forEach((e, j) => { e.hidden = j !== i; });
    const v = $(".v", this.root);
    if (v) v.value = String(i);
    this.now().clear();
    this.now().home();
  }
  part(n) { return n.kind === "group" && n.zone === "functions" ? this.of.views.findIndex((v) => v.name === n.id) : -1; }
  has(id) { return this.of.views.some((v) => v.nodes.some((n) => n.id === id)); }
  deep(id) {
    if (!id) return;
    const i = this.of.views.findIndex((v) => v.nodes.some((n) => n.id === id));
    if (i < 0) return;
    this.show(i);
    this.now().choose(this.now().ids.get(id));
  }
}
const verbs = { reads: "may read", writes: "may write", publishes: "may send to", invokes: "makes run", triggers: "triggers", "runs-as": "runs as", guards: "guards", egress: "may reach" };
const graphs = $$(".app").map((root, i) => new App(root, data.apps[i], i));
const chooser = document.getElementById("app");
function application(i) { $$(".app").forEach((a, j) => { a.hidden = j !== i; }); if (chooser) chooser.value = String(i); const g = graphs[i]; if (g) g.now().home(); }
if (chooser) chooser.addEventListener("change", () => application(Number(chooser.value)));

const theme = document.getElementById("theme");
theme.addEventListener("click", () => {
  const root = document.documentElement, dark = matchMedia("(prefers-color-scheme: dark)").matches, now = root.dataset.theme;
  root.dataset.theme = now === "auto" ? (dark ? "light" : "dark") : now === "dark" ? "light" : "dark";
});

// --- the page ----------------------------------------------------------------------------------------------------
addEventListener("hashchange", () => { const i = read().query.get("app"); if (i !== null && read().name === "application") application(Number(i)); go(); });
let asSeen = "auto";
addEventListener("afterprint", () => { document.documentElement.dataset.theme = asSeen; });
addEventListener("beforeprint", () => {
  asSeen = document.documentElement.dataset.theme;
  document.documentElement.dataset.theme = "light"; // paper is
  for (const g of graphs) { g.show(0); g.now().fit(); }
  if (!drawn) filter(); next(Infinity); const all = $$("details.f", list); if (all.length <= 300) for (const d of all) { d.open = true; if (d.childElementCount === 1) d.append(inside(shown.find((f) => "f-" + f.id === d.id))); }
});
filter();
const first = read().query.get("app");
if (first !== null && read().name === "application") application(Number(first));
go();
})();
