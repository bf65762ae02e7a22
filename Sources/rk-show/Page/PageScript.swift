/// The page's script: the filter of the table, and the lines of the package that is pointed at. Without it everything is shown.
///
/// Rows change some at a time, so that no frame takes long, and lines stand out on a sheet of their own, so that the drawing is not painted anew.
enum PageScript {
    /// The text of the element (ECMAScript 2020).
    static let text = """

        "use strict";
        (() => {
          const find = (id) => document.getElementById(id);
          const rows = [...document.querySelectorAll("#packages tbody tr")];
          const texts = rows.map((row) => row.textContent.toLowerCase());
          const [words, status, shown] = ["words", "status", "shown"].map(find);
          let frame = 0;
          let changes = [];
          const change = (most) => {
            for (const row of changes.splice(0, most)) row.hidden = !row.hidden;
            frame = changes.length > 0 ? requestAnimationFrame(() => change(60)) : 0;
          };
          const filter = () => {
            const parts = words.value.toLowerCase().split(/\\s+/).filter(Boolean);
            const fits = (row, index) =>
              (!status.value || row.dataset.status === status.value) && parts.every((part) => texts[index].includes(part));
            const fitting = rows.map(fits);
            changes = rows.filter((row, index) => row.hidden === fitting[index]);
            shown.textContent = `${fitting.filter(Boolean).length} of ${rows.length} shown`;
            if (!frame) frame = requestAnimationFrame(() => change(60));
          };
          words.addEventListener("input", filter);
          status.addEventListener("input", filter);
          window.addEventListener("hashchange", () => {
            const row = document.querySelector("#packages tr:target");
            if (!row || !row.hidden) return;
            words.value = status.value = "";
            filter();
            change(rows.length);
            row.scrollIntoView();
          });
          find("filter").hidden = false;
          filter();

          const drawing = document.querySelector("#graph svg");
          if (!drawing) return;
          const lines = new Map();
          for (const line of drawing.querySelectorAll("path")) {
            for (const [end, name] of [[line.dataset.from, "needs"], [line.dataset.to, "needed"]]) {
              if (!lines.has(end)) lines.set(end, []);
              lines.get(end).push([line, name]);
            }
          }
          const sheet = drawing.cloneNode(false);
          sheet.setAttribute("class", "sheet");
          sheet.setAttribute("aria-hidden", "true");
          drawing.after(sheet);
          let current;
          const show = (event) => {
            const node = event.target.closest ? event.target.closest("a.node") : null;
            const next = node ? node.dataset.node : undefined;
            if (next === current) return;
            current = next;
            sheet.replaceChildren(...(lines.get(next) || []).map(([line, name]) => {
              const copy = line.cloneNode();
              copy.setAttribute("class", name);
              return copy;
            }));
          };
          drawing.addEventListener("pointerover", show);
          drawing.addEventListener("focusin", show);
          drawing.addEventListener("pointerleave", show);
        })();

        """
}
