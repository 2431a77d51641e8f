package dev.irpflow.sim.view;

/** How the page looks, on light paper and on dark, and what its few controls do. */
final class PageStyle {
    static final String CSS =
            """
            :root { color-scheme: light dark; --paper: #ffffff; --band: #f3f5f8; --ink: #1f2328;
              --pale: #5c6570; --line: #d5dbe1; --dispatch: #b84a00; --apc: #7d3fc8;
              --wrong: #c21c2a; --wrong-band: #fdecec; --turn-band: #fff6dd }
            @media (prefers-color-scheme: dark) { :root { --paper: #0d1117; --band: #171d26;
              --ink: #e6edf3; --pale: #9aa4af; --line: #2d3540; --dispatch: #ff9d4d;
              --apc: #c69bff; --wrong: #ff7b72; --wrong-band: #34191b; --turn-band: #2d2710 } }
            body { margin: 0; background: var(--paper); color: var(--ink);
              font: 14px/1.45 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif }
            main { margin: 0 auto; max-width: 1500px; padding: 20px }
            h1 { font-size: 22px; margin: 0 0 8px } h2 { font-size: 17px; margin: 24px 0 8px }
            a { color: inherit }
            .breach { background: var(--wrong-band); border-left: 4px solid var(--wrong);
              padding: 8px 12px; margin: 8px 0; white-space: pre-wrap }
            summary { cursor: pointer; font-weight: 600; padding: 6px 0 }
            pre { background: var(--band); padding: 12px; overflow-x: auto; font-size: 12px }
            .picture { overflow-x: auto } .pale { color: var(--pale) }
            .tools { display: flex; flex-wrap: wrap; gap: 16px; align-items: center }
            #find { min-width: 280px; padding: 5px 8px; font: inherit } #count { color: var(--pale) }
            table { border-collapse: collapse; width: 100%; font-size: 12.5px }
            th { text-align: left; position: sticky; top: 0; background: var(--paper);
              border-bottom: 2px solid var(--line); padding: 4px 8px }
            td { border-bottom: 1px solid var(--line); padding: 2px 8px; vertical-align: top }
            .num { white-space: nowrap; font-variant-numeric: tabular-nums; color: var(--pale) }
            td:not(.what) { white-space: nowrap } .what { width: 40% }
            .kind { color: var(--pale) }
            td.dispatch { color: var(--dispatch); font-weight: 600 }
            td.apc { color: var(--apc); font-weight: 600 }
            tr.return td { color: var(--pale) }
            tr.completion .what, tr.cancel .what { font-weight: 600 }
            tr.decision, tr.fault { background: var(--turn-band) }
            tr.fault .what, tr.decision .what { font-weight: 600 }
            tr.violation, tr.bug-check, tr.broke { background: var(--wrong-band) }
            tr.violation .what, tr.bug-check .what { color: var(--wrong); font-weight: 700 }
            tr:target td { border-top: 2px solid var(--wrong); border-bottom: 2px solid var(--wrong) }
            body.no-ke tr.ke:not(.broke), body.no-returns tr.return { display: none }
            tr.hidden { display: none }
            """;

    static final String SCRIPT =
            """
            const find = document.getElementById("find");
            const rows = [...document.querySelectorAll("#events tbody tr")];
            function show() {
              const words = find.value.toLowerCase().split(/\\s+/).filter(word => word);
              const hidesKe = !document.getElementById("ke").checked;
              document.body.classList.toggle("no-ke", hidesKe);
              const hidesReturns = !document.getElementById("returns").checked;
              document.body.classList.toggle("no-returns", hidesReturns);
              let count = 0;
              for (const row of rows) {
                const text = row.textContent.toLowerCase();
                const isHidden = !words.every(word => text.includes(word));
                row.classList.toggle("hidden", isHidden);
                const isOff = (hidesKe && row.matches(".ke:not(.broke)"))
                    || (hidesReturns && row.classList.contains("return"));
                count += isHidden || isOff ? 0 : 1;
              }
              document.getElementById("count").textContent = count + " of " + rows.length + " rows";
            }
            find.addEventListener("input", show);
            document.getElementById("ke").addEventListener("change", show);
            document.getElementById("returns").addEventListener("change", show);
            show();
            """;

    private PageStyle() {}
}
