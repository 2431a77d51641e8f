package dev.irpflow.sim.view;

import dev.irpflow.sim.picture.Event;
import dev.irpflow.sim.picture.EventFile;
import dev.irpflow.sim.picture.Picture;
import dev.irpflow.sim.report.Refusal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** The page of a run. */
public final class RunPage {
    // A browser draws so many rows at once without a pause.
    private static final int MOST = 4_000;

    private final EventFile run;
    private final Html page = new Html();
    private final List<Event> shown;
    private final int brokeAt;

    private RunPage(EventFile run) {
        this.run = run;
        List<Event> all = run.events();
        this.shown = all.subList(Math.max(0, all.size() - MOST), all.size());
        int broke = -1;
        for (int i = 0; i < shown.size(); i++) {
            broke = shown.get(i).kind().equals("violation") ? i : broke;
        }
        this.brokeAt = broke;
    }

    /**
     * The page, which ends with a line end.
     *
     * @param events {@code events.jsonl}
     * @param name its name in messages
     * @param story {@code story.txt}; "" for none
     * @throws Refusal if the file is no trace
     */
    public static String of(Path events, String name, String story) throws Refusal {
        RunPage made = new RunPage(EventFile.read(events, name));
        made.head(story);
        made.picture(events, name);
        made.table();
        return made.page
                .raw("</main>\n<script>\n")
                .raw(PageStyle.SCRIPT)
                .raw("</script>\n</body>\n</html>\n")
                .toString();
    }

    private void head(String story) {
        String title = "%s, seed %d".formatted(run.scenario(), run.seed());
        page.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .element("title", "", title + " - Irpflow")
                .raw("\n<style>\n")
                .raw(PageStyle.CSS)
                .raw("</style>\n</head>\n<body>\n<main>\n")
                .element("h1", "", title)
                .raw("\n");
        if (brokeAt >= 0) {
            Event broke = shown.get(brokeAt);
            page.raw("<p class=\"breach\">")
                    .element("b", "", broke.routine())
                    .words("  " + broke.status())
                    .raw(" <a href=\"#e")
                    .raw(String.valueOf(broke.seq()))
                    .raw("\">where it broke</a></p>\n");
        }
        if (!story.isEmpty()) {
            page.raw("<details")
                    .raw(brokeAt >= 0 ? " open" : "")
                    .raw("><summary>The story</summary>")
                    .element("pre", "", story)
                    .raw("</details>\n");
        }
    }

    // Of the last thing that an application has asked for: that is where a run that fails ends.
    private void picture(Path events, String name) {
        String routine = "";
        for (Event event : run.events()) {
            boolean isAsked =
                    event.kind().equals("call")
                            && event.from().endsWith("/app")
                            && event.to().endsWith("/io");
            routine = isAsked ? event.routine() : routine;
        }
        if (routine.isEmpty()) {
            return;
        }
        String last = routine;
        long count =
                run.events().stream()
                        .filter(event -> event.kind().equals("call"))
                        .filter(event -> event.routine().equals(last))
                        .count();
        try {
            String svg = Picture.of(events, name, new Picture.Choice(last, (int) count));
            page.raw("<details")
                    .raw(brokeAt >= 0 ? " open" : "")
                    .raw("><summary>The picture of the last ")
                    .words(last)
                    .raw("</summary><div class=\"picture\">")
                    .raw(svg)
                    .raw("</div></details>\n");
        } catch (Refusal e) {
            page.raw("<!-- no picture -->\n"); // the table tells all of it anyway
        }
    }

    private void table() {
        int left = run.events().size() - shown.size();
        page.raw("<h2>All that happened</h2>\n<p class=\"tools\">")
                .raw(
                        "<input id=\"find\" type=\"search\" placeholder=\"irp-9, WskSend, DISPATCH ...\"")
                .raw(" aria-label=\"Show only rows with these words\">")
                .raw(
                        "<label><input id=\"ke\" type=\"checkbox\"> calls of the kernel itself</label>")
                .raw("<label><input id=\"returns\" type=\"checkbox\" checked> returns</label>")
                .raw("<span id=\"count\"></span></p>\n");
        if (left > 0) {
            page.element(
                    "p",
                    "pale",
                    String.format(
                            Locale.ROOT,
                            "The first %,d events are left out: they are in events.jsonl.",
                            left));
        }
        page.raw("<table id=\"events\"><thead><tr><th>time<th>where<th>CPU<th>IRQL<th>from")
                .raw("<th>what<th>to<th>object<th>status</tr></thead><tbody>\n");
        for (int i = 0; i < shown.size(); i++) {
            row(shown.get(i), isBreach(i));
        }
        page.raw("</tbody></table>\n");
    }

    // The violation, and the call in which it happened.
    private boolean isBreach(int i) {
        return brokeAt >= 0
                && (i == brokeAt || shown.get(i).seq() == shown.get(brokeAt).number("cause"));
    }

    private void row(Event event, boolean broke) {
        boolean isKernels = event.from().endsWith("/ke") || event.to().endsWith("/ke");
        String style = event.kind() + (isKernels ? " ke" : "") + (broke ? " broke" : "");
        page.raw("<tr id=\"e%d\" class=\"%s\">".formatted(event.seq(), style));
        cell("num", time(event.timeNs()));
        cell("", event.text("strand").isEmpty() ? event.machine() : event.strand());
        cell("num", event.text("processor"));
        cell(level(event.irql()), event.irql().replace("_LEVEL", ""));
        if (isMessage(event)) {
            cell("", event.from());
            page.raw("<td class=\"what\" style=\"padding-left:%dpx\"".formatted(indent(event)))
                    .raw(fields(event))
                    .raw(">")
                    .element("span", "kind", kind(event.kind()))
                    .words(event.routine())
                    .raw("</td>");
            cell("", event.to());
        } else {
            page.raw("<td class=\"what\" colspan=\"3\">")
                    .element("span", "kind", event.kind() + " ")
                    .words(happened(event))
                    .raw("</td>");
        }
        cell("", event.text("object"));
        cell("", isMessage(event) ? event.status() : "");
        page.raw("</tr>\n");
    }

    private void cell(String style, String words) {
        page.element("td", style, words);
    }

    private static int indent(Event event) {
        return 8 + 14 * (int) Math.min(12, event.number("depth"));
    }

    private static boolean isMessage(Event event) {
        return !event.to().isEmpty();
    }

    // What goes down, comes back, or comes by itself.
    private static String kind(String kind) {
        return switch (kind) {
            case "call" -> "\u2192 ";
            case "return" -> "\u2190 ";
            case "completion" -> "\u21d2 completion ";
            case "cancel" -> "\u2717 cancel ";
            default -> kind + " ";
        };
    }

    private static String happened(Event event) {
        String decision = event.text("decision");
        if (!decision.isEmpty()) {
            return decision.substring(decision.indexOf(' ') + 1);
        }
        StringJoiner words = new StringJoiner(" ");
        for (String part : List.of(event.text("fault"), event.routine(), event.status())) {
            if (!part.isEmpty()) {
                words.add(part);
            }
        }
        return words.toString();
    }

    private static String level(String irql) {
        return switch (irql) {
            case "", "PASSIVE_LEVEL" -> "";
            case "APC_LEVEL" -> "apc";
            default -> "dispatch";
        };
    }

    private static String fields(Event event) {
        StringJoiner fields = new StringJoiner(", ", " title=\"", "\"").setEmptyValue("");
        for (Map.Entry<String, String> entry : event.values().entrySet()) {
            if (entry.getKey().startsWith("fields.")) {
                String value = entry.getValue();
                String words = value.length() > 80 ? value.substring(0, 80) + "..." : value;
                fields.add(Html.escaped(entry.getKey().substring(7) + ": " + words));
            }
        }
        return fields.toString();
    }

    private static String time(long ns) {
        long us = ns / 1000;
        return String.format(
                Locale.ROOT, "%d.%03d %03d", us / 1_000_000, us / 1000 % 1000, us % 1000);
    }
}
