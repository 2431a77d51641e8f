package dev.irpflow.sim.cli;

import dev.irpflow.sim.campaign.Entry.Head;
import dev.irpflow.sim.campaign.Journal;
import dev.irpflow.sim.campaign.Shard;
import dev.irpflow.sim.report.Build;
import dev.irpflow.sim.report.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** The run folder of a hunt, with its journal. */
final class HuntFolder {
    private final Terminal terminal;
    private final Path path;
    private final String shown;
    private final Journal.Content content;

    private HuntFolder(Terminal terminal, Path path) throws Refusal {
        this.path = path;
        Path file = path.resolve(Journal.NAME);
        this.shown = terminal.shown(file);
        this.content = Journal.read(file, shown, Build.fingerprint());
        // Where it was begun, as long as that is there: its paths are relative to it.
        Path then = Path.of(content.head().folder());
        this.terminal =
                Files.isDirectory(then)
                        ? new Terminal(
                                terminal.out(),
                                terminal.err(),
                                then,
                                terminal.home(),
                                terminal.manner())
                        : terminal;
    }

    /** That of a path. */
    static HuntFolder of(Terminal terminal, String given) throws Refusal {
        return new HuntFolder(terminal, terminal.resolve(given));
    }

    /** The newest one below a folder of runs. */
    static HuntFolder latest(Terminal terminal, String out) throws Refusal {
        Path runs = terminal.resolve(out);
        try (Stream<Path> all = Files.exists(runs) ? Files.walk(runs, 3) : Stream.empty()) {
            Path newest =
                    all.filter(file -> file.endsWith(Journal.NAME))
                            .map(Path::getParent)
                            .max(Comparator.comparing(each -> String.valueOf(each.getFileName())))
                            .orElse(null);
            if (newest == null) {
                throw new Refusal("--resume latest: there is no hunt in " + terminal.shown(runs));
            }
            return new HuntFolder(terminal, newest);
        } catch (IOException e) {
            throw new Refusal(terminal.shown(runs) + ": cannot be read: " + e.getMessage());
        }
    }

    /** How the user knows its journal. */
    String shown() {
        return shown;
    }

    Journal.Content content() {
        return content;
    }

    /** Where the hunt speaks and stands. */
    Terminal terminal() {
        return terminal;
    }

    /** How much it was to do. */
    HuntBudget budget() {
        return new HuntBudget(content.head().schedules(), content.head().lastsNs());
    }

    /** For one that goes on. */
    HuntRun.Earlier earlier() {
        if (content.lost() > 0) {
            terminal.err()
                    .printf(
                            Locale.ROOT,
                            "irpflow: %s: its last entry is cut: the %,d bytes of it do not"
                                    + " count%n",
                            shown,
                            content.lost());
        }
        return new HuntRun.Earlier(path, content);
    }

    /**
     * The hunt as it was begun.
     *
     * @throws Refusal if its scenario is another one by now
     */
    HuntSetup setup(Patience patience) throws Refusal {
        Head head = content.head();
        Words words = new Words();
        new CommandLine(words).parseArgs(head.words().toArray(String[]::new));
        HuntSetup setup =
                HuntSetup.load(
                        terminal,
                        words.scenario,
                        head.strategy(),
                        new SeedRange(head.firstSeed(), head.firstSeed() + head.seeds() - 1),
                        new Shard(head.shard(), head.shards()),
                        patience);
        if (!setup.identity().equals(head.identity())) {
            throw new Refusal(
                    "%s: the scenario, or a driver of it, has changed since: %s"
                            .formatted(shown, String.join(" ", head.words())));
        }
        return setup;
    }

    /** The words of the scenario as a command line. */
    @CommandLine.Command
    private static final class Words {
        @Mixin private final ScenarioArgument scenario = new ScenarioArgument();
    }

    /** Those of several paths. */
    static List<HuntFolder> all(Terminal terminal, List<String> given) throws Refusal {
        List<HuntFolder> all = new ArrayList<>();
        for (String each : given) {
            all.add(of(terminal, each));
        }
        return all;
    }
}
