package dev.irpflow.sim.report;

import dev.irpflow.sim.trace.Recorded;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a story: a message with its parties, or something that happened, in words.
 *
 * @param seq the number of the event
 * @param timeNs when, in nanoseconds
 * @param from who, or the machine
 * @param to whom; "" where it went to nobody
 * @param kind the word of the trace
 * @param what the routine, or the words
 * @param status what was answered, or ""
 * @param object what it was about, or ""
 * @param where processor and IRQL, or ""
 */
record Row(
        long seq,
        long timeNs,
        String from,
        String to,
        String kind,
        String what,
        String status,
        String object,
        String where) {
    /** A mark in front of a row. */
    enum Mark {
        NONE(' '),
        /** It turned the run. */
        TURNED('!'),
        /** Here it broke. */
        BROKE('X');

        final char sign;

        Mark(char sign) {
            this.sign = sign;
        }
    }

    /** How wide the columns of a table are. */
    record Widths(int from, int to, int what, int status, int object) {
        // A longer name pushes its own row to the right, not all others.
        private static final int MOST = 34;
        private static final int ARROW = 4;

        static Widths of(List<Row> rows) {
            int from = 1;
            int to = 1;
            int what = 1;
            int status = 0;
            int object = 0;
            int who = 0;
            for (Row row : rows) {
                if (row.isMessage()) {
                    from = Math.max(from, row.from.length());
                    to = Math.max(to, row.to.length());
                    what = Math.max(what, row.what.length());
                    status = Math.max(status, row.status.length());
                    object = Math.max(object, row.object.length());
                } else {
                    who = Math.max(who, row.from.length());
                }
            }
            from = Math.max(from, who - to - ARROW);
            return new Widths(most(from), most(to), most(what), most(status), most(object));
        }

        private static int most(int width) {
            return Math.min(width, MOST);
        }

        /** Where the column of processors begins. */
        int beforeWhere() {
            int fixed = 4 + 12 + 4 + 2 + 12;
            int optional = (status > 0 ? status + 2 : 0) + (object > 0 ? object + 2 : 0);
            return fixed + from + to + what + 2 + optional;
        }
    }

    private static final int KIND = 12;

    static Row of(Recorded e) {
        String machine = e.machine() == null ? "" : e.machine();
        return switch (e.kind()) {
            case CALL, RETURN, COMPLETION, CANCEL, FRAME ->
                    new Row(
                            e.seq(),
                            e.timeNs(),
                            text(e.from()),
                            text(e.to()),
                            e.kind().word(),
                            text(e.routine()),
                            text(e.status()),
                            text(e.object()),
                            where(e));
            case FAULT -> happened(e, machine, fault(e));
            case DECISION -> happened(e, machine, decision(text(e.decision())));
            case STATE -> happened(e, machine, text(e.object()) + " is " + text(e.status()));
            case VIOLATION -> happened(e, text(e.from()), text(e.routine()));
            case BUG_CHECK, NOTE -> happened(e, machine, text(e.status()));
        };
    }

    // Which fault, what it strikes, and how.
    private static String fault(Recorded e) {
        String words = text(e.fault());
        int how = words.indexOf(": ");
        return how < 0 || e.routine() == null
                ? words
                : words.substring(0, how + 2) + e.routine() + words.substring(how + 1);
    }

    /** The same with an answer. */
    Row withStatus(String answer) {
        return new Row(seq, timeNs, from, to, kind, what, answer, object, where);
    }

    /** The same from another place. */
    Row withSource(String place) {
        return new Row(seq, timeNs, place, to, kind, what, status, object, where);
    }

    /** The same about another routine. */
    Row withRoutine(String routine) {
        return new Row(seq, timeNs, from, to, kind, routine, status, object, where);
    }

    /** Whether it goes from one to another. */
    boolean isMessage() {
        return !to.isEmpty();
    }

    /** The line, without a line end. */
    String line(Mark mark, Widths widths, String remark) {
        StringBuilder line = new StringBuilder("  ").append(mark.sign).append(' ');
        line.append("%-12s".formatted(time(timeNs)));
        if (isMessage()) {
            pad(line, from, widths.from);
            line.append(" -> ");
            pad(line, to, widths.to);
        } else {
            pad(line, from, widths.from + 4 + widths.to);
        }
        line.append("  ");
        pad(line, kind, KIND);
        if (isMessage()) {
            pad(line, what, widths.what);
            line.append("  ");
            optional(line, status, widths.status);
            optional(line, object, widths.object);
            line.append(where);
        } else {
            line.append(what);
        }
        if (!remark.isEmpty()) {
            line.append("    ").append(remark);
        }
        return line.toString().stripTrailing();
    }

    /** A time as stories have it: seconds, milliseconds, microseconds. */
    static String time(long ns) {
        long us = ns / 1000;
        return "%d.%03d %03d".formatted(us / 1_000_000, us / 1000 % 1000, us % 1000);
    }

    /** A row in words. */
    static Row happened(Recorded e, String who, String kind, String what) {
        return new Row(e.seq(), e.timeNs(), who, "", kind, what, "", "", "");
    }

    private static Row happened(Recorded e, String who, String what) {
        return happened(e, who, e.kind().word(), what);
    }

    // The site is for machines: a reader wants what was chosen, and instead of what.
    private static String decision(String text) {
        int blank = text.indexOf(' ');
        return blank < 0 ? text : text.substring(blank + 1);
    }

    private static String where(Recorded e) {
        if (e.irql() == null) {
            return "";
        }
        String strand = e.strand() == null ? "" : " (" + e.strand() + ")";
        return "%d  %s%s".formatted(e.processor(), e.irql(), strand);
    }

    private static void optional(StringBuilder line, String text, int width) {
        if (width > 0) {
            pad(line, text, width);
            line.append("  ");
        }
    }

    private static void pad(StringBuilder line, String text, int width) {
        line.append(text);
        line.repeat(' ', Math.max(0, width - text.length()));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
