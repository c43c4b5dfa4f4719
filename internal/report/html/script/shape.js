// The views that are not in the page are drawn here, of the same elements as drawing.Inner writes for the first.
const perRune = 8.2, perSmall = 6, icon = 46;
const looks = { triggers: "invokes", egress: "reads" };
const round = (v) => String(Math.round(v * 10) / 10);
// fit shortens a text to a width.
function fit(text, room, per) {
  const runes = [...text], most = Math.max(Math.trunc(room / per), 4);
  return runes.length <= most ? text : runes.slice(0, most - 1).join("") + "…";
}
// worldOf draws a view.
function worldOf(view) {
  const world = shape("g", { class: "world" });
  for (const b of view.boxes) {
    if (!b.h) { world.append(shape("text", { class: "zone", x: b.x, y: b.y }, b.title)); continue; }
    world.append(shape("g", { class: "frame" }, shape("rect", { x: b.x, y: b.y, width: b.w, height: b.h, rx: 10 }),
      shape("text", { x: round(b.x + 11), y: round(b.y + 16) }, fit(b.title, b.w - 20, perSmall))));
  }
  world.append(shape("g", { class: "edges" }, ...view.edges.map(edgeShape)), shape("g", { class: "nodes" }, ...view.nodes.map(nodeShape)));
  return world;
}
function edgeShape(e, i) {
  const kind = looks[e.k[0]] || e.k[0];
  return shape("path", { class: ["e e-" + kind, e.w && "wide", e.n !== "missing" && e.n, e.m && "missing"].filter(Boolean).join(" "), "marker-start": e.m && "url(#a-missing)", "marker-end": "url(#a-" + kind + ")", d: e.path, "data-e": i });
}
function nodeShape(n, i) {
  const note = n.note || n.class ? (n.note || "") + (n.class ? ", " + n.class + " data" : "") : "";
  const many = n.kind === "every" || n.kind === "group", room = n.w - icon - (n.n ? 32 : 0);
  const g = shape("g", { class: "n z-" + n.zone + (many ? " k-" + n.kind : "") + (n.open ? " open" : ""), transform: "translate(" + n.x + " " + n.y + ")", "data-n": i, tabindex: -1, role: "button", "aria-label": describe(n) },
    shape("rect", { class: "body", width: n.w, height: 38, rx: 8 }), shape("rect", { class: "tile", x: 4, y: 4, width: 30, height: 30, rx: 6 }), shape("use", { href: "#i-" + n.icon, x: 11, y: 11, width: 16, height: 16 }),
    shape("text", { class: "label", x: 42, y: note ? 16.5 : 23 }, fit(n.label, room, perRune)));
  if (note) g.append(shape("text", { class: "note", x: 42, y: 29.5 }, fit(note, room, perSmall)));
  if (n.n) {
    const width = 10 + 7 * String(n.n).length;
    g.append(shape("g", { class: "badge s-" + n.worst, transform: "translate(" + round(n.w - width - 8) + " 11)" }, shape("rect", { width, height: 16, rx: 8 }), shape("text", { x: round(width / 2), y: 12 }, String(n.n))));
  }
  return g;
}
// describe is a node in words, for those who hear it.
function describe(n) {
  return [n.label, n.note, n.class && n.class + " data", n.open && "open to the internet", n.n && plural(n.n, "finding") + ", the worst " + n.worst].filter(Boolean).join(", ");
}
