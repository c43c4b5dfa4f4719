const filters = document.getElementById("filters"), list = document.getElementById("list"), more = document.getElementById("more");
const practiceOf = (f) => (data.rules[f.rule] || {}).practice;
// hay is what a search looks through.
function hay(f) {
  return f.hay || (f.hay = [f.msg, f.rule, f.file + ":" + f.line, f.id, f.res, (data.rules[f.rule] || {}).title, ...(f.fns || [])].join("\n").toLowerCase());
}
function fill(name, values) {
  filters.elements[name].append(...values.sort().map((v) => el("option", { value: v }, name === "function" ? local(v) : v)));
}
fill("function", [...new Set(data.findings.flatMap((f) => f.fns || []))]);
fill("file", [...new Set(data.findings.map((f) => f.file).filter(Boolean))]);
$(".hide", filters).hidden = data.apps.length < 2;
if (!data.since) for (const o of $$('[name=state] option', filters)) if (o.value === "new" || o.value === "known") o.remove();
const states = { library: (f) => f.lib, fix: (f) => f.diff };
const batch = 80;
let shown = null, drawn = 0; // shown is null as long as the list was not asked for
function filter() {
  const v = Object.fromEntries(new FormData(filters)), words = wordsOf(v.q);
  shown = data.findings.filter((f) =>
    (!v.severity || f.sev === v.severity) && (!v.practice || practiceOf(f) === v.practice) && (!v.rule || f.rule === v.rule) &&
    (!v.function || (f.fns || []).includes(v.function)) && (!v.file || f.file === v.file) && (!v.app || String(f.app) === v.app) &&
    (!v.state || (states[v.state] ? states[v.state](f) : f.st === v.state)) && words.every((w) => hay(f).includes(w)));
  list.replaceChildren();
  drawn = 0;
  document.getElementById("shown").textContent = shown.length === data.findings.length ? plural(shown.length, "finding") : shown.length + " of " + plural(data.findings.length, "finding");
  next();
}
function next(n = batch) {
  list.append(...shown.slice(drawn, drawn + n).map(row));
  drawn = Math.min(drawn + n, shown.length);
  more.hidden = drawn >= shown.length;
  more.textContent = "Show " + Math.min(batch, shown.length - drawn) + " more of " + (shown.length - drawn);
}
function row(f) {
  const d = el("details", { class: "f", id: "f-" + f.id });
  d.append(el("summary", {}, el("span", { class: "sev s-" + f.sev }, f.sev), el("span", { class: "msg" }, f.msg),
    f.st !== "open" && el("span", { class: "tag" }, f.st), f.lib && el("span", { class: "tag" }, "made by " + f.lib), f.diff && el("span", { class: "tag" }, "proved change"),
    el("code", {}, f.file ? f.file + ":" + f.line : "")));
  d.grow = () => { if (d.childElementCount === 1) d.append(inside(f)); };
  d.addEventListener("toggle", () => d.open && d.grow());
  return el("li", {}, d);
}
function inside(f) {
  const rule = document.getElementById("rule-" + f.rule);
  const told = (q) => (rule && $(q, rule) ? $(q, rule).textContent : "");
  const box = el("div", { class: "in" });
  if (f.why) box.append(el("p", {}, el("b", {}, "Accepted: "), f.why));
  if (f.envs) box.append(el("p", {}, "In " + f.envs.join(", ") + "."));
  if (f.tr) box.append(el("h3", {}, "The way"), way(f));
  else box.append(source(f.file, f.a, f.z, f.line, f.end));
  if (f.ev) box.append(el("h3", {}, "What supports it"), facts(f.ev));
  box.append(el("h3", { class: "screen" }, "Why it matters"), el("p", { class: "screen" }, told(".why")), el("h3", {}, "What to do"), el("p", {}, told(".remedy span")));
  if (f.diff) box.append(el("h3", {}, "A change that was proved to mend it"), f.dn ? el("p", {}, f.dn) : "", diff(f.diff));
  const about = el("p", { class: "meta" }, el("a", { href: "#rule-" + f.rule }, f.rule), " · " + f.conf + " · ");
  for (const id of (f.fns && f.fns.length ? f.fns : [f.res])) about.append(seeButton(f.app, id), " ");
  about.append(el("span", { class: "screen" }, "· ", el("a", { href: "#finding-" + f.id }, "link to this finding")));
  box.append(about);
  return box;
}
function seeButton(app, id) {
  const g = graphs[app];
  return g && g.has(id) ? el("button", { type: "button", class: "link", onclick: () => { location.hash = "application?app=" + app + "&node=" + encodeURIComponent(id); } }, local(id)) : el("span", {}, local(id));
}
function facts(items) {
  const out = el("ul", { class: "facts" });
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
let wait = 0; // for somebody who types
function take(query) {
  clearTimeout(wait); // what was typed before does not count any more
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
function changed() {
  const q = new URLSearchParams();
  for (const [k, v] of new FormData(filters)) if (v) q.set(k, v);
  const text = q.toString();
  history.replaceState(null, "", "#findings" + (text ? "?" + text : ""));
  filter();
}
// soon filters after a while, unless another address was gone to in the meantime.
function soon(ms) {
  const from = location.hash;
  clearTimeout(wait);
  wait = setTimeout(() => { if (location.hash === from) changed(); }, ms);
}
filters.addEventListener("input", (e) => soon(e.target.name === "q" ? 60 : 0));
filters.addEventListener("submit", (e) => e.preventDefault());
filters.addEventListener("reset", () => soon(0));
more.addEventListener("click", () => { const at = drawn; next(); const s = list.children[at] && $("summary", list.children[at]); if (s) s.focus(); });
