const data = JSON.parse(document.getElementById("data").textContent);
const $ = (q, of = document) => of.querySelector(q);
const $$ = (q, of = document) => [...of.querySelectorAll(q)];
// el makes an element; children are text or elements. Nothing is ever parsed as markup.
function el(name, attributes, ...children) { return furnish(document.createElement(name), attributes, children); }
// shape makes an element of a drawing.
function shape(name, attributes, ...children) { return furnish(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children); }
function furnish(e, attributes, children) {
  for (const [k, v] of Object.entries(attributes || {})) {
    if (v === undefined || v === false) continue;
    if (k.startsWith("on")) e.addEventListener(k.slice(2), v);
    else e.setAttribute(k, v === true ? "" : v);
  }
  e.append(...children.filter(Boolean));
  return e;
}
const local = (id) => { const i = id.indexOf("#"); return i < 0 ? id : id.slice(i + 1); };
const plural = (n, noun) => n + " " + noun + (n === 1 ? "" : /(s|ch)$/.test(noun) ? "es" : "s");
const wordsOf = (text) => text.toLowerCase().split(/\s+/).filter(Boolean);
