package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.Json;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.Trees;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. */
public final class Main {
    private Main() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(Terminal.ofProcess(), arguments));
    }

    /** Runs a command, and gives its exit code. */
    static int run(Terminal terminal, String... arguments) {
        CommandLine line = commands(terminal, arguments);
        line.setOut(writer(terminal.out()));
        line.setErr(writer(terminal.err()));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((e, given) -> misused(terminal, e, given));
        line.setExecutionExceptionHandler((e, command, parsed) -> failed(terminal, e, arguments));
        line.setColorScheme(Help.defaultColorScheme(ansi(terminal)));
        return line.execute(arguments);
    }

    @Command(
            name = "irpflow",
            description = "The networking subsystems of the Windows kernel, emulated.",
            mixinStandardHelpOptions = true,
            scope = CommandLine.ScopeType.INHERIT,
            versionProvider = Version.class,
            exitCodeOnInvalidInput = Exit.BAD_INPUT,
            footer = {
                "",
                "Exit codes: 0 held, 1 violated, 2 inconclusive, 64 bad input, 70 internal error,"
                        + " 75 nondeterminism."
            })
    private static final class Top {}

    private static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {
                "irpflow " + (version == null ? "(no version)" : version),
                "build " + dev.irpflow.sim.report.Build.fingerprint()
            };
        }
    }

    // Making a command costs some milliseconds: the one that is wanted is enough, unless the user
    // asks for all of them, or misspells one.
    private static CommandLine commands(Terminal terminal, String[] arguments) {
        Map<String, Supplier<Object>> all = all(terminal);
        CommandLine line = new CommandLine(new Top());
        if (arguments.length > 0 && all.containsKey(arguments[0])) {
            add(terminal, line, arguments[0], all);
        } else {
            line.addSubcommand(new CommandLine.HelpCommand());
            all.keySet().forEach(name -> add(terminal, line, name, all));
        }
        return line;
    }

    private static void add(
            Terminal terminal, CommandLine line, String name, Map<String, Supplier<Object>> all) {
        Supplier<Object> command = all.get(name);
        if (command != null) {
            CommandLine sub = new CommandLine(command.get());
            sub.setUnmatchedOptionsArePositionalParams(name.equals(DumpCommand.NAME)); // -v
            sub.setUnmatchedArgumentsAllowed(LaterCommand.NAMES.contains(name));
            if (name.equals("bench")) {
                sub.addSubcommand("mutants", new MutantsCommand(terminal));
                sub.addSubcommand("shrinking", new ShrinkingCommand(terminal));
            }
            line.addSubcommand(name, sub);
        }
    }

    private static Map<String, Supplier<Object>> all(Terminal terminal) {
        Map<String, Supplier<Object>> all = new LinkedHashMap<>();
        all.put("run", () -> new RunCommand(terminal));
        all.put("hunt", () -> new HuntCommand(terminal));
        all.put("merge", () -> new MergeCommand(terminal));
        all.put("coverage", () -> new CoverageCommand(terminal));
        all.put("cases", () -> new CasesCommand(terminal));
        all.put("replay", () -> new ReplayCommand(terminal));
        all.put("doctor", () -> new DoctorCommand(terminal));
        all.put("explain", () -> new ExplainCommand(terminal));
        all.put("list", () -> new ListCommand(terminal));
        all.put("show", () -> new ShowCommand(terminal));
        all.put("dump", () -> new DumpCommand(terminal, System.in));
        all.put("schema", () -> new SchemaCommand(terminal));
        all.put("export", () -> new ExportCommand(terminal));
        all.put("view", () -> new ViewCommand(terminal));
        all.put("bench", () -> new BenchCommand(terminal));
        all.put("node", () -> new NodeCommand(terminal));
        all.put(HuntWorkerCommand.NAME, () -> new HuntWorkerCommand(terminal));
        all.put("fmt", () -> new FmtCommand(terminal));
        all.put("hashes", () -> new HashesCommand(terminal));
        LaterCommand.NAMES.forEach(name -> all.put(name, () -> new LaterCommand(name)));
        return all;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    private static Help.Ansi ansi(Terminal terminal) {
        return terminal.manner() == Terminal.Manner.COLOURED ? Help.Ansi.ON : Help.Ansi.OFF;
    }

    // Without a command there is nothing to do, which is no success.
    private static int misused(Terminal terminal, ParameterException e, String[] given) {
        List<String> lines = new ArrayList<>();
        if (given.length == 0) {
            e.getCommandLine().usage(terminal.err());
            return Exit.BAD_INPUT;
        }
        lines.add(String.valueOf(e.getMessage()));
        if (e instanceof UnmatchedArgumentException unmatched) {
            List<String> suggestions = unmatched.getSuggestions();
            if (!suggestions.isEmpty()) {
                lines.add("Did you mean " + String.join(" or ", suggestions) + "?");
            }
        }
        refuse(terminal, lines, wantsJson(given));
        terminal.err()
                .println("Try: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return Exit.BAD_INPUT;
    }

    private static int failed(Terminal terminal, Exception e, String[] given) {
        if (e instanceof Refusal refusal) {
            refuse(terminal, refusal.lines(), wantsJson(given));
            return Exit.BAD_INPUT;
        }
        return Answer.failed(terminal, e, "irpflow " + String.join(" ", given));
    }

    private static void refuse(Terminal terminal, List<String> lines, boolean json) {
        if (json) {
            terminal.out().print(Json.text(Trees.of("exit", Exit.BAD_INPUT, "problems", lines)));
        }
        lines.forEach(terminal.err()::println);
    }

    private static boolean wantsJson(String[] given) {
        List<String> words = Arrays.asList(given);
        int format = words.indexOf("--format");
        return words.contains("--format=json")
                || (format >= 0
                        && format + 1 < words.size()
                        && words.get(format + 1).equals("json"));
    }
}
