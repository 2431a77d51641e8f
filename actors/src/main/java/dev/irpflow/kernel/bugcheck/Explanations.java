package dev.irpflow.kernel.bugcheck;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The bug checks that the emulation knows, as their pages explain them. */
public final class Explanations {
    private static final String PAGES = "windows-driver-docs-pr/debugger/bug-check-";

    private static final List<Explanation> ALL =
            Stream.of(SystemStops.ALL, DriverStops.ALL).flatMap(List::stream).toList();

    private Explanations() {}

    /** All of them, in the order of their codes. */
    public static List<Explanation> all() {
        return ALL;
    }

    /** That of a code, null for one that has no page here. */
    public static @Nullable Explanation of(int code) {
        for (Explanation each : ALL) {
            if (each.code() == code) {
                return each;
            }
        }
        return null;
    }

    static Explanation page(
            int code, String cause, List<String> parameters, List<Form> forms, String page) {
        return new Explanation(code, cause, parameters, forms, PAGES + page + ".md");
    }
}
