/* Script of an mtqa report: filter and sort, keys, and the card that says why. All of it is extra:
   without it every page can be read, and each issue is reached by its links. */
"use strict";
(() => {
  const root = document.documentElement;
  const own = document.currentScript;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const make = (tag, cls, text) => {
    const made = document.createElement(tag);
    if (cls) made.className = cls;
    if (text) made.textContent = text;
    return made;
  };
  root.classList.add("js");

  const start = () => {
    showPages();
    filters();
    article();
    keys();
  };

  /* --- One file: the page that the address names is shown, the others are not. */
  function showPages() {
    const pages = all(".page");
    if (pages.length < 2) return;
    const show = () => {
      const id = decodeURIComponent(location.hash.slice(1));
      const place = id && document.getElementById(id);
      const page = (place && place.closest(".page")) || pages[0];
      const changed = page.hidden || pages.every((other) => !other.hidden);
      for (const other of pages) {
        other.hidden = other !== page;
        other.classList.toggle("shown", other === page);
      }
      if (!changed) return;
      close();
      if (place && place !== page) place.scrollIntoView();
      else scrollTo(0, 0);
    };
    addEventListener("hashchange", show);
    show();
  }

  const current = () => all(".page").find((page) => !page.hidden);

  /* --- Index: search, filter, sort. */
  const BATCH = 200;

  /* Rows that came as text: of ten thousand only the first tags, which hold what is filtered by, are
     made elements at once; a whole row is when it is shown. */
  function storedRows(stored) {
    const parse = (html) => {
      const made = make("template");
      made.innerHTML = `<table><tbody>${html}</tbody></table>`;
      return made.content.querySelectorAll("tr");
    };
    const signs = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&#34;": '"', "&#39;": "'" };
    const text = (html) => html.replace(/<[^>]*>/g, "").replace(/&(amp|lt|gt|#34|#39);/g, (sign) => signs[sign]);
    const heads = parse(stored.map((html) => html.slice(0, html.indexOf(">") + 1) + "</tr>").join(""));
    return stored.map((html, place) => ({ data: heads[place].dataset, text: () => text(html), node: () => parse(html)[0] }));
  }

  function filters() {
    const form = document.querySelector(".filters");
    if (!form) return;
    const table = document.querySelector("table.articles");
    const body = table.tBodies[0];
    const pagers = all(".pager", form.parentElement);
    const found = form.querySelector(".found");
    const here = [...body.rows].map((node) => ({ data: node.dataset, text: () => node.textContent, node: () => node }));
    let rows = own.dataset.rows ? null : here;
    let sort = null;
    let shown = BATCH;

    const load = (then) => {
      if (rows) return then();
      window.mtqaRows = (stored) => {
        rows = storedRows(stored);
        then();
      };
      found.textContent = "Reading the list …";
      const script = make("script");
      script.nonce = own.nonce;
      script.src = own.dataset.rows;
      document.head.append(script);
    };
    const fields = [...form.elements].filter((field) => field.name);
    const active = () => sort || fields.some((field) => field.value);
    const matches = (row) =>
      fields.every((field) => {
        if (!field.value) return true;
        if (field.name === "q") {
          row.found ??= row.text().toLowerCase();
          return field.value.toLowerCase().split(/\s+/).every((word) => row.found.includes(word));
        }
        return row.data[field.name].split("\n").includes(field.value);
      });
    const key = (row) => (row.data[sort.by] === "" ? NaN : Number(row.data[sort.by]));
    const order = (a, b) => {
      const [x, y] = [key(a), key(b)];
      if (isNaN(x) || isNaN(y)) return isNaN(x) - isNaN(y);
      return sort.up ? x - y : y - x;
    };
    const update = () => {
      const plain = !active();
      if (plain && !rows) return;
      load(() => {
        let hits = plain ? here : rows.filter(matches);
        if (sort) hits = [...hits].sort(order);
        body.replaceChildren(...hits.slice(0, plain ? hits.length : shown).map((row) => row.node()));
        more.hidden = plain || hits.length <= shown;
        for (const pager of pagers) pager.hidden = !plain;
        found.textContent = plain ? "" : `${hits.length.toLocaleString("en")} of ${rows.length.toLocaleString("en")} articles`;
      });
      const query = new URLSearchParams(fields.filter((f) => f.value).map((f) => [f.name, f.value]));
      if (sort) query.set("sort", (sort.up ? "" : "-") + sort.by);
      if (!document.querySelector(".page ~ .page")) {
        history.replaceState(null, "", query.size ? `#${query}` : location.pathname);
      }
    };
    const more = make("button", "more-rows", "Show more");
    more.type = "button";
    more.hidden = true;
    table.after(more);
    more.addEventListener("click", () => {
      shown += BATCH;
      update();
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    let wait;
    form.addEventListener("input", () => {
      shown = BATCH;
      clearTimeout(wait);
      wait = setTimeout(update, 120);
    });
    form.addEventListener("reset", () => {
      sort = null;
      mark();
      setTimeout(update);
    });
    const heads = all("th[data-sort]", table);
    const mark = () => {
      for (const head of heads) {
        if (sort && sort.by === head.dataset.sort) {
          head.setAttribute("aria-sort", sort.up ? "ascending" : "descending");
        } else head.removeAttribute("aria-sort");
      }
    };
    for (const head of heads) {
      const button = make("button", "sort", head.textContent);
      button.type = "button";
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const by = head.dataset.sort;
        const first = by === "score"; // of scores the low ones are looked for, of all else the high
        if (!sort || sort.by !== by) sort = { by, up: first };
        else if (sort.up === first) sort = { by, up: !first };
        else sort = null;
        mark();
        update();
      });
    }
    for (const cell of all("th[data-folder]")) {
      const choice = form.elements.folder;
      if (!choice) break;
      const button = make("button", "choose");
      button.type = "button";
      button.append(...cell.childNodes);
      cell.append(button);
      button.addEventListener("click", () => {
        choice.value = cell.dataset.folder;
        update();
        form.scrollIntoView();
        choice.focus({ preventScroll: true });
      });
    }
    form.hidden = false;
    if (location.hash.includes("=")) {
      const query = new URLSearchParams(location.hash.slice(1));
      for (const field of fields) if (query.get(field.name)) field.value = query.get(field.name);
      const by = query.get("sort");
      const known = by && heads.find((head) => head.dataset.sort === by.replace("-", ""));
      if (known) sort = { by: known.dataset.sort, up: !by.startsWith("-") };
      mark();
      update();
    }
  }

  /* --- Article: why a text is marked, and the way from place to place. */
  let card = null;
  let anchor = null;

  function close() {
    if (card) card.hidden = true;
    anchor = null;
  }

  function article() {
    if (!document.querySelector(".page.article")) return;
    card = make("aside", "why");
    card.setAttribute("aria-label", "Why");
    card.hidden = true;
    document.querySelector("main").append(card);
    for (const marked of all(".text [title]")) marked.removeAttribute("title"); // the card says it
    for (const steps of all(".steps")) steps.hidden = false;

    let wait;
    let rested = "";
    const later = (then, delay) => {
      clearTimeout(wait);
      wait = setTimeout(then, delay);
    };
    const sought = (event) => event.target.closest && event.target.closest(".text mark, .text .ref, .text .flag, .text .s[data-sentence]");
    document.addEventListener("pointerover", (event) => {
      const point = `${event.clientX} ${event.clientY}`;
      if (event.pointerType === "touch" || point === rested) return; // the text moved, not the pointer
      rested = point;
      if (card.contains(event.target)) return clearTimeout(wait);
      const place = sought(event);
      if (place) later(() => explain(place, event.clientX, event.clientY), 150);
      else if (anchor !== document.activeElement) later(close, 300);
    });
    document.addEventListener("focusin", (event) => {
      const place = sought(event);
      if (place) {
        clearTimeout(wait);
        explain(place);
      } else if (!card.contains(event.target)) close();
    });
    document.addEventListener("click", (event) => {
      const button = event.target.closest("[data-action]");
      if (button && button.dataset.action === "next") step(1);
      if (button && button.dataset.action === "previous") step(-1);
      const place = event.target.closest(".text mark");
      if (place) explain(place, event.clientX, event.clientY);
      else if (!card.contains(event.target) && !sought(event)) close();
    });
    addEventListener("scroll", () => {
      const read = card.matches(":hover, :focus-within"); // its own links are on their way to be followed
      if (anchor && !read && !anchor.matches(":hover, :focus")) close();
    }, { passive: true });
    minimaps();
  }

  function explain(place, x, y) {
    const page = place.closest(".page");
    const prefix = page.classList.contains("page") && page.id.match(/^a\d+$/) ? page.id + "." : "";
    const get = (name) => document.getElementById(prefix + name);
    const sentence = place.closest(".s") || (place.matches(".flag") ? place.nextElementSibling : previousSentence(place));
    const numbers = place.matches("mark") ? place.dataset.notes.split(" ") : place.matches(".ref") ? [place.dataset.number] : [];
    const rows = numbers.length ? numbers.map((n) => get(`issue-${n}`)) : rowsOf(sentence, prefix);
    card.replaceChildren();
    const judged = sentence && get(sentence.id.slice(prefix.length).replace("s-", "row-"));
    if (judged) card.append(sentenceHead(judged));
    for (const row of rows) card.append(issueBlock(row));
    if (judged) card.append(rawLine(judged));
    anchor = place;
    card.hidden = false;
    position(place, x, y);
  }

  const previousSentence = (place) => {
    let other = place;
    while (other && !other.matches(".s")) other = other.previousElementSibling;
    return other;
  };

  const rowsOf = (sentence, prefix) => {
    const numbers = new Set(all("mark", sentence).flatMap((mark) => mark.dataset.notes.split(" ")));
    return [...numbers].map((n) => document.getElementById(`${prefix}issue-${n}`));
  };

  function sentenceHead(row) {
    const cells = row.cells;
    const head = make("p", "why-head");
    head.append(`Sentence ${cells[0].textContent} `, ...copy(cells[2]), ` score ${cells[3].textContent}`);
    return head;
  }

  function issueBlock(row) {
    const cell = (name) => copy(row.querySelector(`.i-${name}`));
    const block = make("div", "why-issue");
    const what = make("p");
    what.append(...cell("severity"), " ", ...cell("message"));
    const about = make("p", "why-more");
    about.append(...cell("category"), " · found by ", ...cell("check"));
    const sure = row.querySelector(".i-confidence").textContent;
    if (sure) about.append(` · confidence ${sure}`);
    block.append(what, about);
    return block;
  }

  function rawLine(row) {
    const text = (name) => row.querySelector(`.r-${name}`).textContent;
    const parts = [];
    if (text("models")) parts.push(`Model ${text("models")}`);
    if (text("garbled")) parts.push(`garbled with probability ${text("garbled")}`);
    parts.push(`penalty of the rules ${text("penalty")} of 25`);
    return make("p", "why-more", parts.join(" · "));
  }

  const copy = (cell) => [...cell.cloneNode(true).childNodes];

  function position(place, x, y) {
    const boxes = [...place.getClientRects()];
    const box = boxes.find((b) => y >= b.top - 2 && y <= b.bottom + 2 && x >= b.left - 2 && x <= b.right + 2) || boxes[0];
    const width = card.offsetWidth;
    const height = card.offsetHeight;
    const left = Math.max(8, Math.min(box.left, root.clientWidth - width - 8));
    const below = box.bottom + 6;
    const top = below + height > innerHeight - 8 && box.top - height - 6 > 8 ? box.top - height - 6 : below;
    card.style.left = `${left + scrollX}px`;
    card.style.top = `${top + scrollY}px`;
  }

  function step(by) {
    const page = current();
    const stops = page ? all("[data-stop], .c-article > a", page) : [];
    if (!stops.length) return;
    const focused = stops.indexOf(document.activeElement);
    const line = innerHeight / 2;
    let next = focused + by;
    if (focused < 0) {
      const passed = stops.filter((stop) => stop.getBoundingClientRect().top < line - 2 && scrollY > 0).length;
      next = by > 0 ? passed : passed - 1;
    }
    next = (next + stops.length) % stops.length;
    const stop = stops[next];
    stop.scrollIntoView({ block: "center" });
    stop.focus({ preventScroll: true });
    const told = page.querySelector(".step");
    if (told) told.textContent = `${next + 1} of ${stops.length}`;
  }

  /* Shows in each minimap which sentences are on the screen. */
  function minimaps() {
    let due = false;
    const draw = () => {
      due = false;
      const page = current();
      const bar = page && page.querySelector(".bar");
      if (!bar) return;
      const sentences = all(".text .target .s", page);
      const edge = bar.getBoundingClientRect().bottom;
      const first = sentences.findIndex((s) => s.getBoundingClientRect().bottom > edge);
      let last = sentences.findIndex((s) => s.getBoundingClientRect().top > innerHeight);
      if (last < 0) last = sentences.length;
      bar.style.setProperty("--from", first < 0 ? 1 : first / sentences.length);
      bar.style.setProperty("--to", last / sentences.length);
    };
    const ask = () => {
      if (!due) requestAnimationFrame(draw);
      due = true;
    };
    for (const name of ["scroll", "resize", "hashchange"]) addEventListener(name, ask, { passive: true });
    ask();
  }

  /* --- Keys; they can be turned off, as dictation and switch control need. */
  function keys() {
    const help = document.getElementById("keys");
    const toggle = help.querySelector("[data-action=keys]");
    const stored = (value) => {
      try {
        if (value !== undefined) localStorage.setItem("mtqa-keys", value);
        return localStorage.getItem("mtqa-keys");
      } catch {
        return value ?? null;
      }
    };
    let off = stored() === "off";
    const name = () => {
      toggle.textContent = off ? "Turn the keys on" : "Turn the keys off";
      toggle.setAttribute("aria-pressed", String(off));
    };
    name();
    document.addEventListener("click", (event) => {
      const button = event.target.closest("[data-action]");
      const action = button && button.dataset.action;
      if (action === "help") help.showModal();
      if (action === "close") help.close();
      if (action === "keys") {
        off = !off;
        stored(off ? "off" : "on");
        name();
      }
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") return close();
      if (off || event.ctrlKey || event.metaKey || event.altKey || help.open) return;
      if (event.target.closest("input, select, textarea")) return;
      const search = current() && current().querySelector(".filters input");
      if (event.key === "n") step(1);
      else if (event.key === "p") step(-1);
      else if (event.key === "?") help.showModal();
      else if (event.key === "/" && search) search.focus();
      else return;
      event.preventDefault();
    });
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
