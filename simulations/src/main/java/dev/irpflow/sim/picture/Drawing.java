package dev.irpflow.sim.picture;

import dev.irpflow.sim.picture.Lanes.MachineSpan;
import dev.irpflow.sim.picture.Row.Look;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws rows and bars. Time runs downwards; where none passes, the rows are one moment. */
final class Drawing {
    private static final int GUTTER = 158;
    private static final int TOP = 122;
    private static final int ROW = 25;
    private static final int PAUSE = 26;
    private static final int LEGEND = 74;
    private static final int BAR = 7;
    // About the width of a letter of the labels, to keep them on the paper.
    private static final double LETTER = 6.6;
    private static final double TITLE_LETTER = 11;
    private static final int LEAST_WIDTH = 890; // of the legend

    private final List<Row> rows;
    private final List<Bar> bars;
    private final Lanes lanes;
    private final List<Integer> heights = new ArrayList<>();
    private final int bottom;
    private final Svg svg;

    private Drawing(String title, String subtitle, List<Row> rows, List<Bar> bars) {
        this.rows = rows;
        this.bars = bars;
        this.lanes = new Lanes(rows, GUTTER);
        this.bottom = layOutRows();
        int words = (int) Math.max(title.length() * TITLE_LETTER, subtitle.length() * LETTER);
        int width = Math.max(Math.max(lanes.right() + 12, LEAST_WIDTH), words + 32);
        this.svg = new Svg(width, bottom + LEGEND, title, Style.text());
    }

    /** The picture of the rows, with two lines of heading. */
    static String of(String title, String subtitle, List<Row> rows, List<Bar> bars) {
        Drawing drawing = new Drawing(title, subtitle, rows, bars);
        drawing.bands();
        drawing.heading(title, subtitle);
        drawing.bars();
        drawing.pauses();
        for (int i = 0; i < rows.size(); i++) {
            drawing.row(rows.get(i), drawing.heights.get(i));
        }
        drawing.legend();
        return drawing.svg.end();
    }

    private int layOutRows() {
        int y = TOP;
        for (int i = 0; i < rows.size(); i++) {
            y += ROW + (pauseBefore(i) > 0 ? PAUSE : 0);
            heights.add(y);
        }
        return y + ROW;
    }

    private long pauseBefore(int row) {
        return row == 0 ? 0 : rows.get(row).event().timeNs() - rows.get(row - 1).event().timeNs();
    }

    private void heading(String title, String subtitle) {
        svg.words("title", 16, 30, title);
        svg.words("pale", 16, 50, subtitle);
        for (MachineSpan machine : lanes.machines()) {
            svg.rect(
                    "machine",
                    machine.left() + 2,
                    66,
                    machine.right() - machine.left() - 4,
                    bottom - 66,
                    8);
            svg.words(
                    "machine-name middle",
                    (machine.left() + machine.right()) / 2,
                    84,
                    "machine " + machine.name());
        }
        List<MachineSpan> machines = lanes.machines();
        for (int i = 1; i < machines.size(); i++) {
            int middle = (machines.get(i - 1).right() + machines.get(i).left()) / 2;
            svg.words("pale middle", middle, 84, "network");
        }
        lanes.byPlace()
                .forEach((place, x) -> {
                    String name = place.substring(place.indexOf('/') + 1);
                    svg.line("lane", x, TOP - 6, x, bottom - 8);
                    svg.words("lane-name middle", x, TOP - 14, name);
                });
    }

    // One band for each stretch of rows of one strand: who is running now.
    private void bands() {
        int first = 0;
        for (int i = 1; i <= rows.size(); i++) {
            if (i == rows.size() || isOtherStrand(rows.get(i), rows.get(first))) {
                int top = heights.get(first) - 18;
                svg.rect("band", 8, top, lanes.right() - 4, heights.get(i - 1) + 5 - top, 5);
                svg.words("strand", 16, top + 16, rows.get(first).event().text("strand"));
                if (i - first > 1 && !rows.get(first).event().machine().isEmpty()) {
                    svg.words("pale", 16, top + 32, kindOfStrand(rows.get(first)));
                }
                first = i;
            }
        }
    }

    private static boolean isOtherStrand(Row row, Row other) {
        return !row.event().strand().equals(other.event().strand())
                || row.event().timeNs() != other.event().timeNs();
    }

    private static String kindOfStrand(Row row) {
        boolean isDpc = row.event().irql().equals("DISPATCH_LEVEL");
        return (isDpc ? "a DPC on " : "a thread on ") + row.event().machine();
    }

    private void pauses() {
        for (int i = 1; i < rows.size(); i++) {
            long pause = pauseBefore(i);
            if (pause > 0) {
                svg.words("pale", 16, heights.get(i) - 26, duration(pause) + " later");
            }
        }
    }

    private static String duration(long ns) {
        return ns >= 1_000_000_000
                ? String.format(Locale.ROOT, "%.1f s", ns / 1e9)
                : String.format(Locale.ROOT, "%.1f ms", ns / 1e6);
    }

    private void bars() {
        Map<String, List<Bar>> placed = new LinkedHashMap<>();
        for (Bar bar : bars.stream().sorted(Drawing::byExtent).toList()) {
            List<Bar> there = placed.computeIfAbsent(bar.place(), place -> new ArrayList<>());
            long around =
                    there.stream()
                            .filter(other -> other.last() >= bar.first())
                            .filter(other -> other.isPending() == bar.isPending())
                            .count();
            there.add(bar);
            int shift = (int) around * 5 * (bar.isPending() ? 1 : -1);
            int top = heights.get(bar.first());
            int last = Math.min(bar.last(), rows.size() - 1);
            int height = Math.max(8, heights.get(last) - top + (last == bar.first() ? 6 : 0));
            int x = lanes.x(bar.place()) - BAR / 2 + shift;
            String style = bar.isPending() ? "pending" : Style.of(bar.irql());
            svg.rect(style, x, top, BAR, height, 2);
        }
    }

    private static int byExtent(Bar one, Bar other) {
        return one.first() != other.first()
                ? Integer.compare(one.first(), other.first())
                : Integer.compare(other.last(), one.last());
    }

    private void row(Row row, int y) {
        switch (row.look()) {
            case CALL -> arrow(row, y, "call " + Style.of(row.event().irql()));
            case RETURN -> arrow(row, y, "return " + Style.of(row.event().irql()));
            case COMPLETION -> arrow(row, y, "completion " + Style.of(row.event().irql()));
            case TIMER -> {
                int x = lanes.x(row.to());
                svg.dot(Style.of(row.event().irql()), x, y, 6);
                label("dispatch", x + 12, y + 4, "timer");
            }
            case FRAME -> frame(row, y, "wire");
            case RECOVERED -> frame(row, y, "mended");
            case TOUCHED -> arrow(row, y, "wire");
            case LOST -> lost(row, y);
            case FAULT, BREACH -> {
                svg.cross("wrong", lanes.x(row.to()), y);
                label("wrong", lanes.x(row.to()) + 12, y + 4, row.label());
            }
            case LEFT_OUT -> svg.words("pale", GUTTER + 8, y, row.label());
        }
    }

    private void arrow(Row row, int y, String style) {
        int from = lanes.x(row.from());
        int to = lanes.x(row.to());
        int aside = to > from ? 4 : -4;
        svg.line(style, from + aside, y, to - aside * (row.look() == Look.RETURN ? 1 : 2), y);
        svg.head(style, from, y, to - aside, y);
        centred(colour(style), (from + to) / 2, y - 6, row.label());
    }

    private void frame(Row row, int y, String style) {
        int from = lanes.x(row.from());
        int to = lanes.x(row.to());
        Row source = row.source();
        int sent = source == null ? -1 : rows.indexOf(source); // it may have been left out
        int began = sent < 0 ? y - ROW : heights.get(sent);
        int aside = to > from ? 6 : -6;
        svg.line(style, from + aside, began, to - aside, y);
        svg.head(style, from, began, to - aside, y);
        centred(style, (from + to) / 2, y - 6, row.label());
    }

    private void lost(Row row, int y) {
        int from = lanes.x(row.from());
        int middle = (from + lanes.x(row.to())) / 2;
        svg.line("wrong", from + (middle > from ? 6 : -6), y, middle, y);
        svg.cross("wrong", middle, y);
        centred("wrong", middle, y - 9, row.label());
    }

    private static String colour(String style) {
        return style.substring(style.indexOf(' ') + 1);
    }

    private void centred(String style, int x, int y, String words) {
        int half = (int) (words.length() * LETTER / 2);
        int left = Math.max(GUTTER + 4, Math.min(x - half, lanes.right() - 8 - 2 * half));
        label(style, left, y, words);
    }

    private void label(String style, int x, int y, String words) {
        svg.words("label " + style, x, y, words);
    }

    private void legend() {
        int y = bottom + 30;
        int x = 16;
        x = example(x, y, "call passive", "a call at PASSIVE_LEVEL");
        x = example(x, y, "call dispatch", "at DISPATCH_LEVEL");
        x = example(x, y, "return passive", "its return");
        example(x, y, "completion dispatch", "a completion: the routine of who waits is called");
        x = 16;
        y += 24;
        svg.rect("passive", x + 14, y - 10, BAR, 13, 2);
        svg.words("pale", x + 36, y, "the call is open");
        x += 156;
        svg.rect("pending", x + 14, y - 10, BAR, 13, 2);
        svg.words("pale", x + 36, y, "the operation is pending: the answer comes later");
        x += 352;
        svg.cross("wrong", x + 18, y - 4);
        svg.words("pale", x + 36, y, "what was done to it");
        x += 165;
        example(x, y, "mended", "how it was mended");
    }

    private int example(int x, int y, String style, String words) {
        svg.line(style, x, y - 4, x + 24, y - 4);
        svg.head(colour(style), x, y - 4, x + 30, y - 4);
        svg.words("pale", x + 36, y, words);
        return x + 52 + (int) (words.length() * LETTER);
    }
}
