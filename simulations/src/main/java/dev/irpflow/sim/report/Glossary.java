package dev.irpflow.sim.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The words of {@code docs/GLOSSARY.md}, which is packed beside the classes: each is an item of a
 * list, {@code - **word** (other, names): what it is.}
 */
public final class Glossary {
    private static final String RESOURCE = "/docs/GLOSSARY.md";
    private static final Pattern ITEM =
            Pattern.compile("^- \\*\\*(.+?)\\*\\*(?: \\((.+?)\\))?: (.+)$");
    private static final Pattern LINK = Pattern.compile("\\[([^]]+)]\\([^)]+\\)");

    private Glossary() {}

    /**
     * One word.
     *
     * @param word as the glossary spells it
     * @param others what else it is called
     * @param text what it is, without Markdown
     */
    public record Entry(String word, List<String> others, String text) {
        /** Whether this is its name, or another of its names, in whatever case. */
        boolean isCalled(String name) {
            return word.equalsIgnoreCase(name)
                    || others.stream().anyMatch(other -> other.equalsIgnoreCase(name));
        }
    }

    /** All words, in the order of the file. */
    public static List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        StringBuilder item = new StringBuilder();
        for (String line : read().split("\n")) {
            if (line.startsWith("- ") || line.isBlank() || line.startsWith("#")) {
                add(item, entries);
                item.setLength(0);
            }
            item.append(item.isEmpty() ? "" : " ").append(line.strip());
        }
        add(item, entries);
        return entries;
    }

    /** The word of this name, null if there is none. */
    public static @Nullable Entry find(String name) {
        for (Entry entry : entries()) {
            if (entry.isCalled(name)) {
                return entry;
            }
        }
        return null;
    }

    static String page(Entry entry) {
        Page page = new Page().title(entry.word(), String.join(", ", entry.others()));
        return page.paragraph(entry.text()).toString();
    }

    private static void add(StringBuilder item, List<Entry> entries) {
        Matcher matcher = ITEM.matcher(item);
        if (matcher.matches()) {
            String others = matcher.group(2);
            entries.add(
                    new Entry(
                            matcher.group(1),
                            others == null ? List.of() : List.of(others.split(", ")),
                            sentence(plain(matcher.group(3)))));
        }
    }

    private static String plain(String markdown) {
        return LINK.matcher(markdown).replaceAll("$1").replace("`", "").replace("**", "");
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static String read() {
        try (InputStream in = Glossary.class.getResourceAsStream(RESOURCE)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
