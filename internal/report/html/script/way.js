// way shows a trace: the steps, a line each, and beside them the lines that they are about, those of a file together. A step
// leads to its line.
function way(f) {
  const sources = el("div", { class: "sources" }), at = new Map();
  for (const [file, list] of perFile([...f.tr, { file: f.file, a: f.a, z: f.z }])) {
    const pre = passages(file, list, f, at);
    if (pre) sources.append(el("p", { class: "file" }, el("code", {}, file)), pre);
  }
  const steps = el("ol", { class: "way" });
  f.tr.forEach((step, i) => {
    const line = at.get(i), place = step.file ? el("code", {}, step.file.slice(step.file.lastIndexOf("/") + 1) + ":" + step.line) : "";
    const inside = [el("span", { class: "step" }, String(i + 1)), el("span", { class: "what" }, step.text), place];
    steps.append(el("li", {}, line ? el("button", { type: "button", title: step.file + ":" + step.line, onclick: () => point(sources, line) }, ...inside) : el("span", {}, ...inside)));
  });
  return el("div", { class: "ways" }, steps, sources.childElementCount ? sources : "");
}
// perFile puts what is about one file together, in the order in which files come.
function perFile(items) {
  const out = new Map();
  items.forEach((item, i) => {
    if (!item.file || !item.a) return;
    if (!out.has(item.file)) out.set(item.file, []);
    out.get(item.file).push({ ...item, step: i });
  });
  return out;
}
// passages are lines of a file that are not all together. Which line a step is about is noted in at.
function passages(file, list, f, at) {
  const lines = data.lines[file];
  if (!lines) return null;
  const pre = el("pre", { class: "src", tabindex: "0", "aria-label": "lines of " + file }), numbers = new Set();
  for (const { a, z, line } of list) {
    let end = z; // without empty lines behind what is meant
    while (end > Math.max(a, line || a) && !(lines[end] || "").trim()) end--;
    for (let n = a; n <= end; n++) numbers.add(n);
  }
  let last = 0;
  for (const n of [...numbers].sort((a, b) => a - b)) {
    if (last && n > last + 1) pre.append(el("span", { class: "gap" }, "⋯"));
    last = n;
    const here = list.filter((s) => s.line === n), own = file === f.file && n >= f.line && n <= Math.max(f.line, f.end || 0);
    const row = el("span", { class: here.length || own ? "at" : "" }, el("span", { class: "no" }, String(n)), el("span", { class: "steps-here" }, ...here.map((s) => el("b", { class: "step" }, String(s.step + 1)))), lines[n] || "");
    for (const s of here) at.set(s.step, row);
    pre.append(row);
  }
  return pre;
}
// point shows which line a step is about.
function point(sources, line) {
  for (const e of $$(".pointed", sources)) e.classList.remove("pointed");
  line.classList.add("pointed");
  line.scrollIntoView({ block: "nearest" });
}
