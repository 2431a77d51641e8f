package dev.irpflow.sim.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.irpflow.kernel.dump.CrashDump;
import dev.irpflow.kernel.dump.CrashDump.Fact;
import dev.irpflow.kernel.dump.CrashDump.ObjectState;
import dev.irpflow.kernel.dump.IrpState;
import dev.irpflow.kernel.dump.PoolState;
import dev.irpflow.kernel.dump.ProcessorState;
import dev.irpflow.kernel.dump.StrandState;
import dev.irpflow.kernel.dump.TracedMessage;
import dev.irpflow.sim.report.Refusal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** Crash dumps as bytes, and bytes that are none. */
final class DumpFileTest {
    private static final int HEADER = 20;

    @Test
    void aDumpIsReadAsItWasWritten() throws Refusal {
        assertThat(DumpFile.read(DumpFile.write(dump()), "a.dmp")).isEqualTo(dump());
    }

    @Test
    void equalDumpsAreEqualFiles() {
        assertThat(DumpFile.write(dump())).isEqualTo(DumpFile.write(dump()));
    }

    @Test
    void eachCutIsRefused() {
        byte[] whole = DumpFile.write(dump());
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> DumpFile.read(cut, "a.dmp"))
                    .isInstanceOf(Refusal.class)
                    .hasMessageStartingWith("a.dmp: ");
        }
    }

    @Test
    void hostileBytesWithAGoodChecksumAreRefusedOrADumpThatEveryCommandCanRead() {
        byte[] good = DumpFile.write(dump());
        for (int at = HEADER; at < good.length; at++) {
            for (int value : new int[] {0, 1, 2, 0x14, 0x15, 0x22, 0x23, 0x7F, 0x80, 0xFF}) {
                byte[] bytes = good.clone();
                bytes[at] = (byte) value;
                readOrRefused(sealed(bytes));
            }
        }
    }

    @Test
    void anotherFormatIsNamed() {
        byte[] bytes = DumpFile.write(dump());
        bytes[11] = 7;

        assertThatThrownBy(() -> DumpFile.read(bytes, "a.dmp"))
                .hasMessage(
                        "a.dmp: a crash dump of format 7; this version of Irpflow reads format 2");
    }

    @Test
    void noTextOfADumpMovesTheCursor() {
        CrashDump.Fact hostile = new Fact("name", "\u001b[2J\r\nowned");
        CrashDump changed =
                new CrashDump(
                        "client",
                        1,
                        dump().stop(),
                        dump().offence(),
                        List.of(hostile),
                        List.of(),
                        List.of(),
                        List.of(),
                        dump().pool(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of());

        assertThat(new Debugger(changed).names()).contains("!process");
        assertThat(answered(changed, "!process"))
                .noneMatch(line -> line.chars().anyMatch(Character::isISOControl));
    }

    private static void readOrRefused(byte[] bytes) {
        CrashDump read;
        try {
            read = DumpFile.read(bytes, "a.dmp");
        } catch (Refusal refused) {
            assertThat(refused.lines()).containsExactly("a.dmp: a crash dump that is damaged");
            return;
        }
        for (String command : new Debugger(read).names()) {
            answered(read, command);
        }
    }

    private static List<String> answered(CrashDump dump, String command) {
        try {
            return new Debugger(dump).answer(command).lines();
        } catch (Refusal refused) {
            return refused.lines();
        }
    }

    private static byte[] sealed(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes, HEADER, bytes.length - HEADER);
        ByteBuffer.wrap(bytes).putInt(HEADER - Integer.BYTES, (int) crc.getValue());
        return bytes;
    }

    private static CrashDump dump() {
        return new CrashDump(
                "client",
                12_345_678,
                new CrashDump.Stop(0xC4, "DRIVER_VERIFIER_DETECTED_VIOLATION", 0x13, 0, 2, 3, 4, 9),
                new CrashDump.Offence("kernel/deadlock", "client/mine", "why", List.of("a.b(c:1)")),
                List.of(new Fact("processors", "2")),
                List.of(new ProcessorState(0, "DISPATCH_LEVEL", 4, 5, List.of(6L, 7L, 8L))),
                List.of(
                        new StrandState(
                                4,
                                "app",
                                "thread",
                                "PASSIVE_LEVEL",
                                0,
                                "running",
                                "waits",
                                List.of(3L),
                                List.of(
                                        new StrandState.Frame(
                                                9,
                                                "CALL",
                                                "ExFreePool",
                                                "client/mine",
                                                "client/ke",
                                                17,
                                                "irp-17",
                                                "PASSIVE_LEVEL",
                                                "p: 1",
                                                List.of())),
                                List.of(
                                        new StrandState.HeldLock(
                                                3,
                                                "lock-3",
                                                "SPIN_LOCK",
                                                "RAISING",
                                                "PASSIVE_LEVEL")))),
                List.of(
                        new IrpState(
                                17,
                                "irp-17",
                                "allocated",
                                "client/mine",
                                "client/mine",
                                1,
                                0,
                                1,
                                List.of("Cancel"),
                                "STATUS_PENDING",
                                0,
                                "",
                                List.of(
                                        new IrpState.Location(
                                                1,
                                                "IRP_MJ_READ",
                                                "device-2",
                                                "client/mine",
                                                "",
                                                "",
                                                true,
                                                "")))),
                new PoolState(
                        100,
                        200,
                        0,
                        300,
                        List.of(
                                new PoolState.Allocation(
                                        2,
                                        "region-2",
                                        2L << 32,
                                        "NONPAGED_POOL",
                                        "Mine",
                                        100,
                                        "client/mine",
                                        0,
                                        List.of(3L),
                                        "",
                                        0,
                                        "00ff"))),
                List.of(new ObjectState(3, "lock-3", "SpinLock", List.of(new Fact("kind", "x")))),
                List.of("ke", "mine"),
                List.of("1 device of client/mine"),
                List.of(
                        new TracedMessage(
                                9,
                                1,
                                "call",
                                "client/mine",
                                "client/ke",
                                "ExFreePool",
                                "",
                                "",
                                "app")));
    }
}
