package dev.irpflow.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** A machine that dies, its crash dump, and what a debugger finds in it. */
final class DumpCommandTest {
    private static final String SCENARIO =
            """
            scenario: badly
            about: A driver completes a flush with STATUS_PENDING.
            machines: { client: { kernel: { irp-logging: on } } }
            drivers:
              mine:
                on: client
                role: wdm-driver
                class: dev.irpflow.sim.cli.BadlyCompletingDriver
            steps:
              - call: NtCreateFile
                with:
                  desired_access: 1
                  object_attributes: { object_name: '\\Device\\Badly', attributes: 64 }
                  file_attributes: 0
                  share_access: 0
                  create_disposition: 1
                  create_options: 32
                as: file
              - call: NtFlushBuffersFile
                with: { file_handle: $file.file_handle }
            """;

    @TempDir private static Path folder;
    private static Spoken run = new Spoken(0, "", "");
    private static String dump = "";

    @BeforeAll
    static void aMachineDies() throws IOException {
        Files.writeString(folder.resolve("badly.yaml"), SCENARIO);
        run = Spoken.in(folder, "run", "badly.yaml", "--seed", "1");
        assertThat(run.err()).isEmpty();
        dump = Spoken.runFolder(folder, "badly").resolve("MEMORY-client.dmp").toString();
    }

    @Test
    void theRunNamesItsDumpAndTheCommandThatOpensIt() throws IOException {
        assertThat(run.exit()).isEqualTo(Exit.VIOLATED);
        assertThat(run.out()).contains("  dump     irpflow dump runs/badly/", "MEMORY-client.dmp");
        assertThat(Path.of(dump)).exists();
        assertThat(Path.of(dump).resolveSibling("story.txt"))
                .content()
                .endsWith("  dump     irpflow dump MEMORY-client.dmp\n");
    }

    @Test
    void theAnalysisTellsTheBugCheckTheRuleTheCulpritTheStackAndTheIrp() {
        Spoken spoken = Spoken.in(folder, "dump", dump, "!analyze", "-v");

        assertThat(spoken.err()).isEmpty();
        assertThat(spoken.exit()).isEqualTo(Exit.HELD);
        assertThat(spoken.out())
                .startsWith("DRIVER_VERIFIER_IOMANAGER_VIOLATION (c9)\n")
                .contains(
                        "Arg1: 0000000000000006, IoCompleteRequest was called with STATUS_PENDING")
                .contains("Arg2: 0000000000000103, the status: STATUS_PENDING")
                .containsPattern("Arg3: 0{14}[0-9a-f]{2}, the IRP: irp-[0-9]+")
                .contains("Arg4: 0000000000000000, reserved")
                .contains("BLAMED:       client/mine")
                .contains("client/mine!IRP_MJ_FLUSH_BUFFERS")
                .containsPattern("at .*BadlyCompletingDriver.*flushBuffers\\(.*\\.java:[0-9]+\\)")
                .contains("RULE:         ")
                .containsPattern("\nirp-[0-9]+: 1 stack locations")
                .contains("irpflow explain 0xC9/0x6");
    }

    @ParameterizedTest
    @CsvSource({
        "!irpfind, IRPs: ",
        "irpfind, IRPs: ",
        "!pool, Mine",
        "!pool Mine, 100 bytes of NONPAGED_POOL  by client/mine",
        "!running, client/io!IoCompleteRequest",
        "!locks, Held locks: 0",
        "!dpcs, Processor 0: 0 queued",
        "!stacks, Newest call",
        "!thread, IRP_MJ_FLUSH_BUFFERS",
        "k, IRP_MJ_FLUSH_BUFFERS",
        "!devobj, \\Device\\Badly",
        "!devobj \\Device\\Badly, client/mine",
        "!drvobj mine, client/mine",
        "!process, Loaded: ",
        "!trace 5, The last 5 of ",
        "help, !analyze [-v]",
        "!timer, none",
        "!verifier, irp-logging",
        "!verifier, Devices with logged IRPs: ",
        "!verifier \\Device\\Badly, of client/mine: the last 2 IRPs",
        "!verifier \\Device\\Badly, IRP_MJ_FLUSH_BUFFERS",
    })
    void eachCommandIsAnswered(String command, String part) {
        Spoken spoken = Spoken.in(folder, "dump", dump, command);

        assertThat(spoken.err()).isEmpty();
        assertThat(spoken.out()).contains(part);
    }

    @Test
    void anAddressLeadsToItsBlockAndItsBytes() {
        String address = Spoken.in(folder, "dump", dump, "!pool Mine").out().strip().split(" ")[0];

        Spoken block = Spoken.in(folder, "dump", dump, "!pool 0x" + address);
        Spoken bytes = Spoken.in(folder, "dump", dump, "db 0x" + address + " L 6");
        Spoken nothing = Spoken.in(folder, "dump", dump, "db 0x7fff00000000 L4");

        assertThat(block.out()).contains("Mine  100 bytes of NONPAGED_POOL  by client/mine");
        assertThat(block.out()).contains("\n" + address + "  00 00 00 00 00 00 00 00-00");
        assertThat(bytes.out()).startsWith(address + "  00 00 00 00 00 00 ").endsWith("......\n");
        assertThat(nothing.out()).startsWith("00007fff00000000  ?? ?? ?? ??").endsWith("????\n");
    }

    @Test
    void aMisspeltCommandIsAnsweredWithTheNearest() {
        Spoken spoken = Spoken.in(folder, "dump", dump, "!irpfnd");

        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(spoken.out()).isEmpty();
        assertThat(spoken.err()).contains("!irpfnd: no such command. Did you mean !irpfind?");
    }

    @ParameterizedTest
    @CsvSource({
        "!irp 99999, no IRP of this dump",
        "!irp seventeen, no number of an object",
        "!thread 99999, no strand of this dump",
        "!pool None, no allocation has this tag",
        "db, wants an address",
        "db nowhere, no number",
        "db 0x900000000 L 99999, 1 to 4096 bytes",
        "!verifier 99999, no such device",
        "!object 99999, no object of this number",
        "!analyze everything, knows -v only",
    })
    void whatIsNotThereIsToldInOneLine(String command, String part) {
        Spoken spoken = Spoken.in(folder, "dump", dump, command);

        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(spoken.err().lines()).hasSize(1).first().asString().contains(part);
    }

    @Test
    void oneJsonDocumentHoldsTheAnswersOfAllCommands() {
        Spoken spoken =
                Spoken.in(folder, "dump", dump, "!analyze -v; !irp", "!pool", "--format", "json");

        assertThat(spoken.exit()).isEqualTo(Exit.HELD);
        assertThat(spoken.out())
                .contains("\"command\" : \"!analyze -v\"")
                .contains("\"code\" : \"0xC9\"")
                .contains("\"blamed\" : \"client/mine\"")
                .contains("\"command\" : \"!irp\"")
                .contains("\"cancel-routine\" : \"\"")
                .contains("\"tag\" : \"Mine\"");
    }

    @Test
    void commandsComeFromStandardInputWhereNoneAreGiven() {
        assertThat(typed("!irpfind\n!locks\nq\n!nonsense\n"))
                .contains("IRPs: ")
                .contains("Held locks: 0")
                .doesNotContain("nonsense");
        assertThat(typed("")).startsWith("DRIVER_VERIFIER_IOMANAGER_VIOLATION (c9)");
    }

    @Test
    void theFolderOfTheRunStandsForItsDump() {
        String runs = Path.of(dump).getParent() + "";

        assertThat(Spoken.in(folder, "dump", runs, "!analyze").out()).startsWith("DRIVER_VERIFIER");
    }

    @Test
    void whatIsNoDumpIsRefusedInOneLine() throws IOException {
        refused("badly.yaml", "no crash dump of Irpflow");
        refused("nowhere.dmp", "there is no such file");
        refused(".", "this folder has no crash dump");
        byte[] whole = Files.readAllBytes(Path.of(dump));
        Files.write(folder.resolve("cut.bin"), java.util.Arrays.copyOf(whole, whole.length / 2));
        refused("cut.bin", "not whole");
        whole[whole.length / 2] ^= 1;
        Files.write(folder.resolve("damaged.bin"), whole);
        refused("damaged.bin", "damaged");
    }

    private static void refused(String file, String why) {
        Spoken spoken = Spoken.in(folder, "dump", file, "!analyze");

        assertThat(spoken.exit()).isEqualTo(Exit.BAD_INPUT);
        assertThat(spoken.out()).isEmpty();
        assertThat(spoken.err().lines()).hasSize(1).first().asString().contains(file, why);
    }

    private static String typed(String lines) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Terminal terminal =
                new Terminal(stream, stream, folder, Spoken.home(), Terminal.Manner.PLAIN);
        new CommandLine(
                        new DumpCommand(
                                terminal,
                                new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8))))
                .execute(dump);
        return out.toString(StandardCharsets.UTF_8);
    }
}
