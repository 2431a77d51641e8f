package dev.irpflow.sim.picture;

/** Writes SVG, element by element; what it looks like is in the classes of its style. */
final class Svg {
    private final StringBuilder text = new StringBuilder();

    Svg(int width, int height, String title, String style) {
        text.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                        .formatted(width, height, width));
        text.append(" height=\"%d\" role=\"img\">\n".formatted(height));
        text.append("<title>").append(escaped(title)).append("</title>\n");
        text.append("<style>\n").append(style).append("</style>\n");
        text.append(
                "<rect class=\"paper\" width=\"%d\" height=\"%d\" rx=\"8\"/>\n"
                        .formatted(width, height));
    }

    void rect(String style, int x, int y, int width, int height, int radius) {
        text.append(
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\"/>\n"
                        .formatted(style, x, y, width, height, radius));
    }

    void line(String style, int x1, int y1, int x2, int y2) {
        text.append("<path class=\"%s\" d=\"M%d %dL%d %d\"/>\n".formatted(style, x1, y1, x2, y2));
    }

    void dot(String style, int x, int y, int radius) {
        text.append(
                "<circle class=\"%s\" cx=\"%d\" cy=\"%d\" r=\"%d\"/>\n"
                        .formatted(style, x, y, radius));
    }

    /** An arrow head at a point, for a line that comes from another point. */
    void head(String style, int fromX, int fromY, int x, int y) {
        double angle = Math.toDegrees(StrictMath.atan2(y - fromY, x - fromX));
        text.append(
                "<path class=\"head %s\" transform=\"translate(%d %d) rotate(%d)\""
                        .formatted(style, x, y, Math.round(angle)));
        text.append(" d=\"M0 0L-8 -4L-8 4Z\"/>\n");
    }

    /** A cross, where something ends. */
    void cross(String style, int x, int y) {
        int arm = 6;
        text.append(
                "<path class=\"%s cross\" d=\"M%d %dL%d %dM%d %dL%d %d\"/>\n"
                        .formatted(
                                style, x - arm, y - arm, x + arm, y + arm, x - arm, y + arm,
                                x + arm, y - arm));
    }

    void words(String style, int x, int y, String words) {
        text.append("<text class=\"%s\" x=\"%d\" y=\"%d\">".formatted(style, x, y));
        text.append(escaped(words)).append("</text>\n");
    }

    String end() {
        return text.append("</svg>\n").toString();
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
