package dev.irpflow.sim.dump;

import dev.irpflow.kernel.dump.PoolState.Allocation;
import dev.irpflow.sim.report.Refusal;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** {@code db} and {@code !pool ADDRESS}: what lies at an address, as far as the dump has it. */
final class MemoryViews {
    private static final int ROW = 16;
    private static final int USUAL = 128;
    private static final int MOST = 4096;
    private static final int OFFSET_BITS = 32; // of an address, as bug checks show it

    private final Dump dump;

    MemoryViews(Dump dump) {
        this.dump = dump;
    }

    /** {@code db ADDRESS [L COUNT]}. */
    Reply bytes(String command, String arguments) throws Refusal {
        String[] words = arguments.strip().split("\\s+", 2);
        if (words[0].isEmpty()) {
            throw new Refusal(command + ": db wants an address, such as 0x900000010 or region-9");
        }
        long address = address(words[0]);
        Lines lines = new Lines();
        rows(lines, address, words.length > 1 ? count(words[1]) : USUAL);
        return new Reply(command, lines.all(), lines.all());
    }

    /** The allocation at an address, with its bytes there. */
    Reply block(String command, String text) throws Refusal {
        long address = address(text);
        Allocation block = dump.allocation(address >>> OFFSET_BITS);
        Lines lines = new Lines();
        if (block == null) {
            lines.add("%s lies in no allocation that was there when the machine died", text);
            return new Reply(command, lines.all(), lines.all());
        }
        lines.add(
                "%s %s  %s  %d bytes of %s  by %s",
                Lines.hex(block.address()),
                block.label(),
                block.tag(),
                block.length(),
                block.kind(),
                block.owner());
        if (block.locks() > 0) {
            lines.inner("its pages are locked, %d times", block.locks());
        }
        if (!block.lent().isEmpty()) {
            lines.inner(block.lent());
        }
        block.objects().forEach(id -> lines.inner("holds " + dump.label(id)));
        rows(lines, address, USUAL);
        return new Reply(command, lines.all(), block);
    }

    /** Whether this is meant as an address, and not as a tag of pool. */
    static boolean isAddress(String text) {
        return text.startsWith("0x") || text.startsWith("0X") || text.startsWith("region-");
    }

    // The number of a region alone stands for its first byte.
    private static long address(String text) throws Refusal {
        long number = Dump.number(text);
        return number >>> OFFSET_BITS == 0 ? number << OFFSET_BITS : number;
    }

    private static int count(String text) throws Refusal {
        String digits = text.startsWith("L") || text.startsWith("l") ? text.substring(1) : text;
        long count = Dump.number(digits.strip());
        if (count < 1 || count > MOST) {
            throw new Refusal("%s: db shows 1 to %d bytes".formatted(text, MOST));
        }
        return (int) count;
    }

    private void rows(Lines lines, long address, int count) {
        Allocation block = dump.allocation(address >>> OFFSET_BITS);
        byte[] bytes = block == null ? null : bytesOf(block);
        for (long row = address & -ROW; row < address + count; row += ROW) {
            StringBuilder hex = new StringBuilder();
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < ROW; i++) {
                boolean asked = row + i >= address && row + i < address + count;
                int value = asked ? at(block, bytes, row + i) : -2;
                hex.append(i == ROW / 2 ? '-' : ' ');
                hex.append(value == -2 ? "  " : value < 0 ? "??" : "%02x".formatted(value));
                text.append(value == -2 ? ' ' : value < 0 ? '?' : printable(value));
            }
            lines.add("%s %s  %s", Lines.hex(row), hex, text);
        }
    }

    // Below 0: there is nothing, or the dump does not have it.
    private static int at(@Nullable Allocation block, byte @Nullable [] bytes, long address) {
        if (block == null || bytes == null) {
            return -1;
        }
        long index = address - block.address() - block.start();
        return index < 0 || index >= bytes.length ? -1 : bytes[(int) index] & 0xFF;
    }

    private static char printable(int value) {
        return value >= ' ' && value < 0x7F ? (char) value : '.';
    }

    // A hostile dump may have anything in the place of hexadecimal digits.
    private static byte @Nullable [] bytesOf(Allocation block) {
        try {
            return HexFormat.of().parseHex(block.bytes());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
