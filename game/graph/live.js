// ---- beside the preview: where the play is, and the files as they are now ----

const EVERY = 400; // milliseconds between two questions
const PATIENCE = 3; // questions without an answer; then the preview has ended
const KEPT = "map"; // what is kept of the view while the page is loaded anew
const version = Number(document.body.dataset.version);
const live = document.getElementById("live");
const wrong = document.getElementById("wrong");
const follow = document.getElementById("follow");
let here = "", unanswered = 0;

/** The page with the story as it is now, seen as before. */
function loadAnew() {
  const view = follow ? { box, chosen, role: role.value, colour: colour.value, search: search.value, follow: follow.checked, here } : null;
  if (view) sessionStorage.setItem(KEPT, JSON.stringify(view));
  location.reload();
}

function asBefore() {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  sessionStorage.removeItem(KEPT);
  if (!kept) return;
  if ([...role.options].some((each) => each.value === kept.role)) role.value = kept.role;
  role.dispatchEvent(new Event("change"));
  colour.value = kept.colour;
  colour.dispatchEvent(new Event("change"));
  search.value = kept.search;
  if (kept.search) find();
  follow.checked = kept.follow;
  if (kept.chosen) choose(kept.chosen, { focus: false });
  box = kept.box;
  draw();
  here = spots.has(kept.here) ? kept.here : "";
  mark();
}

const flag = (() => {
  const made = (name, settings, ...inside) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(settings)) element.setAttribute(key, value);
    element.append(...inside);
    return element;
  };
  return made("g", { class: "you" }, made("rect", { x: -84, y: -53, width: 78, height: 20, rx: 4 }), made("text", { x: -45, y: -39, class: "small" }, "You are here"));
})();

function mark() {
  for (const each of document.querySelectorAll(".here")) each.classList.remove("here");
  flag.remove();
  spots.get(here)?.classList.add("here");
  spots.get(here)?.append(flag);
  articles.get(here)?.classList.add("here");
}

function tell(now) {
  if (now.version !== version) {
    loadAnew();
    return;
  }
  if (wrong.textContent !== now.wrong) wrong.textContent = now.wrong;
  if (follow && now.here !== here) {
    here = now.here;
    mark();
    if (follow.checked && spots.has(here)) show(spots.get(here));
  }
  const place = now.here ? `You are at ${articles.get(now.here)?.querySelector("h3").textContent ?? now.here}, ` : "";
  if (live.textContent !== place + now.said) live.textContent = place + now.said;
}

async function ask() {
  try {
    const answer = await fetch("/now", { signal: AbortSignal.timeout(5000) });
    tell(await answer.json());
    unanswered = 0;
  } catch {
    unanswered += 1;
  }
  if (unanswered < PATIENCE) {
    setTimeout(ask, EVERY);
  } else {
    document.body.classList.add("ended");
    wrong.textContent = "";
    live.textContent = "The preview has ended. The map stays as it was.";
  }
}

if (follow) asBefore();
ask();
