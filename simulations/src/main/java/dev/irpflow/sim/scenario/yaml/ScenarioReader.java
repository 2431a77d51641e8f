package dev.irpflow.sim.scenario.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.SpecVersion;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads one file into a positioned tree.
 *
 * <p>The parser's events are walked, not its composed nodes: the composer lets duplicate keys,
 * anchors, tags and merge keys through, and a file of 20,000 opening brackets overflows its stack.
 * Whatever is refused is told once, and reading goes on; only what is not YAML at all ends it.
 */
public final class ScenarioReader {
    /** The deepest nesting of lists and keys; the language itself needs about a dozen levels. */
    public static final int DEPTH_LIMIT = 40;

    /** The largest file, in bytes. */
    public static final int SIZE_LIMIT = 1 << 20;

    private final String file;
    private final String text;
    private final StreamReader stream;
    private final Parser parser;
    private final List<Problem> problems = new ArrayList<>();

    private ScenarioReader(String file, String text) {
        this.file = file;
        this.text = text;
        LoadSettings settings =
                LoadSettings.builder()
                        .setCodePointLimit(SIZE_LIMIT)
                        .setVersionFunction(version -> version)
                        .build();
        this.stream = new StreamReader(settings, text);
        this.parser = new ParserImpl(settings, stream);
    }

    /**
     * Reads the bytes of a file.
     *
     * @param file the name that the places show
     */
    public static Tree read(String file, byte[] bytes) {
        SourceText source = SourceText.of(file, bytes, SIZE_LIMIT);
        if (source.problem() != null) {
            return new Tree(null, List.of(source.problem()));
        }
        return new ScenarioReader(file, source.text()).tree();
    }

    private Tree tree() {
        Node root = null;
        try {
            root = document();
        } catch (TooDeep e) {
            problems.add(new Problem(e.where, e.text()));
        } catch (YamlEngineException e) {
            problems.add(SyntaxErrors.explain(file, text, e));
        } catch (IllegalArgumentException e) {
            // The parser reads the digits of an escape without a look at their size.
            problems.add(
                    new Problem(where(stream.getMark().orElse(null)), SyntaxErrors.NO_CHARACTER));
        }
        return new Tree(root, problems);
    }

    private @Nullable Node document() {
        parser.next();
        if (parser.checkEvent(Event.ID.StreamEnd)) {
            problems.add(new Problem(new Where(file, 1, 1), "the file holds nothing"));
            return null;
        }
        var start = (DocumentStartEvent) parser.next();
        start.getSpecVersion().filter(v -> !isCurrent(v)).ifPresent(v -> oldVersion(start, v));
        Node root = node(parser.next(), 1);
        parser.next();
        if (!parser.checkEvent(Event.ID.StreamEnd)) {
            refuse(
                    parser.peekEvent(),
                    "a second document begins here; a scenario file holds one, without `---`");
        }
        return root;
    }

    private static boolean isCurrent(SpecVersion version) {
        return version.getMajor() == 1 && version.getMinor() == 2;
    }

    private void oldVersion(Event start, SpecVersion version) {
        refuse(
                start,
                "YAML %d.%d; a scenario is YAML 1.2"
                        .formatted(version.getMajor(), version.getMinor()));
    }

    private Node node(Event event, int depth) {
        if (depth > DEPTH_LIMIT) {
            throw new TooDeep(where(event));
        }
        if (event instanceof NodeEvent node && !(event instanceof AliasEvent)) {
            node.getAnchor().ifPresent(anchor -> refuseAnchor(event, anchor));
        }
        return switch (event) {
            case ScalarEvent scalar -> scalar(scalar);
            case SequenceStartEvent list -> {
                list.getTag().ifPresent(tag -> refuseTag(event, tag));
                yield sequence(list, depth);
            }
            case MappingStartEvent keys -> {
                keys.getTag().ifPresent(tag -> refuseTag(event, tag));
                yield mapping(keys, depth);
            }
            case AliasEvent alias -> refuseAlias(alias);
            default -> throw new IllegalStateException("no node begins with " + event);
        };
    }

    private Scalar scalar(ScalarEvent event) {
        event.getTag().ifPresent(tag -> refuseTag(event, tag));
        Scalar.Style style = event.isPlain() ? Scalar.Style.PLAIN : Scalar.Style.QUOTED;
        String value = event.getValue();
        for (int i = 0; i < value.length(); i = value.offsetByCodePoints(i, 1)) {
            int c = value.codePointAt(i);
            if (Character.isISOControl(c) && c != '\n' && c != '\t' || isLoneSurrogate(c)) {
                refuse(event, "the text holds U+%04X; bytes are written hex 00 01".formatted(c));
                return new Scalar("", Scalar.Style.QUOTED, where(event));
            }
        }
        return new Scalar(value, style, where(event));
    }

    private static boolean isLoneSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private Sequence sequence(SequenceStartEvent start, int depth) {
        var items = new ArrayList<Node>();
        while (!parser.checkEvent(Event.ID.SequenceEnd)) {
            items.add(node(parser.next(), depth + 1));
        }
        parser.next();
        return new Sequence(items, where(start));
    }

    private Mapping mapping(MappingStartEvent start, int depth) {
        var entries = new LinkedHashMap<String, Mapping.Entry>();
        while (!parser.checkEvent(Event.ID.MappingEnd)) {
            Node key = node(parser.next(), depth + 1);
            Node value = node(parser.next(), depth + 1);
            if (key instanceof Scalar name) {
                keep(entries, name, value);
            } else if (!(key instanceof Refused)) {
                problems.add(
                        new Problem(key.where(), "a key is one word; found " + key.describe()));
            }
        }
        parser.next();
        return new Mapping(List.copyOf(entries.values()), where(start));
    }

    private void keep(Map<String, Mapping.Entry> entries, Scalar key, Node value) {
        if (key.text().equals("<<") && key.style() == Scalar.Style.PLAIN) {
            problems.add(
                    new Problem(
                            key.where(),
                            "`<<` is a merge key, which is refused; write the keys out, or share"
                                    + " them with include or like"));
            return;
        }
        Mapping.Entry earlier = entries.putIfAbsent(key.text(), new Mapping.Entry(key, value));
        if (earlier != null) {
            problems.add(
                    new Problem(
                            key.where(),
                            "%s is given twice; first on line %d"
                                    .formatted(
                                            Scalar.shown(key.text()),
                                            earlier.key().where().line())));
        }
    }

    private Refused refuseAlias(AliasEvent alias) {
        refuse(
                alias,
                "`*%s` is an alias, which is refused; write the value out, or quote text that"
                                .formatted(Scalar.shown(alias.getAlias().getValue()))
                        + " begins with *");
        return new Refused(where(alias));
    }

    private void refuseAnchor(Event event, Anchor anchor) {
        refuse(
                event,
                "`&%s` is an anchor, which is refused; quote text that begins with &"
                        .formatted(Scalar.shown(anchor.getValue())));
    }

    private void refuseTag(Event event, String tag) {
        String written = tag.startsWith("tag:yaml.org,2002:") ? "!!" + tag.substring(18) : tag;
        refuse(
                event,
                "`%s` is a tag, which is refused: the field decides how its value is read; quote"
                                .formatted(Scalar.shown(written))
                        + " text that begins with !");
    }

    private void refuse(Event event, String text) {
        problems.add(new Problem(where(event), text));
    }

    private Where where(Event event) {
        return where(event.getStartMark().orElse(null));
    }

    private Where where(@Nullable Mark mark) {
        return mark == null
                ? Where.whole(file)
                : new Where(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** Ends the reading of a file that is nested too deeply. */
    private static final class TooDeep extends RuntimeException {
        private final transient Where where;

        TooDeep(Where where) {
            super(null, null, false, false);
            this.where = where;
        }

        String text() {
            return "nested more than " + DEPTH_LIMIT + " levels deep";
        }
    }
}
