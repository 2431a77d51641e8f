package dev.irpflow.sim.dump;

import dev.irpflow.kernel.dump.CrashDump;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.scenario.load.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers the commands of a kernel debugger from a dump. */
public final class Debugger {
    @FunctionalInterface
    private interface Command {
        Reply answer(String command, String argument) throws Refusal;
    }

    private record Known(String usage, String about, Command command) {}

    private final Map<String, Known> known = new LinkedHashMap<>();
    private final Dump dump;

    /** A debugger of a dump. */
    public Debugger(CrashDump of) {
        this.dump = new Dump(of);
        StrandViews strands = new StrandViews(dump);
        IrpViews irps = new IrpViews(dump);
        PoolViews pool = new PoolViews(dump);
        MemoryViews memory = new MemoryViews(dump);
        ObjectViews objects = new ObjectViews(dump);
        know("!analyze", "[-v]", "why the machine died, and who is to blame", this::analyze);
        know(
                "!irp",
                "[ID]",
                "an IRP with its stack locations",
                (command, id) -> id.isEmpty() ? irps.all(command) : irps.one(command, id));
        know("!irpfind", "", "every IRP", (command, none) -> irps.all(command));
        know(
                "!locks",
                "",
                "locks that are held, and who wants them",
                (command, none) -> new LockViews(dump).all(command));
        know(
                "!running",
                "",
                "what each processor does",
                (command, none) -> strands.running(command));
        know("!dpcs", "", "the DPC queues", (command, none) -> strands.dpcs(command));
        know(
                "!stacks",
                "",
                "every thread, DPC and work item",
                (command, none) -> strands.all(command));
        know("!thread", "[ID]", "one of them, by default the one that ran", strands::one);
        know("k", "", "the stack that ran", (command, none) -> strands.one(command, ""));
        know(
                "!pool",
                "[TAG|ADDRESS]",
                "pool by tag, the allocations of one, or the one at an address",
                (command, tag) ->
                        tag.isEmpty()
                                ? pool.byTag(command)
                                : MemoryViews.isAddress(tag)
                                        ? memory.block(command, tag)
                                        : pool.ofTag(command, tag));
        know("db", "ADDRESS [L N]", "bytes of memory, as far as the dump has them", memory::bytes);
        know(
                "!devobj",
                "[ID]",
                "device objects",
                (command, id) -> objects.ofType(command, "DeviceObject", id));
        know(
                "!drvobj",
                "[NAME]",
                "driver objects",
                (command, id) -> objects.ofType(command, "DriverObject", id));
        know(
                "!verifier",
                "[ID]",
                "how Driver Verifier was set, and the IRPs that it has logged by device",
                new VerifierViews(dump)::answer);
        know(
                "!timer",
                "[ID]",
                "timers",
                (command, id) -> objects.ofType(command, "KernelTimer", id));
        know("!object", "ID", "whatever has this number", objects::one);
        know(
                "!process",
                "",
                "the machine, and who lives on it",
                (command, none) -> objects.components(command));
        know("!trace", "[N]", "the last messages before it died", objects::messages);
        know("help", "", "this list", (command, none) -> help(command));
    }

    private void know(String name, String arguments, String about, Command command) {
        known.put(name, new Known((name + " " + arguments).strip(), about, command));
    }

    /** The names of all commands. */
    public List<String> names() {
        return List.copyOf(known.keySet());
    }

    /**
     * Answers one command. The {@code !} of a name may be missing: a shell may have eaten it.
     *
     * @throws Refusal if there is no such command, or nothing that its argument names
     */
    public Reply answer(String line) throws Refusal {
        String[] words = line.strip().split("\\s+", 2);
        String name = nameOf(words[0]);
        Known found = name == null ? null : known.get(name);
        if (found == null) {
            String nearest = Nearest.to(words[0], known.keySet());
            throw new Refusal(
                    "%s: no such command.%s `help` lists them"
                            .formatted(
                                    words[0],
                                    nearest == null ? "" : " Did you mean " + nearest + "?"));
        }
        return found.command.answer(line.strip(), words.length > 1 ? words[1] : "");
    }

    /** The commands in a list of words, each a command or a part of one. */
    public List<String> commands(List<String> words) {
        List<String> commands = new ArrayList<>();
        for (String word : words) {
            for (String part : word.split(";", -1)) {
                if (part.isBlank()) {
                    continue;
                }
                String first = part.strip().split("\\s+", 2)[0];
                boolean begins = first.startsWith("!") || nameOf(first) != null;
                if (begins || commands.isEmpty()) {
                    commands.add(part.strip());
                } else {
                    commands.add(commands.removeLast() + " " + part.strip());
                }
            }
        }
        return commands;
    }

    private @Nullable String nameOf(String word) {
        if (word.equals("?")) {
            return "help";
        }
        return known.containsKey(word) ? word : known.containsKey("!" + word) ? "!" + word : null;
    }

    private Reply analyze(String command, String argument) throws Refusal {
        if (!argument.isEmpty() && !argument.equals("-v")) {
            throw new Refusal(command + ": !analyze knows -v only");
        }
        return new Analysis(dump).reply(command, argument.equals("-v"));
    }

    private Reply help(String command) {
        List<List<String>> rows = new ArrayList<>();
        known.values().forEach(each -> rows.add(Arrays.asList(each.usage, each.about)));
        Lines lines = new Lines().table(rows);
        return new Reply(command, lines.all(), names());
    }
}
