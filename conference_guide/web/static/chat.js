/* The chat in the browser. Without this file every page works too, one page per answer.
   What was said stays in this tab (sessionStorage) and is never put into the page as HTML, only as text. */
(() => {
"use strict";
const KEY = "guide";
const TIMEOUT = 10000;
const byId = (id) => document.getElementById(id);
const root = document.documentElement;
const dataElement = byId("data");
const data = dataElement ? JSON.parse(dataElement.textContent) : null;
const framed = window.top !== window;

// --- what this tab remembers ---

let storage = true; // some browsers forbid it in a frame; then only the page remembers

function recall() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) || {};
  } catch (error) {
    storage = false;
    return {};
  }
}

function remember() {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(state));
  } catch (error) {
    storage = false;
  }
}

function forgetHere() {
  state = {};
  try {
    sessionStorage.clear();
  } catch (error) { /* nothing was stored */ }
}

function forgetThere(token) {
  if (!token) return;
  const body = JSON.stringify({ conversation: token });
  const headers = { "Content-Type": "application/json" };
  // Without a connection: again and again while the page is open; after an hour it is gone anyway.
  const later = () => setTimeout(forgetThere, 5000, token);
  fetch("/chat/conversation", { method: "DELETE", headers, body, keepalive: true }).catch(later);
}

let state = recall();

// --- exit this page ---

let gone = "";

function leave() {
  const link = byId("exit");
  gone = link ? link.href : "about:blank";
  const token = state.token || (data && data.token);
  root.classList.add("gone");
  document.title = "";
  if (running) running.abort();
  forgetHere();
  forgetThere(token);
  if (framed) {
    // Says only "exit"; the widget on the council's page then leaves it.
    window.parent.postMessage({ guide: "exit", to: gone }, "*");
    try {
      window.top.location.replace(gone);
      return;
    } catch (error) { /* the frame leaves alone */ }
  }
  location.replace(gone);
}

let shifts = [];

function onKey(event) {
  if (event.key === "Escape" && framed) window.parent.postMessage({ guide: "close" }, "*");
  if (event.key !== "Shift") {
    shifts = [];
    return;
  }
  if (event.repeat) return;
  const now = Date.now();
  shifts = shifts.filter((time) => now - time < 5000).concat(now);
  if (shifts.length >= 3) leave();
}

let running = null; // the request under way
if (byId("exit")) {
  byId("exit").addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", onKey);
  if (byId("keys")) byId("keys").hidden = false;
  // The back button may bring a kept copy of the page: it stays covered and leaves again.
  addEventListener("pageshow", (event) => {
    if (event.persisted && gone) location.replace(gone);
  });
}

for (const button of document.querySelectorAll(".copy")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(byId(button.dataset.copy).innerText.trim());
    button.firstChild.textContent = button.dataset.done;
  });
}

// The widget then knows that its frame is not empty.
if (framed) window.parent.postMessage({ guide: "ready" }, "*");
// What is folded would be missing on paper.
addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll(".turn details")) fold.open = true;
});

// A browser from before 2019 does without the rest: each answer is then a page of its own.
if (!data || !"".matchAll) return;

// --- drawing replies ---

const log = byId("log");
const box = byId("text");
const words = data.words[data.locale];
const wordsIn = (locale) => data.words[locale] || words;

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

function addLine(parent, text) {
  const phone = /(^|[^\w-])(999|111|101|116 ?123|0[1238](?: ?\d){6,9})(?!\d)/g;
  let from = 0;
  for (const found of text.matchAll(phone)) {
    const start = found.index + found[1].length;
    const link = make("a", "", found[2]);
    link.href = "tel:" + found[2].replace(/\D/g, "");
    parent.append(text.slice(from, start), link);
    from = start + found[2].length;
  }
  parent.append(text.slice(from));
  return parent;
}

function addProse(parent, text) {
  let open = null;
  for (const line of text.split("\n").map((one) => one.trim())) {
    if (!line) open = null;
    else if (line.startsWith("- ")) {
      if (!open || open.tagName !== "UL") open = parent.appendChild(make("ul"));
      open.append(addLine(make("li"), line.slice(2)));
    } else if (open && open.tagName === "P") addLine(open, " " + line);
    else open = parent.appendChild(addLine(make("p"), line));
  }
  return parent;
}

function fold(className, locale, extra) {
  const details = make("details", className);
  const summary = make("summary");
  summary.append(make("span", "shut", wordsIn(locale).more), make("span", "open", wordsIn(locale).less), ...extra);
  details.append(summary);
  return details;
}

function writeAsOf(asOf, locale) {
  if (!asOf) return wordsIn(locale).source_undated;
  const [year, month, day] = asOf.split("-").map(Number);
  const date = [day, month && data.months[locale][month - 1], year].filter(Boolean).join(" ");
  return wordsIn(locale).source_as_of.replace("{date}", date);
}

function sourceItem(source, locale) {
  const item = make("li");
  if (source.url && /^https?:/.test(source.url)) {
    const link = make("a", "", source.title);
    link.href = source.url;
    link.rel = "noopener noreferrer";
    if (data.embed) link.target = "_blank";
    item.append(link);
  } else item.append(source.title);
  item.append(" ", make("span", "as-of", "(" + writeAsOf(source.as_of, locale) + ")"));
  return item;
}

function sourceList(sources, locale) {
  const list = make("ul");
  list.append(...sources.map((source) => sourceItem(source, locale)));
  return list;
}

function drawSources(sources, locale) {
  const part = make("div", "sources");
  part.append(make("p", "", wordsIn(locale).sources_heading), sourceList(sources.slice(0, 1), locale));
  if (sources.length > 1) {
    const extra = [" (" + (sources.length - 1) + ")", make("span", "vh", ": " + wordsIn(locale).sources_heading)];
    const rest = fold("", locale, extra);
    rest.append(sourceList(sources.slice(1), locale));
    part.append(rest);
  }
  return part;
}

function drawReply(reply, locale) {
  const part = make("div", "reply " + reply.kind);
  part.append(make("h2", "vh", wordsIn(locale).guide_said), addProse(make("div", "short"), reply.short));
  if (reply.more) part.append(addProse(fold("more", locale, []), reply.more));
  explain(part, locale);
  if (reply.sources.length) part.append(drawSources(reply.sources, locale));
  if (reply.buttons.length) {
    const list = part.appendChild(make("ul", "buttons"));
    for (const choice of reply.buttons) {
      const button = make("button", "", choice.title);
      button.type = "button";
      button.name = "button";
      button.value = choice.button;
      list.appendChild(make("li")).append(button);
    }
  }
  return part;
}

function drawTurn(turn) {
  const part = make("div", "turn");
  part.lang = turn.locale;
  if (turn.you) {
    const you = part.appendChild(make("p", "you"));
    you.append(make("span", "vh", wordsIn(turn.locale).you_said + " "), turn.you);
  }
  part.append(...turn.replies.map((reply) => drawReply(reply, turn.locale)));
  log.append(part);
  return part;
}

// --- hard words, explained where they stand ---

const glossaries = {};

function glossary(locale) {
  const nation = (data.areas[state.area] || [])[1];
  const name = locale + nation;
  if (!glossaries[name]) {
    const terms = (data.glossary[locale] || []).filter((term) => !nation || term[2].includes(nation));
    const byForm = new Map();
    for (const term of terms) for (const form of term[0]) byForm.set(form.toLowerCase(), term);
    const forms = [...byForm.keys()].sort((a, b) => b.length - a.length);
    const escaped = forms.map((form) => form.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const pattern = forms.length ? new RegExp("(^|[^\\p{L}\\p{N}])(" + escaped.join("|") + ")(?![\\p{L}\\p{N}])", "iu") : null;
    glossaries[name] = { byForm, pattern };
  }
  return glossaries[name];
}

let notes = 0;

function termButton(text, explanation, holder) {
  const button = make("button", "term", text);
  const note = make(holder.tagName === "LI" ? "span" : "p", "note", explanation);
  button.type = "button";
  note.id = "note-" + (notes += 1);
  note.hidden = true;
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-controls", note.id);
  button.addEventListener("click", () => {
    note.hidden = !note.hidden;
    button.setAttribute("aria-expanded", String(!note.hidden));
  });
  if (holder.tagName === "LI") holder.append(note);
  else holder.after(note);
  return button;
}

function explain(part, locale) {
  const { byForm, pattern } = glossary(locale);
  const done = new Set();
  if (!pattern) return;
  for (const holder of part.querySelectorAll("p, li")) {
    let node = holder.firstChild;
    let after = 0; // words already passed over in this piece of text
    while (node) {
      const found = node.nodeType === 3 ? pattern.exec(node.data.slice(after)) : null;
      if (!found) {
        node = node.nextSibling;
        after = 0;
        continue;
      }
      const start = after + found.index + found[1].length;
      const term = byForm.get(found[2].toLowerCase());
      if (done.has(term)) {
        after = start + found[2].length;
        continue;
      }
      done.add(term);
      const rest = node.splitText(start);
      const next = rest.splitText(found[2].length);
      rest.replaceWith(termButton(rest.data, term[1], holder));
      node = next;
      after = 0;
    }
  }
}

// --- one turn ---

const status = (text) => { byId("status").textContent = text || ""; };

function problem(text) {
  byId("error").textContent = text || "";
  if (text) box.setAttribute("aria-invalid", "true");
  else box.removeAttribute("aria-invalid");
}

function setBusy(busy) {
  byId("send").setAttribute("aria-disabled", String(busy));
  byId("send").textContent = busy ? words.sending : words.send;
  log.setAttribute("aria-busy", String(busy));
}

function showStart(part) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  (part.querySelector(".reply, .failed") || part).scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
}

async function post(message) {
  running = new AbortController();
  const timer = setTimeout(() => running && running.abort(), TIMEOUT);
  try {
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch("/chat/messages", { method: "POST", headers, body: JSON.stringify(message), signal: running.signal });
    return { status: answer.status, body: await answer.json() };
  } catch (error) {
    return { status: 0, body: {} };
  } finally {
    clearTimeout(timer);
    running = null;
  }
}

const WAITS = [4000, 12000, 30000]; // before it tries again by itself; then only on request, or when the connection is back
let lost = null; // the turn that did not get through
let tries = 0;
let waiting = 0;
const again = () => lost && take(lost);

function showFailed(turn, text) {
  if (turn !== lost) {
    const part = byId("failed").content.firstElementChild.cloneNode(true);
    if (text) part.prepend(make("p", "error", text));
    part.querySelector(".again").addEventListener("click", again);
    log.append(part);
    part.scrollIntoView({ block: "start" });
    lost = turn;
    tries = 0;
  }
  if (tries < WAITS.length) waiting = setTimeout(again, WAITS[tries]);
  tries += 1;
}

function dropFailed() {
  clearTimeout(waiting);
  lost = null;
  for (const old of log.querySelectorAll(".failed")) old.remove();
}

addEventListener("online", again);

/* One turn at a time: {text} or {button, you}. What was typed stays in the box until it is answered. */
async function take(turn) {
  if (running || gone) return;
  // While the same turn is tried again, the numbers to ring stay in sight.
  if (turn === lost) clearTimeout(waiting);
  else dropFailed();
  problem("");
  state.pending = turn;
  remember();
  setBusy(true);
  const asked = state;
  const slow = setTimeout(() => status(words.sending), 600);
  const { status: code, body } = await post({
    conversation: state.token || null,
    text: turn.button ? null : turn.text,
    button: turn.button || null,
    // The server keeps the area; it is told only when it cannot know it.
    area: state.token && !state.renewed ? null : state.area || null,
    locale: state.locale || data.locale,
  });
  clearTimeout(slow);
  if (gone || asked !== state) return;
  status("");
  setBusy(false);
  delete state.pending;
  if (code !== 200) failed(turn, code, body);
  else answered(turn, body);
  remember();
}

function failed(turn, code, body) {
  const said = body.error && (data.locale === "cy" ? body.error.message_cy : body.error.message_en);
  if (code === 400 && state.token && body.error && body.error.code === "bad_conversation") {
    delete state.token;
    take(turn);
  } else if (said && code >= 400 && code < 500) {
    dropFailed();
    problem(said);
    byId("error").scrollIntoView({ block: "nearest" });
  } else showFailed(turn, said);
}

function answered(turn, body) {
  dropFailed();
  state.renewed = Boolean(state.token && state.token !== body.conversation && !body.area);
  state.token = body.conversation;
  state.locale = body.locale;
  if (body.area) state.area = body.area;
  const shown = { you: turn.button ? turn.you : turn.text, replies: body.replies, locale: body.locale };
  state.turns = (state.turns || []).concat(shown).slice(-60);
  if (!turn.button && box.value.trim() === turn.text) {
    box.value = "";
    state.draft = "";
  }
  const part = drawTurn(shown);
  // On a phone the keyboard would hide the answer.
  if (!turn.button && matchMedia("(pointer: coarse)").matches) box.blur();
  showPlace();
  showStart(part);
}

/* The area, the links and the address follow the conversation. */
function showPlace() {
  const area = data.areas[state.area];
  byId("area-name").textContent = (area && area[0]) || words.area_unknown;
  byId("area-choice").value = byId("area-choice").name === "button" ? "area:" + state.area : state.area || "";
  byId("delete").hidden = !(state.turns && state.turns.length);
  for (const link of document.querySelectorAll(".languages a, .home, footer a, .offer a")) {
    const url = new URL(link.href);
    if (state.area) url.searchParams.set("area", state.area);
    if (state.token) url.searchParams.delete("topic");
    link.href = url.href;
  }
  if (!storage) return;
  const here = new URL(location.href);
  if (state.area) here.searchParams.set("area", state.area);
  here.searchParams.delete("topic");
  here.hash = "";
  history.replaceState(null, "", here.href);
}

// --- what the parent does ---

function send() {
  const text = box.value.trim();
  const count = [...text].length;
  if (!text) problem(words.nothing_typed);
  else if (count > data.limit) problem(words.too_long.replace("{count}", count));
  else if (running) status(words.still_waiting);
  else {
    status("");
    take({ text });
  }
}

let counting = 0;

function onType() {
  const left = data.limit - [...box.value.trim()].length;
  problem("");
  clearTimeout(counting);
  counting = setTimeout(() => {
    state.draft = box.value;
    remember();
    if (left < 0) problem(words.too_long.replace("{count}", data.limit - left));
    status(left >= 0 && left <= 100 ? words.characters_left.replace("{count}", left) : "");
  }, 400);
}

function changeArea(event) {
  if (!state.token) return; // the page of the new area is loaded
  event.preventDefault();
  const choice = byId("area-choice");
  const area = choice.value.replace("area:", "");
  if (!area) return;
  byId("area").open = false;
  take({ button: "area:" + area, you: choice.selectedOptions[0].textContent });
}

function askDelete(open) {
  byId("confirm").hidden = !open;
  (open ? byId("confirm-yes") : byId("delete")).focus();
}

function deleteChat() {
  const token = state.token || data.token;
  const area = state.area;
  if (running) running.abort();
  forgetHere();
  forgetThere(token);
  state.area = area;
  data.token = null;
  dropFailed();
  log.textContent = "";
  box.value = "";
  setBusy(false);
  byId("confirm").hidden = true;
  showPlace();
  status(words.delete_done);
  box.focus();
  scrollTo(0, 0);
}

function restore() {
  log.setAttribute("aria-live", "off"); // what was said before is not read out again
  log.textContent = "";
  if (data.token) state.token = data.token;
  if (data.area && data.area !== state.area) {
    state.area = data.area;
    state.renewed = true;
  }
  const known = (state.turns || []).map((turn) => JSON.stringify(turn));
  const fresh = data.turns.filter((turn) => JSON.stringify(turn) !== known[known.length - 1]);
  state.turns = (state.turns || []).concat(fresh);
  const parts = state.turns.map(drawTurn);
  if (state.draft && !box.value) box.value = state.draft;
  const switched = state.page && state.page !== data.locale;
  state.page = data.locale;
  if (switched) state.locale = data.locale;
  remember();
  showPlace();
  if (fresh.length || known.length) showStart(parts[parts.length - 1]);
  setTimeout(() => log.setAttribute("aria-live", "polite"), 300);
  // A turn that a reload cut off is asked again; after a change of language the last answer comes in the new one.
  const pending = state.pending;
  if (switched && state.token) take({ button: "locale:" + data.locale, you: data.locale === "cy" ? "Cymraeg" : "English" });
  else if (pending) take(pending);
}

/* As without JavaScript: for browsers that let this page remember nothing from one page to the next. */
function postPage(payload) {
  const form = byId("composer");
  for (const [name, value] of [["conversation", state.token], ["button", payload]]) {
    form.append(Object.assign(make("input"), { type: "hidden", name, value }));
  }
  form.submit();
}

/* The page in the other language; restore() then has the last answer repeated in it. */
function switchTo(locale) {
  if (!storage && state.token) {
    postPage("locale:" + locale);
    return;
  }
  const url = new URL(location.href);
  url.hash = "";
  url.searchParams.set("lang", locale);
  location.assign(url.href);
}

for (const link of document.querySelectorAll(".languages a[hreflang]:not([aria-current])")) {
  link.addEventListener("click", (event) => {
    if (storage || !state.token) return;
    event.preventDefault();
    switchTo(link.lang);
  });
}
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=button]");
  if (!button || button.id === "delete" || button.type === "button" && !log.contains(button)) return;
  event.preventDefault();
  if (button.value.startsWith("locale:")) switchTo(button.value.slice(7));
  else take({ button: button.value, you: button.textContent });
});
byId("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});
box.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  send();
});
box.addEventListener("input", onType);
byId("area-form").addEventListener("submit", changeArea);
byId("delete").addEventListener("click", (event) => {
  event.preventDefault();
  askDelete(true);
});
byId("confirm-yes").addEventListener("click", deleteChat);
byId("confirm-no").addEventListener("click", () => askDelete(false));
restore();
})();
