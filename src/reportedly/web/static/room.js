// Keys, selections and dropped files. Reading works without this; so do all judgements, by their forms.
(function () {
  "use strict";
  const one = (css, from) => (from || document).querySelector(css);
  const all = (css, from) => Array.from((from || document).querySelectorAll(css));
  const reading = () => one("#report");

  // What is walked through: the cards of a report, or the items of a list.
  const steps = () => all("[data-walk]");
  const current = () => one("[data-walk][aria-current]");

  function light(card) {
    all(".lit, .outlined").forEach((x) => x.classList.remove("lit", "outlined"));
    if (!card || !card.dataset.n) return;
    all(".m" + card.dataset.n).forEach((x) => x.classList.add("lit"));
    all(".p" + card.dataset.n).forEach((x) => x.classList.add("outlined"));
  }

  function choose(item, from) {
    all("[data-walk][aria-current]").forEach((x) => x.removeAttribute("aria-current"));
    if (item) item.setAttribute("aria-current", "true");
    if (!reading()) {
      if (item) item.scrollIntoView({ block: "nearest" });
      return Promise.resolve();
    }
    light(item);
    const at = "/reports/" + reading().dataset.report;
    history.replaceState(null, "", item ? at + "?s=" + item.dataset.s : at);
    if (item) {
      const pin = document.getElementById("xt" + item.dataset.n);
      if (pin && from !== "text") pin.scrollIntoView({ block: "center" });
    }
    return htmx.ajax("GET", at + "/panel" + (item ? "?s=" + item.dataset.s : ""), { target: "#panel", swap: "innerHTML" }).then(() => {
      const list = one("#list");
      if (item && list && getComputedStyle(list).position === "sticky") list.scrollTop = 0;
      ready();
    });
  }

  function walk(by) {
    const items = steps(), now = items.indexOf(current()), next = items[now + by] || (now < 0 ? items[0] : null);
    if (next) choose(next);
  }

  function press(key) {
    const place = current() || document;
    const element = one('[data-key="' + key + '"]', place) || one('[data-key="' + key + '"]', one("#panel") || place) || (key === "u" && one('[data-key="u"]'));
    if (!element) return false;
    if (element.tagName === "FORM") element.requestSubmit(); else element.click();
    return true;
  }

  function edit() {
    const box = one("#panel [data-edit]");
    if (!box) return press("e");
    box.open = true;
    one("input:not([type=hidden])", box).focus();
    return true;
  }

  // A selection in the text, as code points of the report: what the page shows stands there one for one, the numbers of pins left out.
  function codePoints(line, node, offset) {
    const range = document.createRange();
    range.setStart(line, 0);
    range.setEnd(node, offset);
    const words = range.cloneContents();
    all(".pin", words).forEach((pin) => pin.remove());
    return Array.from(words.textContent).length;
  }

  function selected() {
    const chosen = getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed) return null;
    const range = chosen.getRangeAt(0);
    const lineOf = (node) => (node.nodeType === 1 ? node : node.parentElement).closest(".line[data-at]");
    let first = lineOf(range.startContainer), last = lineOf(range.endContainer);
    let endNode = range.endContainer, endAt = range.endOffset;
    if (first && !last) { last = first; endNode = first; endAt = first.childNodes.length; }
    if (!first || !last) return null;
    const start = Number(first.dataset.at) + codePoints(first, range.startContainer, range.startOffset);
    const end = Number(last.dataset.at) + codePoints(last, endNode, endAt);
    if (end <= start) return null;
    const copy = range.cloneContents();
    all(".pin", copy).forEach((pin) => pin.remove());
    return { start: start, end: end, words: all("p", copy).length ? all("p", copy).map((p) => p.textContent).join("\n") : copy.textContent };
  }
  let last = null;
  document.addEventListener("selectionchange", () => { last = selected() || last; });

  function fill(form) {
    if (!last) return false;
    one("[name=start]", form).value = last.start;
    one("[name=end]", form).value = last.end;
    one("[data-words]", form).value = last.words;
    return true;
  }

  function add() {
    const box = one("[data-adding]");
    if (!box) return;
    last = selected() || last;
    box.open = true;
    choose(null).then(() => {
      const opened = one("[data-adding]");
      opened.open = true;
      const form = one("form", opened);
      const filled = fill(form);
      opened.scrollIntoView({ block: "nearest" });
      one(filled ? "[name=speaker]" : "[name=words]", form).focus();
    });
  }

  // Words that are written by hand stand wherever they are found; the counted place holds only for those that were selected.
  document.addEventListener("input", (event) => {
    if (!event.target.matches("[data-words]")) return;
    const form = event.target.form;
    one("[name=start]", form).value = one("[name=end]", form).value = "";
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-help]")) one("#help").showModal();
    else if (event.target.closest("[data-add]")) add();
    else if (event.target.closest("[data-take]")) fill(event.target.closest("form"));
    else if (reading() && event.target.closest("[data-shut]")) { event.preventDefault(); choose(null); }
    else if (reading() && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      const link = event.target.closest(".card .go, .mark, .part, .pin a, .voices a");
      if (!link || !getSelection().isCollapsed) { if (link && link.closest(".text")) event.preventDefault(); return; }
      const id = new URL(link.href, location).searchParams.get("s");
      const card = id && one('[data-walk][data-s="' + CSS.escape(id) + '"]');
      if (card) { event.preventDefault(); choose(card, link.closest(".text") ? "text" : "list"); }
    }
  });

  const keys = {
    j: () => walk(1), k: () => walk(-1), a: () => press("a"), x: () => press("x"), u: () => press("u"), e: edit, n: add,
    "/": () => { const box = one("#q") || one("#quick"); box.focus(); box.select(); },
    "?": () => one("#help").showModal(),
    Escape: () => { if (current()) choose(null); },
    Enter: () => { const link = current() && !reading() && one("[data-open]", current()); if (link) link.click(); return Boolean(link); },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || one("dialog[open]")) return;
    const field = event.target.closest("input, textarea, select");
    if (field) { if (event.key === "Escape") field.blur(); return; }
    if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
    const act = keys[event.key];
    if (act && act() !== false) event.preventDefault();
  });

  // After a judgement the report is drawn anew: what is chosen comes into view, and what was done is said.
  function ready() {
    all("[data-add], [data-take], [data-help]").forEach((x) => { x.hidden = false; });
    if (one("[data-add]")) one("[data-adding] > summary").hidden = true;
  }
  let at = -1;
  document.addEventListener("htmx:beforeRequest", () => { at = steps().indexOf(current()); });
  document.addEventListener("htmx:afterSwap", (event) => {
    const answer = event.detail.xhr && event.detail.xhr.responseURL;
    if (event.detail.requestConfig && event.detail.requestConfig.verb === "post" && answer) {
      const told = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html").getElementById("told");
      say(told ? told.textContent : "", false);
      const url = new URL(answer);
      url.searchParams.delete("done");
      history.replaceState(null, "", url.pathname + url.search);
      last = null;
      const item = at < 0 || current() ? null : steps()[Math.min(at, steps().length - 1)];
      if (item) choose(item);
    }
    ready();
  });
  function say(words, failed) {
    const box = one("#told");
    box.classList.toggle("failed", failed);
    box.textContent = words;
  }
  document.addEventListener("htmx:responseError", (event) => {
    const page = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
    const why = page.getElementById("error");
    say(why ? why.textContent : event.detail.xhr.statusText, true);
    scrollTo({ top: 0 });
  });

  // Dropped files.
  ["dragover", "dragleave", "drop"].forEach((name) => document.addEventListener(name, (event) => {
    const box = one("[data-drop]");
    if (!box) return;
    if (event.type !== "dragleave") event.preventDefault();
    box.classList.toggle("over", event.type === "dragover");
    if (event.type === "drop" && event.dataTransfer.files.length) {
      const field = one("input[type=file]", box);
      field.files = event.dataTransfer.files;
      box.closest("form").requestSubmit();
    }
  }));

  ready();
  const chosen = reading() && current();
  if (chosen) {
    light(chosen);
    const pin = document.getElementById("xt" + chosen.dataset.n);
    if (pin && !location.hash) pin.scrollIntoView({ block: "center" });
  }
})();
