// The review by keyboard: a fact and its words follow each other, and each keystroke is sent in turn. The page works without it.
(() => {
  "use strict";
  const review = document.getElementById("review");
  if (!review || !window.htmx) return;
  const STORED = "samverkan-review-keys";
  const side = () => document.getElementById("facts");
  const paper = document.getElementById("paper");
  const rows = () => [...side().querySelectorAll(".fact")];
  const row = (name) => rows().find((one) => one.dataset.fact === name);
  const recorded = review.dataset.recorded === "yes";
  const said = new Map(); // what is on its way to the server, by fact
  let current = null;
  let queue = Promise.resolve();
  let later = 0;
  let choices = 0; // how often facts or choices have changed
  let formWas = false; // a form may have pointed out other words: the paper is marked anew after it

  const address = (path, values) => {
    const query = new URLSearchParams(review.dataset.dates);
    for (const [name, value] of Object.entries(values)) query.set(name, value);
    return `${path}?${query}`;
  };
  const isOpen = (one) => !said.has(one.dataset.fact) && !one.dataset.state;
  const keysOn = () => localStorage.getItem(STORED) !== "off";

  // -- the current fact and its words ------------------------------------------------------------------------------

  function show(name, { focus = true } = {}) {
    current = name;
    for (const one of rows()) {
      const here = one.dataset.fact === name;
      one.classList.toggle("is-current", here);
      const link = one.querySelector("[data-current]");
      if (here) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
      if (here && focus) {
        link.focus({ preventScroll: true });
        one.scrollIntoView({ block: "nearest" });
      }
    }
    showWords(name);
  }

  function showWords(name) {
    const sheet = document.getElementById("sheet");
    const place = sheet ? JSON.parse(sheet.dataset.places)[name] : undefined;
    if (place && String(place) !== sheet.dataset.page) {
      htmx.ajax("GET", address(review.dataset.address, { part: "paper", page: place }), { target: paper, swap: "innerHTML" })
        .then(() => mark(name), () => {});
    } else mark(name);
  }

  function paperAnew() {
    const page = document.getElementById("sheet")?.dataset.page;
    if (!page) return;
    htmx.ajax("GET", address(review.dataset.address, { part: "paper", page }), { target: paper, swap: "innerHTML" })
      .then(() => mark(current), () => {});
  }

  function mark(name) {
    let first = null;
    for (const one of paper.querySelectorAll("[data-fact]")) {
      const here = name !== null && one.dataset.fact.split(" ").includes(name);
      one.classList.toggle("is-current", here);
      if (here && !first) first = one;
    }
    if (first) first.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    const all = rows();
    if (!all.length) return;
    const at = all.findIndex((one) => one.dataset.fact === current);
    show(all[Math.min(all.length - 1, Math.max(0, at + by))].dataset.fact);
  }

  function toNextOpen() {
    const all = rows();
    const at = all.findIndex((one) => one.dataset.fact === current);
    const next = [...all.slice(at + 1), ...all.slice(0, Math.max(0, at))].find(isOpen);
    if (next) show(next.dataset.fact); else if (current) show(current);
  }

  // -- what is said of a fact --------------------------------------------------------------------------------------

  function tell(what, name) {
    const one = name ? row(name) : null;
    if (one && (what === "confirm" || what === "reject")) {
      said.set(name, what);
      one.classList.add("is-told");
    }
    queue = queue
      .then(() => htmx.ajax("POST", address(review.dataset.mark, {}), {
        source: review, target: side(), swap: "outerHTML", values: name ? { do: what, fact: name } : { do: what },
      }))
      .catch(() => {})
      .then(() => {
        said.delete(name);
        again();
      });
  }

  function busy(is) {
    const end = document.getElementById("end");
    if (!end) return;
    if (is) end.setAttribute("aria-busy", "true"); else end.removeAttribute("aria-busy");
  }

  function again() {
    if (!side() || side().dataset.form) return;
    if (formWas) { formWas = false; paperAnew(); }
    for (const name of said.keys()) row(name)?.classList.add("is-told");
    const all = rows();
    if (side().dataset.at && row(side().dataset.at)) { current = side().dataset.at; delete side().dataset.at; }
    if (!all.some((one) => one.dataset.fact === current)) current = all.length ? all[0].dataset.fact : null;
    const inEnd = document.activeElement && document.activeElement.closest("#end");
    if (current) show(current, { focus: !inEnd });
    clearTimeout(later);
    choices += 1; // an end asked for before this knows of older facts
    busy(true);
    later = setTimeout(() => { if (document.getElementById("end")) htmx.trigger("#end", "facts-said"); }, 250);
  }

  function sayOf(what) {
    if (!current || recorded) return;
    const name = current;
    const one = row(name);
    if (what === "confirm" && one && one.dataset.state && one.dataset.state !== "rejected") { toNextOpen(); return; }
    tell(what, name);
    toNextOpen();
  }

  // -- forms in place of the facts ---------------------------------------------------------------------------------

  function open(href) {
    queue = queue.then(() => htmx.ajax("GET", href, { source: review, target: side(), swap: "outerHTML" })).catch(() => {});
    queue.then(() => {
      const first = side().querySelector("[data-first], [aria-invalid], select, textarea, input:not([type=hidden])");
      formWas = formWas || Boolean(side().dataset.form);
      if (side().dataset.form && first) first.focus(); else again();
    });
  }

  function close() {
    open(address(review.dataset.address, { part: "facts" }));
  }

  function selected() {
    const selection = window.getSelection();
    const text = paper.querySelector(".paper__text");
    if (!selection || selection.isCollapsed || !text) return null;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
    const before = document.createRange();
    before.selectNodeContents(text);
    before.setEnd(range.startContainer, range.startOffset);
    return { words: range.toString(), at: String(Number(text.dataset.start || 0) + before.toString().length) };
  }

  function add() {
    const found = selected();
    const field = document.getElementById("field-words") || document.getElementById("choose-words");
    if (side().dataset.form && field) {
      if (!found) return;
      field.value = found.words;
      const at = side().querySelector("[name=at]");
      if (at) at.value = found.at;
      field.focus();
      return;
    }
    const values = found ? { ...found } : {};
    if (current) values.entry = current.split(".")[0];
    open(address(review.dataset.add, values));
  }

  // -- keys and clicks ---------------------------------------------------------------------------------------------

  const KEYS = {
    j: () => step(1),
    k: () => step(-1),
    e: () => row(current)?.querySelector("[data-do=edit]")?.click(),
    x: () => sayOf("reject"),
    u: () => tell("undo"),
    s: () => tell("sure"),
    r: () => { const end = document.getElementById("record"); if (end) { end.scrollIntoView({ block: "center" }); end.focus(); } },
    "?": () => { const help = document.getElementById("help"); help.open = !help.open; help.querySelector("summary").focus(); },
  };

  document.addEventListener("keydown", (event) => {
    const here = document.activeElement;
    const writing = here && here.closest("input, textarea, select, [contenteditable]");
    const form = side().dataset.form;
    if (event.key === "Escape" && form && side().contains(here)) { event.preventDefault(); close(); return; }
    if (writing || event.isComposing || event.altKey || event.metaKey || !keysOn()) return;
    if (here && here !== document.body && !review.contains(here) && here.id !== "main" && !here.closest("#help")) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (event.ctrlKey) {
      if (key === "z" && !form && !recorded) { event.preventDefault(); tell("undo"); }
      return;
    }
    if (key === "a") { event.preventDefault(); if (!recorded) add(); return; }
    if (form) return;
    if (key === "Enter") {
      if (here && here !== document.body && here.id !== "main" && !here.matches("[data-current]")) return;
      event.preventDefault();
      sayOf("confirm");
    } else if (KEYS[key] && !(recorded && "exus".includes(key))) {
      event.preventDefault();
      KEYS[key]();
    }
  });

  review.addEventListener("click", (event) => {
    if (event.detail > 1 && event.target.closest("#facts button, #facts a")) { event.preventDefault(); return; }
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const marked = event.target.closest("#paper [data-fact]");
    if (marked) {
      const names = marked.dataset.fact.split(" ").filter((name) => row(name));
      if (names.length) {
        event.preventDefault();
        show(names[(names.indexOf(current) + 1) % names.length]);
      }
      return;
    }
    const link = event.target.closest("#facts a, #news a");
    if (!link) return;
    const act = link.dataset.do;
    if (link.hasAttribute("data-current")) {
      event.preventDefault();
      show(link.closest(".fact").dataset.fact);
    } else if (act === "edit") {
      event.preventDefault();
      current = link.closest(".fact").dataset.fact;
      open(link.href);
    } else if (act === "add") {
      event.preventDefault();
      add();
    } else if (act === "cancel" || act === "refresh") {
      event.preventDefault();
      document.getElementById("news")?.replaceChildren();
      close();
    }
  });

  review.addEventListener("focusin", (event) => {
    const one = event.target.closest(".fact");
    if (one && one.dataset.fact !== current) show(one.dataset.fact, { focus: false });
  });

  review.addEventListener("submit", (event) => {
    const sent = event.target;
    const button = event.submitter;
    if (!sent.matches(".fact__do, .review__all") || !button) return;
    event.preventDefault();
    const name = sent.elements.namedItem("fact")?.value;
    if (name) current = name;
    tell(button.value, name);
    if (button.value === "confirm" || button.value === "reject") toNextOpen();
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== side() && event.detail.elt?.id !== "facts") return;
    if (side().dataset.form) {
      const wrong = side().querySelector("[aria-invalid]");
      if (wrong) wrong.focus();
    } else if (event.detail.requestConfig?.elt?.closest?.("form")) again();
  });

  // The end is fetched anew when facts or choices change: an answer to older ones than those made since is let go. Until the
  // new one is there, what it says is of older choices, and it says that it is busy.
  const asked = new WeakMap();
  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, (event) => {
      if (!event.target.closest("#end-form")) return;
      choices += 1;
      if (kind === "change") busy(true);
    });
  }
  document.addEventListener("htmx:beforeSend", (event) => {
    if (event.detail.elt.id === "end") asked.set(event.detail.xhr, choices);
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.elt.id !== "end" || asked.get(event.detail.xhr) === choices) return;
    event.detail.shouldSwap = false;
    setTimeout(() => htmx.trigger("#end", "facts-said"), 250);
  });
  document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.elt.id === "end" && !event.detail.successful) busy(false); });

  const help = document.getElementById("keys-on");
  if (help) {
    help.checked = keysOn();
    help.addEventListener("change", () => localStorage.setItem(STORED, help.checked ? "on" : "off"));
  }

  if (side() && !side().dataset.form) {
    const asked = new URLSearchParams(location.search).get("fact");
    const first = row(asked) || (location.hash.startsWith("#fact-") && row(decodeURIComponent(location.hash.slice(6)))) || rows().find(isOpen) || rows()[0];
    const elsewhere = document.querySelector("[role=alert]") || location.hash === "#end";
    if (first) show(first.dataset.fact, { focus: !elsewhere });
  }
})();
