/* The guide on a council's page: <conference-guide area="conwy" lang="cy"></conference-guide>.
   One button, one frame. No other host is asked for anything; the page learns nothing of the chat.
   Colours by the attributes accent and text, or by CSS: --conference-guide-accent, --conference-guide-text,
   --conference-guide-font. */
(() => {
"use strict";
const WORDS = {"en": {"page_title": "Guide for families", "widget_label": "Guide for families: open the chat", "close": "Close", "own_page": "Open on its own page", "frame_failed": "The guide cannot be shown here. Please open it on its own page.", "danger_notice": "If a child is in danger now, ring 999."}, "cy": {"page_title": "Canllaw i deuluoedd", "widget_label": "Canllaw i deuluoedd: agor y sgwrs", "close": "Cau", "own_page": "Agor ar dudalen ar wahân", "frame_failed": "Nid oes modd dangos y canllaw yma. Agorwch y canllaw ar dudalen ar wahân.", "danger_notice": "Os yw plentyn mewn perygl nawr, ffoniwch 999."}};
const BASE = new URL(document.currentScript.src).origin;
const PATIENCE = 10000; // milliseconds; then it says how else the guide can be had
const STYLE = `
:host { all: initial; }
* { box-sizing: border-box; }
button, a { font: 600 17px/1.3 var(--conference-guide-font, system-ui, sans-serif); cursor: pointer; }
button { border: 2px solid var(--conference-guide-text, #fffdf9); border-radius: 10px; padding: 11px 18px; min-height: 48px;
  background: var(--conference-guide-accent, #0b5a55); color: var(--conference-guide-text, #fffdf9); }
.open { position: fixed; right: 16px; bottom: 16px; z-index: 2147483000; box-shadow: 0 2px 10px #0005; max-width: calc(100vw - 32px); }
.panel { position: fixed; right: 16px; bottom: 16px; z-index: 2147483000; display: flex; flex-direction: column; overflow: hidden;
  width: min(430px, calc(100vw - 32px)); height: min(700px, calc(100vh - 32px));
  background: #fffdf9; border: 2px solid var(--conference-guide-accent, #0b5a55); border-radius: 14px; box-shadow: 0 4px 30px #0006; }
.top { display: flex; justify-content: space-between; align-items: center; gap: 8px; padding: 4px 8px;
  background: var(--conference-guide-accent, #0b5a55); }
.top a { color: var(--conference-guide-text, #fffdf9); font-weight: 400; font-size: 15px; padding: 8px 4px; }
.top button { min-height: 44px; padding: 6px 14px; }
.note { margin: 0; padding: 12px; background: #fffdf9; color: #21302e; font: 17px/1.4 var(--conference-guide-font, system-ui, sans-serif); }
iframe { flex: 1; width: 100%; border: 0; }
[hidden] { display: none; }
:focus-visible { outline: 3px solid #ffb454; outline-offset: 2px; }
@media (max-width: 480px) { .panel { right: 0; bottom: 0; width: 100vw; height: 100vh; height: 100dvh; border-radius: 0; border: 0; } }
@media (forced-colors: active) {
  .top, .panel { border: 1px solid CanvasText; background: Canvas; }
  .top a { color: LinkText; }
  .note { background: Canvas; color: CanvasText; }
  button { background: ButtonFace; color: ButtonText; border-color: ButtonText; }
}`;

function make(tag, words, props) {
  const element = document.createElement(tag);
  if (words) element.textContent = words;
  return Object.assign(element, props);
}

class ConferenceGuide extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot) return;
    const locale = this.getAttribute("lang") === "cy" ? "cy" : "en";
    this.words = WORDS[locale];
    // One is enough on a page; a browser too old for constructed styles (before 2023) gets a plain link.
    if (document.querySelector("conference-guide") !== this) return;
    if (!("adoptedStyleSheets" in document)) {
      this.replaceChildren(make("a", this.words.page_title, { href: this.address(false) }));
      return;
    }
    const root = this.attachShadow({ mode: "open" });
    // A host's strict policy forbids <style>; a constructed sheet is allowed.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    // Set by script, which a strict policy allows; a style attribute it would not.
    for (const name of ["accent", "text"]) {
      if (this.getAttribute(name)) this.style.setProperty("--conference-guide-" + name, this.getAttribute(name));
    }
    this.button = make("button", this.words.page_title, { className: "open", type: "button", lang: locale });
    this.button.setAttribute("aria-label", this.words.widget_label);
    this.button.addEventListener("click", () => this.open());
    root.append(this.button);
    addEventListener("message", (event) => this.hear(event));
    addEventListener("keydown", (event) => { if (event.key === "Escape") this.close(); });
  }

  address(embed) {
    const address = new URL("/chat", BASE);
    for (const name of ["area", "lang", "topic"]) {
      const value = this.getAttribute(name);
      if (value) address.searchParams.set(name, value);
    }
    if (embed) address.searchParams.set("embed", "1");
    return address.href;
  }

  build() {
    this.panel = make("div", "", { className: "panel", lang: this.button.lang });
    this.panel.setAttribute("role", "dialog");
    this.panel.setAttribute("aria-label", this.words.page_title);
    const top = make("div", "", { className: "top" });
    const shut = make("button", this.words.close, { type: "button" });
    shut.addEventListener("click", () => this.close());
    top.append(make("a", this.words.own_page, { href: this.address(false), target: "_blank", rel: "noopener" }), shut);
    this.frame = make("iframe", "", { title: this.words.page_title, src: this.address(true), referrerPolicy: "no-referrer" });
    // A frame that stays empty tells nobody why: no connection, or a site that is not on the guide's list.
    this.note = make("p", this.words.danger_notice + " " + this.words.frame_failed, { className: "note", hidden: true });
    this.note.setAttribute("role", "status");
    setTimeout(() => { this.note.hidden = this.ready; }, PATIENCE);
    this.panel.append(top, this.note, this.frame);
    this.shadowRoot.append(this.panel);
    this.shut = shut;
  }

  open() {
    if (!this.panel) this.build();
    this.panel.hidden = false;
    this.button.hidden = true;
    this.shut.focus();
  }

  close() {
    if (!this.panel || this.panel.hidden) return;
    this.panel.hidden = true;
    this.button.hidden = false;
    this.button.focus();
  }

  /* Only our own frame is listened to, and only these three words. */
  hear(event) {
    if (!this.frame || event.source !== this.frame.contentWindow || event.origin !== BASE || !event.data) return;
    if (event.data.guide === "ready") this.ready = this.note.hidden = true;
    if (event.data.guide === "close") this.close();
    if (event.data.guide === "exit" && /^https:\/\//.test(event.data.to)) {
      this.panel.remove();
      location.replace(event.data.to);
    }
  }
}
if (!customElements.get("conference-guide")) customElements.define("conference-guide", ConferenceGuide);
})();
