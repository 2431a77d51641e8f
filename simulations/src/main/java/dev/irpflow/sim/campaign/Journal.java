package dev.irpflow.sim.campaign;

import com.esotericsoftware.kryo.kryo5.io.Output;
import dev.irpflow.node.BoundedKryo;
import dev.irpflow.sim.campaign.Entry.Head;
import dev.irpflow.sim.campaign.Entry.Played;
import dev.irpflow.sim.hunt.Findings;
import dev.irpflow.sim.hunt.FindingsRecord;
import dev.irpflow.sim.report.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The file of a hunt that only grows: what it is, and each batch that is done. An entry is its
 * length, its checksum and its content by Kryo, and is on the disk before the next one is begun. A
 * process that is killed leaves a last entry that is cut, which counts as not written.
 */
public final class Journal implements AutoCloseable {
    /** Its name in the folder of a hunt. */
    public static final String NAME = "campaign.kryo";

    private static final byte[] MAGIC = "IRPFHUN1".getBytes(StandardCharsets.US_ASCII);
    private static final int USUAL = 1 << 12;
    private static final int LARGEST = 1 << 26;
    private static final int DEEPEST = 24;
    private static final int FRONT = 2 * Integer.BYTES;
    private static final List<Class<?>> CLASSES =
            Stream.concat(
                            Stream.<Class<?>>of(Envelope.class, Head.class, Played.class),
                            FindingsRecord.CLASSES.stream())
                    .toList();

    private final FileChannel file;
    private final BoundedKryo kryo = kryo();

    private Journal(FileChannel file) {
        this.file = file;
    }

    /** What an entry is put into. */
    public record Envelope(List<Entry> entries) {}

    /**
     * What a journal says.
     *
     * @param head what the hunt is
     * @param played the batches that are done
     * @param length how many bytes of the file that is
     * @param lost how many bytes behind it are no entries
     */
    public record Content(Head head, List<Played> played, long length, long lost) {}

    private static BoundedKryo kryo() {
        return new BoundedKryo(CLASSES, DEEPEST);
    }

    /** Begins the journal of a hunt. */
    public static Journal begin(Path path, Head head) throws IOException {
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            file.tryLock();
            Journal journal = new Journal(file);
            journal.write(ByteBuffer.wrap(MAGIC));
            journal.append(head);
            return journal;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Goes on with one behind what was read of it. The rest of the file is cut off.
     *
     * @return null if another process writes it
     */
    public static @Nullable Journal goOn(Path path, Content content) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE);
        if (!isLocked(file) || file.size() != content.length + content.lost) {
            file.close();
            return null;
        }
        file.truncate(content.length);
        file.position(content.length);
        return new Journal(file);
    }

    private static boolean isLocked(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // by this very process
        }
    }

    /** Adds an entry; it is on the disk when this returns. */
    public void append(Entry entry) throws IOException {
        Output output = new Output(USUAL, LARGEST);
        kryo.writeObject(output, new Envelope(List.of(entry)));
        byte[] content = output.toBytes();
        ByteBuffer whole =
                ByteBuffer.allocate(FRONT + content.length)
                        .putInt(content.length)
                        .putInt(checksum(content))
                        .put(content)
                        .flip();
        write(whole);
        file.force(false);
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /**
     * Reads one.
     *
     * @param shown how the user knows it
     * @throws Refusal if it is none, or of another build
     */
    public static Content read(Path path, String shown, String build) throws Refusal {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(path);
        } catch (IOException e) {
            throw new Refusal(
                    shown
                            + ": "
                            + (Files.exists(path)
                                    ? "cannot be read: " + e.getMessage()
                                    : "there is no such file: this is no folder of a hunt"));
        }
        if (bytes.length < MAGIC.length || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, 8)) {
            throw new Refusal(shown + ": no journal of a hunt");
        }
        BoundedKryo kryo = kryo();
        ByteBuffer left = ByteBuffer.wrap(bytes, MAGIC.length, bytes.length - MAGIC.length);
        Entry first = next(left, kryo);
        // Another build may have written other records: then not even the first one is read.
        if (!(first instanceof Head head)) {
            throw new Refusal(
                    shown
                            + ": the journal cannot be read: it is cut, or of another build of"
                            + " Irpflow; this is build "
                            + build);
        }
        if (!head.build().equals(build)) {
            throw new Refusal(
                    "%s: the hunt is of build %s; this is build %s, whose runs are others"
                            .formatted(shown, head.build(), build));
        }
        List<Played> played = new ArrayList<>();
        int whole = left.position();
        while (next(left, kryo) instanceof Played one) {
            played.add(one);
            whole = left.position();
        }
        return new Content(head, played, whole, (long) bytes.length - whole);
    }

    @SuppressWarnings("CatchingUnchecked") // damaged bytes may end in any of them
    private static @Nullable Entry next(ByteBuffer left, BoundedKryo kryo) {
        if (left.remaining() < FRONT) {
            return null;
        }
        int length = left.getInt();
        int checksum = left.getInt();
        if (length < 0 || length > left.remaining()) {
            return null;
        }
        byte[] content = new byte[length];
        left.get(content);
        if (checksum(content) != checksum) {
            return null;
        }
        try {
            List<Entry> entries = kryo.readWhole(content, 0, Envelope.class).entries();
            if (entries.size() != 1) {
                return null;
            }
            if (entries.getFirst() instanceof Played played) {
                Findings _ = Findings.of(played.findings()); // or they are none
            }
            return entries.getFirst();
        } catch (RuntimeException | StackOverflowError e) {
            return null;
        }
    }

    private static int checksum(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return (int) crc.getValue();
    }
}
