package dev.irpflow.sim.cli;

import dev.irpflow.sim.dump.Debugger;
import dev.irpflow.sim.dump.DumpFile;
import dev.irpflow.sim.dump.RecordTree;
import dev.irpflow.sim.dump.Reply;
import dev.irpflow.sim.report.Json;
import dev.irpflow.sim.report.Refusal;
import dev.irpflow.sim.report.Trees;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code dump}: looks into the crash dump of a machine as a kernel debugger does. */
@Command(
        name = DumpCommand.NAME,
        description = {
            "Looks into the crash dump that a machine has left in its run folder.",
            "Without commands they are read from the terminal or from standard input: !analyze -v"
                    + " first, then `help`."
        },
        sortOptions = false)
final class DumpCommand implements Callable<Integer> {
    static final String NAME = "dump";

    private static final List<String> QUIT = List.of("q", "quit", "exit");

    private final Terminal terminal;
    private final InputStream input;

    @Parameters(
            index = "0",
            paramLabel = "F1|FILE|DIR",
            description = "A failure of the newest hunt, the dump, or the folder of its run.")
    private String file = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "COMMAND",
            description = "Such as '!analyze -v', '!irp 17' or '!locks'; the ! may be left out.")
    private List<String> words = List.of();

    @Mixin private final OutputFormat format = new OutputFormat();

    DumpCommand(Terminal terminal, InputStream input) {
        this.terminal = terminal;
        this.input = input;
    }

    @Override
    public Integer call() throws Refusal {
        Path path = path();
        Debugger debugger = new Debugger(DumpFile.read(path, terminal.shown(path)));
        if (!words.isEmpty()) {
            return answer(debugger, debugger.commands(words));
        }
        if (terminal.isInteractive() && !format.isJson()) {
            return converse(debugger);
        }
        return answer(debugger, given(debugger));
    }

    // All or nothing: a script that misspells a command is told before anything is printed.
    private int answer(Debugger debugger, List<String> commands) throws Refusal {
        List<Reply> replies = new ArrayList<>();
        for (String command : commands) {
            if (QUIT.contains(command)) {
                break;
            }
            replies.add(debugger.answer(command));
        }
        if (format.isJson()) {
            List<Object> trees = new ArrayList<>();
            for (Reply reply : replies) {
                trees.add(
                        Trees.of(
                                "command", reply.command(),
                                "lines", reply.lines(),
                                "data", RecordTree.of(reply.data())));
            }
            terminal.out().print(Json.text(Trees.of("file", file, "commands", trees)));
        } else {
            boolean isFirst = true;
            for (Reply reply : replies) {
                if (!isFirst) {
                    terminal.out().println();
                }
                isFirst = false;
                reply.lines().forEach(terminal.out()::println);
            }
        }
        return Exit.HELD;
    }

    private int converse(Debugger debugger) throws Refusal {
        debugger.answer("!analyze").lines().forEach(terminal.out()::println);
        try (BufferedReader reader = reader()) {
            while (true) {
                terminal.out().print("kd> ");
                terminal.out().flush();
                String line = reader.readLine();
                if (line == null || QUIT.contains(line.strip())) {
                    return Exit.HELD;
                }
                for (String command : debugger.commands(List.of(line))) {
                    say(debugger, command);
                }
            }
        } catch (IOException e) {
            throw new Refusal("the terminal cannot be read: " + e.getMessage());
        }
    }

    private void say(Debugger debugger, String command) {
        try {
            debugger.answer(command).lines().forEach(terminal.out()::println);
        } catch (Refusal refusal) {
            refusal.lines().forEach(terminal.out()::println);
        }
    }

    private List<String> given(Debugger debugger) throws Refusal {
        List<String> commands = new ArrayList<>();
        try (BufferedReader reader = reader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                commands.addAll(debugger.commands(List.of(line)));
            }
            return commands.isEmpty() ? List.of("!analyze -v") : commands;
        } catch (IOException e) {
            throw new Refusal("standard input cannot be read: " + e.getMessage());
        }
    }

    private BufferedReader reader() {
        return new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
    }

    private Path path() throws Refusal {
        Path given = NamedRun.path(terminal, file);
        if (!Files.isDirectory(given)) {
            return given;
        }
        try (Stream<Path> inside = Files.list(given)) {
            List<Path> dumps =
                    inside.filter(it -> it.toString().endsWith(DumpFile.SUFFIX)).sorted().toList();
            if (dumps.size() != 1) {
                throw new Refusal(
                        dumps.isEmpty()
                                ? file + ": this folder has no crash dump"
                                : file + ": several crash dumps: " + names(dumps));
            }
            return dumps.getFirst();
        } catch (IOException e) {
            throw new Refusal(file + ": cannot be read: " + e.getMessage());
        }
    }

    private static String names(List<Path> dumps) {
        return String.join(
                ", ", dumps.stream().map(it -> String.valueOf(it.getFileName())).toList());
    }
}
