package dev.irpflow.sim.scenario.load;

import dev.irpflow.sim.scenario.Parameter.Kind;
import dev.irpflow.sim.scenario.value.Count;
import dev.irpflow.sim.scenario.value.CountRange;
import dev.irpflow.sim.scenario.value.Numbers;
import dev.irpflow.sim.scenario.value.Parsed;
import dev.irpflow.sim.scenario.value.Plain;
import dev.irpflow.sim.scenario.value.Quantities;
import dev.irpflow.sim.scenario.value.Quantities.Ends;
import dev.irpflow.sim.scenario.value.Share;
import dev.irpflow.sim.scenario.value.Size;
import dev.irpflow.sim.scenario.value.TimeSpan;
import dev.irpflow.sim.scenario.vocabulary.Vocabulary;
import java.nio.file.Path;
import java.util.function.LongFunction;

/**
 * Reads the values of parameters by their kind, and gives each its one spelling, which is then read
 * again by the field that uses it.
 */
final class ParameterValues {
    private final Vocabulary vocabulary;
    private final Path project;
    private final Path workingDirectory;

    ParameterValues(Vocabulary vocabulary, Path project, Path workingDirectory) {
        this.vocabulary = vocabulary;
        this.project = project;
        this.workingDirectory = workingDirectory;
    }

    /** A path is relative to the directory in which the command was given. */
    Parsed<String> fromCommandLine(Kind kind, String text) {
        return kind == Kind.PATH && !text.isEmpty()
                ? InputFile.path(workingDirectory, text).map(this::spelling)
                : fromFile(kind, text);
    }

    Parsed<String> fromFile(Kind kind, String text) {
        if (text.isEmpty()) {
            return kind == Kind.TEXT
                    ? Parsed.good("")
                    : Parsed.bad("nothing; wanted a " + kind.word());
        }
        return switch (kind) {
            case COUNT -> Numbers.count(text).map(n -> Long.toString(n));
            case SHARE -> Quantities.share(text).map(Plain::written);
            case DURATION -> Quantities.time(text).map(Plain::written);
            case SIZE -> Quantities.size(text).map(Plain::written);
            case STATUS -> Statuses.parse(vocabulary, text).map(Plain::written);
            case PATH, CHOICE, TEXT -> Parsed.good(text);
        };
    }

    /** A range from which values are drawn. */
    Parsed<ParameterSource> ends(Kind kind, String text) {
        return switch (kind) {
            case COUNT -> Numbers.countRange(text).then(ParameterValues::counts);
            case SHARE -> drawn(Quantities.shareEnds(text), Share::new);
            case DURATION -> drawn(Quantities.timeEnds(text), TimeSpan::new);
            case SIZE -> drawn(Quantities.sizeEnds(text), Size::new);
            case PATH, STATUS, CHOICE, TEXT ->
                    Parsed.bad("a %s is not drawn from a range; use one-of".formatted(kind.word()));
        };
    }

    private static Parsed<ParameterSource> counts(CountRange range) {
        return range.most() == Long.MAX_VALUE
                ? Parsed.bad("a range has two ends, like 1..3")
                : drawn(Parsed.good(new Ends(range.least(), range.most(), 1)), Count::new);
    }

    private static Parsed<ParameterSource> drawn(Parsed<Ends> ends, LongFunction<Plain> spelling) {
        return ends.map(e -> new ParameterSource.Drawn(e, spelling));
    }

    /** Below the project a path is relative to it, elsewhere absolute; always with slashes. */
    private String spelling(Path path) {
        Path shortest = path.startsWith(project) ? project.relativize(path) : path;
        String spelling = shortest.toString().replace('\\', '/');
        return spelling.isEmpty() ? "." : spelling;
    }
}
