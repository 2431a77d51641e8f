package dev.irpflow.sim.ci;

import org.jspecify.annotations.Nullable;

/** A failure as a job on GitHub shows it beside the line: one line of output. */
public final class Annotation {
    private Annotation() {}

    /**
     * The line, without its end.
     *
     * @param file the path of the source from the folder of the checkout; null for none
     */
    public static String of(Checked failed, @Nullable String file) {
        StringBuilder line = new StringBuilder("::error ");
        SourceLine place = failed.place();
        if (file != null) {
            line.append("file=").append(property(file)).append(',');
            if (place != null) {
                line.append("line=").append(place.line()).append(',');
            }
        }
        String title = failed.suite() + ": " + failed.verdict().word();
        line.append("title=").append(property(title)).append("::");
        StringBuilder message = new StringBuilder(failed.reason());
        failed.facts()
                .forEach((name, value) ->
                        message.append('\n').append(name).append("  ").append(value));
        return line.append(text(message.toString())).toString();
    }

    private static String text(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return text(text).replace(":", "%3A").replace(",", "%2C");
    }
}
