package dev.irpflow.sim.view;

/** Writes elements with their text escaped. */
final class Html {
    private final StringBuilder text = new StringBuilder();

    /** What is markup already. */
    Html raw(String markup) {
        text.append(markup);
        return this;
    }

    /** Words as they are. */
    Html words(String words) {
        text.append(escaped(words));
        return this;
    }

    /** An element with words in it. */
    Html element(String name, String style, String words) {
        text.append('<').append(name);
        if (!style.isEmpty()) {
            text.append(" class=\"").append(style).append('"');
        }
        text.append('>');
        words(words);
        text.append("</").append(name).append('>');
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** Words that are neither markup nor the end of an attribute. */
    static String escaped(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
