package dev.irpflow.sim.ci;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Checks as the XML that Ant's task for JUnit has made usual: a suite for each scenario or subject,
 * a test case for each check. What is violated or inconclusive is a failure with its story;
 * nondeterminism and errors of Irpflow are errors. The facts of the checks are properties of their
 * suite, and stand in its output too, since the schema has no place for them beside a test case.
 */
public final class JunitXml {
    private static final int SPACE = 0x20;

    private final StringBuilder xml = new StringBuilder();
    private final String moment;

    private JunitXml(LocalDateTime moment) {
        this.moment =
                DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                        moment.truncatedTo(ChronoUnit.SECONDS));
    }

    /** The document of checks that began at a moment. */
    public static String of(List<Checked> all, Instant began) {
        JunitXml self = new JunitXml(LocalDateTime.ofInstant(began, ZoneOffset.UTC));
        Map<String, List<Checked>> suites = new LinkedHashMap<>();
        for (Checked one : all) {
            suites.computeIfAbsent(one.suite(), suite -> new ArrayList<>()).add(one);
        }
        self.xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
        int id = 0;
        for (Map.Entry<String, List<Checked>> suite : suites.entrySet()) {
            self.suite(suite.getKey(), id++, suite.getValue());
        }
        self.xml.append("</testsuites>\n");
        return self.xml.toString();
    }

    private void suite(String name, int id, List<Checked> all) {
        double seconds = all.stream().mapToDouble(Checked::seconds).sum();
        long failures = all.stream().filter(one -> one.verdict().isFailure()).count();
        long errors = all.stream().filter(one -> !one.held()).count() - failures;
        xml.append("  <testsuite");
        attribute("package", "irpflow");
        attribute("id", String.valueOf(id));
        attribute("name", name);
        attribute("timestamp", moment);
        attribute("hostname", "localhost");
        attribute("tests", String.valueOf(all.size()));
        attribute("failures", String.valueOf(failures));
        attribute("errors", String.valueOf(errors));
        attribute("time", time(seconds));
        xml.append(">\n    <properties>\n");
        StringBuilder output = new StringBuilder();
        for (Checked one : all) {
            output.append(one.name()).append("   ").append(one.verdict().word()).append('\n');
            one.facts()
                    .forEach((fact, value) -> {
                        xml.append("      <property");
                        attribute("name", all.size() == 1 ? fact : one.name() + ": " + fact);
                        attribute("value", value);
                        xml.append("/>\n");
                        output.append("  ").append(fact).append("  ").append(value).append('\n');
                    });
        }
        xml.append("    </properties>\n");
        all.forEach(this::testCase);
        xml.append("    <system-out>").append(escaped(output.toString(), false));
        xml.append("</system-out>\n    <system-err></system-err>\n  </testsuite>\n");
    }

    private void testCase(Checked one) {
        xml.append("    <testcase");
        attribute("name", one.name());
        attribute("classname", one.suite());
        attribute("time", time(one.seconds()));
        if (one.held()) {
            xml.append("/>\n");
            return;
        }
        String element = one.verdict().isFailure() ? "failure" : "error";
        xml.append(">\n      <").append(element);
        attribute("message", one.reason());
        attribute("type", one.verdict().word());
        xml.append('>').append(escaped(body(one), false));
        xml.append("</").append(element).append(">\n    </testcase>\n");
    }

    private static String body(Checked one) {
        StringBuilder body = new StringBuilder(one.story().isEmpty() ? one.reason() : one.story());
        if (!body.toString().endsWith("\n")) {
            body.append('\n');
        }
        one.facts()
                .forEach((fact, value) -> {
                    if (!one.story().contains(value)) {
                        body.append("  ").append(fact).append("   ").append(value).append('\n');
                    }
                });
        return body.toString();
    }

    private void attribute(String name, String value) {
        xml.append(' ').append(name).append("=\"").append(escaped(value, true)).append('"');
    }

    private static String time(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }

    // What XML 1.0 cannot hold, not even written as a number, becomes U+FFFD.
    private static String escaped(String text, boolean inAttribute) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints()
                .forEach(point -> {
                    switch (point) {
                        case '<' -> escaped.append("&lt;");
                        case '>' -> escaped.append("&gt;");
                        case '&' -> escaped.append("&amp;");
                        case '"' -> escaped.append("&quot;");
                        case '\r' -> escaped.append("&#13;");
                        case '\n', '\t' -> {
                            if (inAttribute) {
                                escaped.append("&#").append(point).append(';');
                            } else {
                                escaped.append((char) point);
                            }
                        }
                        default -> escaped.appendCodePoint(isCharacter(point) ? point : 0xFFFD);
                    }
                });
        return escaped.toString();
    }

    private static boolean isCharacter(int point) {
        boolean isSurrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
        return point >= SPACE && !isSurrogate && point != 0xFFFE && point != 0xFFFF;
    }
}
