// Filters, sorts and copies the table of statements; without script the whole table stands there.
(() => {
  const table = document.getElementById("rows");
  if (!table) return;
  const STEP = 100;
  const form = document.getElementById("filters");
  const told = document.getElementById("told");
  const more = document.getElementById("more");
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const rows = [...body.rows].map((row, place) => {
    const cells = [...row.cells].map((cell) => cell.textContent.trim());
    const [date, , speaker, , issue, side, kind] = cells;
    const party = row.querySelector("bdi").textContent;
    cells[1] = party;
    const text = cells.join(" ").toLowerCase();
    return {row, place, cells, date, party, speaker, issue: row.dataset.issue, side, kind, text};
  });
  let sorted = rows, found = rows, most = STEP, column = -1, down = false;

  function matches(entry, wanted, text) {
    return wanted.every(([name, value]) => entry[name] === value) && entry.text.includes(text);
  }
  // The narrow layout is no table to a browser, so that its parts are named.
  function name(parts, role) {
    for (const part of parts) part.setAttribute("role", role);
  }
  function place(entries) {
    for (const entry of entries) {
      if (!entry.named) name([...entry.row.cells], "cell");
      if (!entry.named) name([entry.row], "row");
      entry.named = true;
    }
    body.replaceChildren(...entries.map((entry) => entry.row));
  }
  function show() {
    place(found.slice(0, most));
    more.hidden = found.length <= most;
    more.textContent = "Show " + Math.min(STEP, found.length - most) + " more";
  }
  function update() {
    const data = new FormData(form);
    const text = String(data.get("text") || "").trim().toLowerCase();
    data.delete("text");
    const wanted = [...data].filter(([, value]) => value);
    found = sorted.filter((entry) => matches(entry, wanted, text));
    most = STEP;
    const all = rows.length.toLocaleString("en");
    told.textContent = found.length.toLocaleString("en") + " of " + all + " statements";
    show();
  }
  function compare(first, second) {
    const by = column === 4 && Number(first.issue) - Number(second.issue);
    return by || first.cells[column].localeCompare(second.cells[column], "en", {numeric: true});
  }
  function sort(chosen) {
    down = chosen === column && !down;
    column = chosen;
    const turn = down ? -1 : 1;
    sorted = [...rows].sort((a, b) => turn * compare(a, b) || a.place - b.place);
    heads.forEach((head, place) => {
      if (place === column) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    update();
  }
  function guard(value) {
    // No cell may act as a formula in a spreadsheet.
    const risky = /^[\t\r]|^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/.test(value);
    return '"' + ((risky ? "'" : "") + value).replaceAll('"', '""') + '"';
  }
  const COLUMNS = ["id", "article", "spans", "date", "outlet", "party", "party_name", "speaker",
    "role", "cue", "kind", "statement", "issue", "side", "stance"];
  const KINDS = {verbatim: "direct", "partly quoted": "mixed", paraphrase: "indirect"};
  function line({row, cells}) {
    const {id, spans, party, full} = row.dataset;
    const key = row.querySelector("a").hash.slice(3);
    const card = document.getElementById("s-" + key);
    const text = document.getElementById("m-" + key)?.closest(".text");
    const read = (place, part) => place?.querySelector(part)?.textContent || "";
    const article = read(text, "h3"), outlet = text?.dataset.outlet || "";
    const role = read(card, ".role"), stance = read(card, ".reading").replace("read as ", "");
    const cue = read(row, ".cue"), kind = KINDS[cells[6]];
    const words = full || row.querySelector("td a > span").textContent;
    return [id, article, spans, cells[0], outlet, party, cells[1], cells[2], role, cue, kind,
      words, cells[4], cells[5], stance].map(guard).join(",");
  }
  async function write(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  }
  async function copy() {
    await write([COLUMNS.join(","), ...found.map(line)].join("\n") + "\n");
    told.textContent = "Copied " + found.length.toLocaleString("en") + " statements";
  }
  name([table], "table");
  name([table.tHead, body], "rowgroup");
  name([table.tHead.rows[0]], "row");
  name(heads, "columnheader");
  heads.forEach((head, place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => sort(place));
    head.replaceChildren(button);
  });
  form.addEventListener("input", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(update));
  document.getElementById("copy").addEventListener("click", copy);
  more.addEventListener("click", () => {
    most += STEP;
    show();
  });
  addEventListener("beforeprint", () => place(found));
  addEventListener("afterprint", show);
  form.hidden = false;
  show();
})();
