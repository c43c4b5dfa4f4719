const pages = ["application", "findings", "practices", "rules", "unknowns", "made"];
// read is what the address asks for: a page, and its query as it is written.
function read() {
  const [name, query] = location.hash.slice(1).split(/\?(.*)/s);
  return { name, query: new URLSearchParams(query || "") };
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
  if (page === "findings") { if (target) one(target); else take(at.query); return; }
  if (target) { reach(document.getElementById(target)); return; }
  scrollTo(0, 0);
  if (page !== "application") return;
  if (at.query.has("app")) application(Number(at.query.get("app")));
  const g = graphs.find((g) => g.visible());
  if (!g) return;
  g.now().home();
  if (at.query.has("node")) g.deep(at.query.get("node"));
}
// reach opens a part of a page and goes there.
function reach(e) {
  if (!e) return;
  if (e.tagName === "DETAILS") e.open = true;
  e.scrollIntoView({ block: "start" });
  const s = $("summary", e);
  if (s) s.focus();
}

const theme = document.getElementById("theme");
theme.addEventListener("click", () => {
  const root = document.documentElement, dark = matchMedia("(prefers-color-scheme: dark)").matches, now = root.dataset.theme;
  root.dataset.theme = now === "auto" ? (dark ? "light" : "dark") : now === "dark" ? "light" : "dark";
});

// Paper has no scrolling, no folds and no dark: everything is there, and as it was afterwards.
const printed = 300; // findings that are printed with what stands within them
let before = null;
addEventListener("beforeprint", () => {
  const root = document.documentElement;
  if (!shown) filter();
  before = { theme: root.dataset.theme, drawn, at: graphs.map((g) => g.at), opened: [] };
  root.dataset.theme = "light";
  for (const g of graphs) { g.show(0); g.now().fit(); }
  next(Infinity);
  const few = shown.length <= printed;
  for (const d of $$("details")) {
    if (d.open || (!few && d.grow)) continue;
    if (d.grow) d.grow();
    d.open = true;
    before.opened.push(d);
  }
});
addEventListener("afterprint", () => {
  if (!before) return;
  document.documentElement.dataset.theme = before.theme;
  for (const d of before.opened) d.open = false;
  graphs.forEach((g, i) => { g.now().touched = false; g.show(before.at[i]); });
  before = null;
});
addEventListener("resize", () => graphs.forEach((g) => g.visible() && g.now().home()));
addEventListener("hashchange", go);
go();
