package dev.irpflow.sim.dump;

import com.esotericsoftware.kryo.kryo5.io.Output;
import dev.irpflow.kernel.dump.CrashDump;
import dev.irpflow.kernel.dump.IrpState;
import dev.irpflow.kernel.dump.PoolState;
import dev.irpflow.kernel.dump.ProcessorState;
import dev.irpflow.kernel.dump.StrandState;
import dev.irpflow.kernel.dump.TracedMessage;
import dev.irpflow.node.BoundedKryo;
import dev.irpflow.sim.report.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/**
 * A crash dump as a file: magic, version, length and checksum of what follows, and that by Kryo
 * with registered classes. Equal dumps are equal files.
 */
public final class DumpFile {
    /** How the name of a dump ends. */
    public static final String SUFFIX = ".dmp";

    private static final byte[] MAGIC = "IRPFDUMP".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 2;
    private static final int HEADER = MAGIC.length + 3 * Integer.BYTES;
    private static final int USUAL_SIZE = 1 << 16;
    private static final int LARGEST_SIZE = 1 << 28;
    private static final int DEEPEST = 12;

    /** In the order of their numbers; a new one goes to the end, and changes the version. */
    private static final List<Class<?>> CLASSES =
            List.of(
                    CrashDump.class,
                    CrashDump.Stop.class,
                    CrashDump.Offence.class,
                    CrashDump.Fact.class,
                    CrashDump.ObjectState.class,
                    ProcessorState.class,
                    StrandState.class,
                    StrandState.Frame.class,
                    StrandState.HeldLock.class,
                    IrpState.class,
                    IrpState.Location.class,
                    PoolState.class,
                    PoolState.Allocation.class,
                    TracedMessage.class);

    private DumpFile() {}

    /** The name of a machine's dump in the folder of a run. */
    public static String nameFor(String machine) {
        return "MEMORY-" + machine + SUFFIX;
    }

    /** A dump as bytes. */
    public static byte[] write(CrashDump dump) {
        Output output = new Output(USUAL_SIZE, LARGEST_SIZE);
        kryo().writeObject(output, dump);
        byte[] content = output.toBytes();
        return ByteBuffer.allocate(HEADER + content.length)
                .put(MAGIC)
                .putInt(VERSION)
                .putInt(content.length)
                .putInt(checksum(content, 0))
                .put(content)
                .array();
    }

    /**
     * Reads a file.
     *
     * @param shown how the user knows it
     * @throws Refusal if it is no dump of this version, whole and sound
     */
    public static CrashDump read(Path file, String shown) throws Refusal {
        byte[] bytes;
        try {
            if (Files.isRegularFile(file) && Files.size(file) > LARGEST_SIZE) {
                throw new Refusal(shown + ": too large for a crash dump of Irpflow");
            }
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new Refusal(shown + ": cannot be read: " + reason(file, e));
        }
        return read(bytes, shown);
    }

    /** The same of bytes. */
    @SuppressWarnings("CatchingUnchecked") // hostile bytes may end in any of them
    public static CrashDump read(byte[] bytes, String shown) throws Refusal {
        demandHeader(bytes, shown);
        try {
            return kryo().readWhole(bytes, HEADER, CrashDump.class);
        } catch (RuntimeException | StackOverflowError e) {
            throw damaged(shown);
        }
    }

    private static void demandHeader(byte[] bytes, String shown) throws Refusal {
        int start = Math.min(bytes.length, MAGIC.length);
        if (start == 0 || !Arrays.equals(bytes, 0, start, MAGIC, 0, start)) {
            throw new Refusal(shown + ": no crash dump of Irpflow");
        }
        if (bytes.length < HEADER) {
            throw new Refusal(
                    shown + ": a crash dump that is cut off after " + bytes.length + " bytes");
        }
        ByteBuffer header = ByteBuffer.wrap(bytes, MAGIC.length, HEADER - MAGIC.length);
        int version = header.getInt();
        if (version != VERSION) {
            throw new Refusal(
                    "%s: a crash dump of format %d; this version of Irpflow reads format %d"
                            .formatted(shown, Integer.toUnsignedLong(version), VERSION));
        }
        int length = header.getInt();
        if (length != bytes.length - HEADER) {
            throw new Refusal(
                    "%s: a crash dump that is not whole: %,d bytes instead of %,d"
                            .formatted(
                                    shown, bytes.length - HEADER, Integer.toUnsignedLong(length)));
        }
        if (header.getInt() != checksum(bytes, HEADER)) {
            throw damaged(shown);
        }
    }

    private static Refusal damaged(String shown) {
        return new Refusal(shown + ": a crash dump that is damaged");
    }

    private static BoundedKryo kryo() {
        return new BoundedKryo(CLASSES, DEEPEST);
    }

    private static int checksum(byte[] bytes, int from) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, bytes.length - from);
        return (int) crc.getValue();
    }

    private static String reason(Path file, IOException e) {
        if (!Files.exists(file)) {
            return "there is no such file";
        }
        return Files.isDirectory(file) ? "it is a folder" : String.valueOf(e.getMessage());
    }
}
