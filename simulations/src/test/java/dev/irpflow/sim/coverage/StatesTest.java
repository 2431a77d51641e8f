package dev.irpflow.sim.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which states objects came to, by which ways, and which of those that are legal never. */
final class StatesTest {
    private static final Path SHIPPED = Path.of("src", "main", "resources", "scenarios");

    @TempDir private Path folder;
    private Reaching reaching;

    @BeforeEach
    void begin() {
        reaching = new Reaching(folder);
    }

    @AfterEach
    void end() {
        reaching.close();
    }

    @Test
    void anIrpThatIsCompletedAtOnceWasNeverCancelable() {
        reaching.play(
                """
                IRP_MJ_READ:
                  - complete: STATUS_SUCCESS
                  - return: STATUS_SUCCESS
                """,
                """
                steps:
                  - run: send-irp
                    with: { device: mine, major: IRP_MJ_READ }
                """);
        Coverage all = AgainstContract.of(reaching.recorder().take());

        assertThat(all.count(irp("with its maker", "with a driver"))).isOne();
        assertThat(all.count(irp("with a driver", "completed"))).isOne();
        assertThat(all.count(new Entry(Kind.STATES, "irp", "freed"))).isOne();
        assertThat(Gaps.of(all, Kind.TRANSITIONS).missing())
                .contains(
                        irp("with a driver", "cancelable"),
                        irp("cancelable", "asked to be cancelled"));
        assertThat(Gaps.of(all, Kind.STATES).missing())
                .containsExactly(
                        new Entry(Kind.STATES, "irp", "asked to be cancelled"),
                        new Entry(Kind.STATES, "irp", "cancelable"));
    }

    @Test
    void aRegistrationIsCapturedAndDrainedAndEverySocketClosed() throws IOException {
        copyWhatIsShipped();

        Coverage all = played(folder.resolve("network-drive.yaml"));

        assertThat(all.count(new Entry(Kind.STATES, "wsk-registration", "captured"))).isPositive();
        assertThat(all.count(new Entry(Kind.STATES, "wsk-registration", "gone"))).isPositive();
        assertThat(all.count(new Entry(Kind.STATES, "wsk-socket", "closing"))).isPositive();
        assertThat(all.count(new Entry(Kind.STATES, "tcp-connection", "Closed"))).isPositive();
        assertThat(all.count(new Entry(Kind.STATES, "low-io", "PENDED"))).isPositive();
        assertThat(all.count(new Entry(Kind.STATES, "mini-redirector", "STARTED"))).isPositive();
        assertThat(all.count(new Entry(Kind.STATES, "srv-call", "GOOD"))).isPositive();
        assertThat(unknownWays(all)).isEmpty();
    }

    @Test
    @Tag("long")
    void everyWayThatAScenarioTakesWhichHoldsIsKnown() throws IOException {
        copyWhatIsShipped();
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(StatesTest::isToHold).sorted().toList();
        }
        for (Path file : files) {
            assertThat(unknownWays(played(file))).as(file.toString()).isEmpty();
        }
    }

    private void copyWhatIsShipped() throws IOException {
        Files.writeString(folder.resolve("README.md"), "a line of the user's file\n".repeat(40));
        try (Stream<Path> all = Files.walk(SHIPPED)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(SHIPPED.relativize(file).toString());
                Files.createDirectories(Objects.requireNonNull(copy.getParent()));
                Files.copy(file, copy);
            }
        }
    }

    private static boolean isToHold(Path file) {
        String path = file.toString();
        if (!path.endsWith(".yaml") || path.contains("common") || path.contains("broken")) {
            return false;
        }
        try {
            String text = Files.readString(file);
            return !text.contains("violates:")
                    && !text.contains("caught-by:")
                    && !text.contains("outcome:")
                    && !text.contains("each-site:")
                    && !text.startsWith("fragment:");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Coverage played(Path file) {
        reaching.play(file, 1);
        return AgainstContract.of(reaching.recorder().take());
    }

    private static List<Entry> unknownWays(Coverage all) {
        return all.entries(Kind.TRANSITIONS).entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(Map.Entry::getKey)
                .filter(entry ->
                        !StateMachine.of(entry.subject())
                                .contains(new StateMachine.Transition(entry.item(), entry.how())))
                .toList();
    }

    private static Entry irp(String from, String to) {
        return new Entry(Kind.TRANSITIONS, "irp", from, to);
    }
}
