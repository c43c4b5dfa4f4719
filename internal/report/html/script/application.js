// App is an application: its views, of which one is shown, and the tools for it.
class App {
  constructor(root, of, index) {
    this.root = root; this.index = index; this.canvas = $(".canvas", root); this.panel = $(".panel", root);
    this.edges = of.edges; this.graphs = []; this.at = 0;
    this.elements = $$(".view", root); // that of the first view is in the page, where the application is shown at first
    this.views = of.views.map((v) => ({ ...v, nodes: v.nodes.map(([i, x, y, w]) => ({ ...of.nodes[i], of: i, x, y, w })) }));
    const q = $(".q", root), v = $(".v", root);
    for (const b of $$("[data-zoom]", root)) b.addEventListener("click", () => ({ in: () => this.now().zoom(1.35), out: () => this.now().zoom(1 / 1.35), fit: () => this.now().fit() })[b.dataset.zoom]());
    for (const b of $$("[data-show]", root)) b.addEventListener("click", () => this.now().show(b));
    q.addEventListener("input", () => {
      if (!matches(this.views[this.at], q.value).length) { // another view may have it
        const i = this.views.findIndex((v) => matches(v, q.value).length);
        if (i >= 0) this.show(i);
      }
      this.now().find(q.value);
    });
    q.addEventListener("keydown", (e) => {
      if (e.key === "Enter") this.first(q.value);
      else if (e.key === "Escape") { q.value = ""; this.now().find(""); }
    });
    if (v) v.addEventListener("change", () => this.show(Number(v.value)));
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
  now() { return this.graphs[this.at] || (this.graphs[this.at] = this.graph(this.at)); }
  graph(i) {
    const view = this.views[i], at = new Map(view.nodes.map((n, j) => [n.of, j]));
    view.edges = view.edges.map(([k, path]) => ({ ...this.edges[k], f: at.get(this.edges[k].f), t: at.get(this.edges[k].t), path }));
    return new Graph(this, this.element(i), view);
  }
  // element is where a view is drawn.
  element(i) {
    if (!this.elements[i]) {
      const view = this.views[i], label = "Drawing of " + this.root.dataset.id + ", " + view.name + ": " + view.summary;
      this.elements[i] = el("div", { class: "view" }, shape("svg", { class: "drawing", viewBox: "0 0 " + view.w + " " + view.h, role: "group", "aria-label": label }, worldOf(view)));
      this.panel.before(this.elements[i]);
    }
    return this.elements[i];
  }
  show(i) {
    this.now().clear();
    this.at = i;
    const g = this.now();
    this.elements.forEach((e, j) => { e.hidden = j !== i; });
    const v = $(".v", this.root);
    if (v) v.value = String(i);
    g.clear();
    g.home();
  }
  part(n) { return n.kind === "group" && n.zone === "functions" ? this.views.findIndex((v) => v.name === n.id) : -1; }
  has(id) { return this.views.some((v) => v.nodes.some((n) => n.id === id)); }
  deep(id) {
    const i = this.views.findIndex((v) => v.nodes.some((n) => n.id === id));
    if (i < 0) return;
    this.show(i);
    this.now().choose(this.now().ids.get(id));
  }
}
const graphs = $$(".app").map((root, i) => new App(root, data.apps[i], i));
const chooser = document.getElementById("app");
function application(i) {
  if (!graphs[i]) return;
  graphs.forEach((g, j) => { g.root.hidden = j !== i; });
  if (chooser) chooser.value = String(i);
  graphs[i].now().home();
}
if (chooser) chooser.addEventListener("change", () => application(Number(chooser.value)));
