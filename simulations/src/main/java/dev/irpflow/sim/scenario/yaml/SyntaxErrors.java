package dev.irpflow.sim.scenario.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Says in plain words what the parser stumbled over.
 *
 * <p>The traps are those that scenarios really fall into: a drive letter, a path in double quotes,
 * brackets inside braces, a colon inside text, a tab. For the rest the parser's own words stay.
 */
final class SyntaxErrors {
    static final String NO_CHARACTER = "not YAML: the escape names no character";

    private static final String PATHS =
            "in double quotes \\ begins an escape; write paths in single quotes, like 'Z:\\a.txt'";

    private SyntaxErrors() {}

    static Problem explain(String file, String text, YamlEngineException error) {
        if (!(error instanceof MarkedYamlEngineException marked)
                || marked.getProblemMark().isEmpty()) {
            String words = error.getMessage() == null ? "unreadable" : error.getMessage();
            return new Problem(new Where(file, 1, 1), "not YAML: " + Scalar.shown(words));
        }
        String problem = marked.getProblem() == null ? "" : marked.getProblem();
        String context = marked.getContext() == null ? "" : marked.getContext();
        Mark mark = place(marked, problem).orElseThrow();
        var line = new Line(lineOf(text, mark.getLine()), mark.getColumn());
        return new Problem(
                new Where(file, mark.getLine() + 1, mark.getColumn() + 1),
                "not YAML: " + words(line, context, problem));
    }

    /** Of what is never closed, its beginning; of all else, where the parser stopped. */
    private static Optional<Mark> place(MarkedYamlEngineException error, String problem) {
        boolean open = problem.contains("end of stream") || problem.contains("<stream end>");
        return open && error.getContextMark().isPresent()
                ? error.getContextMark()
                : error.getProblemMark();
    }

    private static String words(Line line, String context, String problem) {
        if (problem.startsWith("mapping values are not allowed")) {
            return colon(line);
        }
        if (problem.contains("but got :") && line.isDriveLetter()) {
            return driveLetter(line);
        }
        if (problem.contains("but got [") && context.contains("flow mapping")) {
            return "`[` inside { } begins a list; a slot is written without brackets, like"
                    + " LOWIO_OP_READ, and other text with brackets is quoted";
        }
        if (problem.startsWith("found character") && problem.contains("start any token")) {
            return line.at('\t')
                    ? "a tab; indent with spaces"
                    : "`%s` cannot begin a value; quote the text".formatted(line.here());
        }
        if (problem.contains("unknown escape character") || problem.contains("escape sequence")) {
            return PATHS;
        }
        if (context.contains("quoted scalar") && problem.contains("end of stream")) {
            return "a quote is opened and never closed";
        }
        return structure(context, problem);
    }

    private static String structure(String context, String problem) {
        if (problem.contains("<stream end>")) {
            return context.contains("flow mapping")
                    ? "`{` is never closed by `}`"
                    : "`[` is never closed by `]`";
        }
        if (problem.startsWith("could not find expected ':'")) {
            return "the line before is no `key: value`; check its indentation and its colon";
        }
        if (problem.contains("<block end>") && problem.contains("<scalar>")) {
            return "text goes on after the closing quote; quote the whole value";
        }
        if (problem.contains("<block end>")) {
            return "this line is indented like none above it; keys of one level start in one"
                    + " column";
        }
        if (problem.contains("<document start>")) {
            return "nothing may follow here; the value before is complete";
        }
        String whole = context.isEmpty() ? problem : context + ", " + problem;
        return Scalar.shown(whole.replace('\n', ' '));
    }

    private static String colon(Line line) {
        return line.isDriveLetter()
                ? driveLetter(line)
                : "a second colon; quote the text that holds `: `, or put what belongs below it on"
                        + " lines of its own";
    }

    private static String driveLetter(Line line) {
        return "%1$s: reads as a key; quote the drive letter: \"%1$s:\"".formatted(line.before());
    }

    private static String lineOf(String text, int number) {
        int start = 0;
        for (int i = 0; i < number; i++) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                return "";
            }
            start = end + 1;
        }
        int end = text.indexOf('\n', start);
        return end < 0 ? text.substring(start) : text.substring(start, end);
    }

    /** A line and the column, counted in code points from 0, at which the parser stopped. */
    private record Line(String text, int column) {
        private int index() {
            return column < text.codePointCount(0, text.length())
                    ? text.offsetByCodePoints(0, column)
                    : text.length();
        }

        boolean at(char c) {
            return index() < text.length() && text.charAt(index()) == c;
        }

        String here() {
            return index() < text.length() ? Character.toString(text.codePointAt(index())) : "";
        }

        String before() {
            return text.substring(index() - 1, index());
        }

        /** Whether the colon here follows a single letter that stands alone. */
        boolean isDriveLetter() {
            int i = index();
            return at(':')
                    && i > 0
                    && isLetter(text.charAt(i - 1))
                    && (i == 1 || " \t,{[".indexOf(text.charAt(i - 2)) >= 0);
        }

        private static boolean isLetter(char c) {
            return c >= 'A' && c <= 'Z';
        }
    }
}
