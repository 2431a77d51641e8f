package dev.irpflow.sim.cli;

import dev.irpflow.sim.report.Json;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.Trees;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The command line. */
public final class Main {
    private Main() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(Terminal.ofProcess(), arguments));
    }

    /** Runs a command, and gives its exit code. */
    static int run(Terminal terminal, String... arguments) {
        CommandLine line = commands(terminal);
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
            subcommands = CommandLine.HelpCommand.class,
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

    private static CommandLine commands(Terminal terminal) {
        CommandLine line =
                new CommandLine(new Top())
                        .addSubcommand(new RunCommand(terminal))
                        .addSubcommand(new ReplayCommand(terminal))
                        .addSubcommand(new DoctorCommand(terminal))
                        .addSubcommand(new ExplainCommand(terminal))
                        .addSubcommand(new ListCommand(terminal))
                        .addSubcommand(new ShowCommand(terminal))
                        .addSubcommand(new BenchCommand())
                        .addSubcommand(new NodeCommand(terminal))
                        .addSubcommand(new HashesCommand(terminal));
        for (String name : LaterCommand.NAMES) {
            CommandLine later = new CommandLine(new LaterCommand(name));
            line.addSubcommand(name, later.setUnmatchedArgumentsAllowed(true));
        }
        return line;
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
        Answer.internalError(terminal, e, "irpflow " + String.join(" ", given));
        return Exit.INTERNAL;
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
