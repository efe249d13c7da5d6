"use strict";
const map = document.getElementById("map");
const view = document.getElementById("view");
const told = document.getElementById("told");
const search = document.getElementById("search");
const role = document.getElementById("role");
const colour = document.getElementById("colour");
const width = Number(map.dataset.width), height = Number(map.dataset.height);
const spots = new Map([...map.querySelectorAll(".spot")].map((spot) => [spot.dataset.id, spot]));
const articles = new Map([...document.querySelectorAll("article")].map((article) => [article.dataset.id, article]));
const links = [...map.querySelectorAll(".link")];
const words = new Map([...articles].map(([id, article]) => [id, article.textContent.toLowerCase()]));
let chosen = "", matches = [], match = -1;

// ---- zoom and pan: the map's own coordinates, as a part of the whole ----

let box = { x: 0, y: 0, wide: width, high: height };

function draw() {
  map.setAttribute("viewBox", `${box.x} ${box.y} ${box.wide} ${box.high}`);
}

function fit() {
  const { wide, high } = shape();
  box = { x: (width - wide) / 2, y: (height - high) / 2, wide, high };
  draw();
}

/** The whole map in the proportions of the window. */
function shape() {
  const there = map.getBoundingClientRect();
  const ratio = there.height ? there.width / there.height : 1;
  return width / height > ratio ? { wide: width, high: width / ratio } : { wide: height * ratio, high: height };
}

/** Zoom by a factor so that the point stays where it is. */
function zoom(factor, at = { x: box.x + box.wide / 2, y: box.y + box.high / 2 }) {
  const most = shape().wide * 1.5;
  const wide = Math.min(most, Math.max(250, box.wide * factor));
  const done = wide / box.wide;
  box = { x: at.x - (at.x - box.x) * done, y: at.y - (at.y - box.y) * done, wide, high: box.high * done };
  draw();
}

function pointOf(event) {
  const there = map.getBoundingClientRect();
  return { x: box.x + ((event.clientX - there.left) / there.width) * box.wide, y: box.y + ((event.clientY - there.top) / there.height) * box.high };
}

/** Bring a scene into view, close enough to be read. */
function show(spot) {
  const readable = map.getBoundingClientRect().width * 1.4;
  if (box.wide > readable) {
    box = { ...box, wide: readable, high: (readable * box.high) / box.wide };
  }
  const x = Number(spot.dataset.x) + 40, y = Number(spot.dataset.y) + 40;
  const inside = x > box.x + 120 && x < box.x + box.wide - 120 && y > box.y + 60 && y < box.y + box.high - 60;
  if (!inside) {
    box.x = x - box.wide / 2;
    box.y = y - box.high / 2;
  }
  draw();
}

map.addEventListener("wheel", (event) => {
  event.preventDefault();
  zoom(Math.exp(Math.max(-60, Math.min(60, event.deltaY)) * 0.004), pointOf(event));
}, { passive: false });

let held = null;
map.addEventListener("pointerdown", (event) => {
  held = { x: event.clientX, y: event.clientY, moved: false };
});
map.addEventListener("pointermove", (event) => {
  if (!held) return;
  const there = map.getBoundingClientRect();
  const dx = event.clientX - held.x, dy = event.clientY - held.y;
  if (!held.moved && Math.hypot(dx, dy) < 4) return;
  if (!held.moved) {
    held.moved = true;
    map.setPointerCapture(event.pointerId);
    map.classList.add("held");
  }
  box.x -= (dx / there.width) * box.wide;
  box.y -= (dy / there.height) * box.high;
  held.x = event.clientX;
  held.y = event.clientY;
  draw();
});
for (const name of ["pointerup", "pointercancel"]) {
  map.addEventListener(name, (event) => {
    const spot = held && !held.moved && name === "pointerup" ? event.target.closest(".spot") : null;
    held = null;
    map.classList.remove("held");
    if (spot) choose(spot.dataset.id);
  });
}

// ---- choosing a scene ----

function choose(id, { focus = true } = {}) {
  const spot = spots.get(id);
  if (!spot) return;
  spots.get(chosen)?.classList.remove("chosen");
  articles.get(chosen)?.classList.remove("chosen");
  spots.get(chosen)?.setAttribute("tabindex", "-1");
  chosen = id;
  spot.classList.add("chosen");
  spot.setAttribute("tabindex", "0");
  map.classList.add("choosing");
  for (const link of links) link.classList.toggle("lit", link.dataset.from === id || link.dataset.to === id);
  articles.get(id).classList.add("chosen");
  articles.get(id).scrollIntoView({ block: "nearest" });
  show(spot);
  if (focus) spot.focus({ preventScroll: true });
}

function unchoose() {
  spots.get(chosen)?.classList.remove("chosen");
  articles.get(chosen)?.classList.remove("chosen");
  chosen = "";
  map.classList.remove("choosing");
  for (const link of links) link.classList.remove("lit");
}

const shown = (spot) => spot && !spot.classList.contains("away");

/** The nearest scene in a direction: down and up along arrows where there are some, else whatever stands there. */
function beside(spot, key) {
  const x = Number(spot.dataset.x), y = Number(spot.dataset.y);
  const along = { ArrowDown: [0, 1], ArrowUp: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[key];
  const linked = new Set();
  for (const link of links) {
    if (link.dataset.from === spot.dataset.id) linked.add(link.dataset.to);
    if (link.dataset.to === spot.dataset.id) linked.add(link.dataset.from);
  }
  let best = null, least = Infinity;
  for (const [id, other] of spots) {
    if (other === spot || !shown(other)) continue;
    const dx = Number(other.dataset.x) - x, dy = Number(other.dataset.y) - y;
    const ahead = dx * along[0] + dy * along[1], aside = Math.abs(dx * along[1]) + Math.abs(dy * along[0]);
    if (ahead < 1) continue;
    const far = (ahead + aside * 3) * (along[1] && linked.has(id) ? 0.05 : 1);
    if (far < least) [best, least] = [id, far];
  }
  return best;
}

map.addEventListener("keydown", (event) => {
  const spot = event.target.closest(".spot");
  if (!spot || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key.startsWith("Arrow")) {
    event.preventDefault();
    const next = beside(spot, event.key);
    if (next) choose(next);
  } else if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    choose(spot.dataset.id, { focus: false });
    articles.get(chosen).focus();
  }
});
// On the frame: Chromium makes an SVG that listens for focus a stop of its own.
document.getElementById("frame").addEventListener("focusin", (event) => {
  const spot = event.target.closest(".spot");
  if (spot && spot.dataset.id !== chosen && !held) choose(spot.dataset.id, { focus: false });
});
function openLink(event) {
  const link = event.target.closest("a");
  if (link?.className === "editor") return;
  const id = link ? link.hash.slice("#scene-".length) : event.target.closest("article")?.dataset.id;
  if (!id) return;
  event.preventDefault();
  choose(id, { focus: false });
  if (link) articles.get(id).focus();
}
document.getElementById("list").addEventListener("click", openLink);
document.getElementById("changed")?.addEventListener("click", openLink);
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    if (document.activeElement?.tagName === "ARTICLE") spots.get(chosen)?.focus({ preventScroll: true });
    else unchoose();
  }
  if (["INPUT", "SELECT"].includes(document.activeElement?.tagName)) return;
  const key = { "+": () => zoom(0.8), "=": () => zoom(0.8), "-": () => zoom(1.25), 0: fit, "/": () => search.focus() }[event.key];
  if (key) {
    event.preventDefault();
    key();
  }
});

// ---- search, roles, colours ----

function find() {
  const asked = search.value.trim().toLowerCase();
  matches = asked ? [...spots].filter(([id, spot]) => shown(spot) && words.get(id).includes(asked)).map(([id]) => id) : [];
  match = -1;
  map.classList.toggle("searching", asked !== "");
  for (const [id, spot] of spots) spot.classList.toggle("found", matches.includes(id));
  told.textContent = asked ? `${matches.length} found${matches.length ? "; Enter goes to each" : ""}` : "";
}
search.addEventListener("input", find);
search.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && matches.length) {
    event.preventDefault();
    match = (match + (event.shiftKey ? matches.length - 1 : 1)) % matches.length;
    choose(matches[match], { focus: false });
    told.textContent = `${match + 1} of ${matches.length} found`;
  }
});
role.addEventListener("change", () => {
  const asked = role.value;
  const away = (each) => asked !== "" && !each.dataset.roles.split(" ").includes(asked);
  let count = 0;
  for (const [id, spot] of spots) {
    spot.classList.toggle("away", away(spot));
    articles.get(id).hidden = away(spot);
    if (!away(spot)) count += 1;
  }
  for (const link of links) link.classList.toggle("away", away(link));
  find();
  told.textContent = `${count} of ${spots.size} scenes`;
});
colour.addEventListener("change", () => {
  document.body.dataset.colour = colour.value;
});
document.getElementById("in").addEventListener("click", () => zoom(0.8));
document.getElementById("out").addEventListener("click", () => zoom(1.25));
document.getElementById("fit").addEventListener("click", fit);
window.addEventListener("resize", () => {
  const there = map.getBoundingClientRect();
  box.high = (box.wide * there.height) / there.width;
  draw();
});

document.getElementById("tools").hidden = false;
spots.values().next().value?.setAttribute("tabindex", "0");
fit();
const start = map.querySelector("path.start")?.closest(".spot");
if (start && box.wide > map.getBoundingClientRect().width * 2.5) {
  // A map that is too large to be read opens at its first start, with what follows below it.
  show(start);
  box.y = Number(start.dataset.y) - 20;
  draw();
}
