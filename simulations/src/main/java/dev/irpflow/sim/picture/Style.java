package dev.irpflow.sim.picture;

import java.util.Locale;

/**
 * The colours of a picture, for light paper and for dark. The picture brings its own paper, so that
 * it can be read wherever it is shown.
 */
final class Style {
    private static final String SHAPES =
            """
            text { font: 12px system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif }
            .title { font-size: 17px; font-weight: 600 }
            .lane-name, .strand { font-weight: 600 }
            .machine-name { font-size: 14px; font-weight: 600 }
            .middle { text-anchor: middle }
            .label { paint-order: stroke; stroke-width: 4px; stroke-linejoin: round }
            path { fill: none; stroke-width: 1.6 }
            .lane { stroke-width: 1; stroke-dasharray: 2 3 }
            .return { stroke-dasharray: 5 3 }
            .completion { stroke-width: 3 }
            .cross { stroke-width: 3 }
            .head { stroke: none }
            rect.passive, rect.apc, rect.dispatch { opacity: 0.45 }
            .pending { fill: none; stroke-width: 1.2; stroke-dasharray: 3 2 }
            """;

    private Style() {}

    static String text() {
        return SHAPES
                + colours(
                        "#ffffff", "#f3f5f8", "#1f2328", "#5c6570", "#c9d1d9", "#0860ca", "#7d3fc8",
                        "#b84a00", "#c21c2a", "#14702f")
                + "@media (prefers-color-scheme: dark) {\n"
                + colours(
                        "#0d1117", "#171d26", "#e6edf3", "#9aa4af", "#39424e", "#6cb0ff", "#c69bff",
                        "#ff9d4d", "#ff7b72", "#5fdb78")
                + "}\n";
    }

    /** The class of an IRQL. */
    static String of(String irql) {
        return switch (irql) {
            case "PASSIVE_LEVEL" -> "passive";
            case "APC_LEVEL" -> "apc";
            default -> "dispatch";
        };
    }

    // In the order of use: paper, band, ink, pale ink, lanes, then PASSIVE, APC, DISPATCH, what
    // goes wrong, what mends it.
    private static String colours(String... c) {
        StringBuilder css = new StringBuilder();
        css.append(".paper { fill: %s } .band, .name-box { fill: %s }\n".formatted(c[0], c[1]));
        css.append(".label { stroke: %s }\n".formatted(c[0]));
        css.append("text { fill: %s } .pale { fill: %s }\n".formatted(c[2], c[3]));
        css.append(".lane, .machine { stroke: %s } .machine { fill: none }\n".formatted(c[4]));
        css.append(".pending { stroke: %s }\n".formatted(c[3]));
        css.append(colour("wire", c[3]));
        css.append(colour("passive", c[5]));
        css.append(colour("apc", c[6]));
        css.append(colour("dispatch", c[7]));
        css.append(colour("wrong", c[8]));
        css.append(colour("mended", c[9]));
        return css.toString();
    }

    private static String colour(String name, String colour) {
        return String.format(
                Locale.ROOT,
                "path.%1$s { stroke: %2$s } path.head.%1$s, rect.%1$s, circle.%1$s, text.%1$s"
                        + " { fill: %2$s }%n",
                name,
                colour);
    }
}
