package dev.irpflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.irpflow.protocol.fileserver.Disposition;
import dev.irpflow.protocol.status.NtStatus;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a disk keeps, and when it is full. */
final class DiskTest {
    private static final int BLOCK = 64 * 1024;

    private final Disk disk = new Disk(10 * BLOCK);

    @Test
    void bytesComeBackAcrossTheBordersOfBlocks() {
        StoredFile file = newFile("\\a");
        ByteString bytes = ByteString.copyFrom(new byte[] {1, 2, 3, 4});

        disk.write(file, BLOCK - 2, bytes);

        assertThat(file.read(BLOCK - 2, 10)).isEqualTo(bytes);
        assertThat(file.size()).isEqualTo(BLOCK + 2);
    }

    @Test
    void aGapBehindTheOldEndReadsAsZeros() {
        StoredFile file = newFile("\\a");

        disk.write(file, 3 * BLOCK, ByteString.copyFromUtf8("x"));

        assertThat(file.read(2 * BLOCK, 4)).isEqualTo(ByteString.copyFrom(new byte[4]));
    }

    @Test
    void writingTheSameBytesAgainChangesNothing() {
        StoredFile file = newFile("\\a");
        disk.write(file, 5, ByteString.copyFromUtf8("hello"));

        disk.write(file, 5, ByteString.copyFromUtf8("hello"));

        assertThat(file.size()).isEqualTo(10);
        assertThat(disk.used()).isEqualTo(10);
    }

    @Test
    void bytesThatWereCutDoNotComeBackWhenTheFileGrows() {
        StoredFile file = newFile("\\a");
        disk.write(file, 0, ByteString.copyFromUtf8("secret"));

        disk.resize(file, 2);
        disk.resize(file, 6);

        assertThat(file.read(0, 6)).isEqualTo(ByteString.copyFromUtf8("se\0\0\0\0"));
    }

    @Test
    void aFullDiskTakesNoneOfTheBytes() {
        StoredFile file = newFile("\\a");
        disk.write(file, 0, ByteString.copyFrom(new byte[10 * BLOCK - 2]));

        NtStatus status = disk.write(file, 10 * BLOCK - 2, ByteString.copyFrom(new byte[3]));

        assertThat(status).isEqualTo(NtStatus.STATUS_DISK_FULL);
        assertThat(file.size()).isEqualTo(10 * BLOCK - 2);
    }

    @Test
    void cuttingAFileGivesItsRoomBack() {
        StoredFile file = newFile("\\a");
        disk.write(file, 0, ByteString.copyFrom(new byte[10 * BLOCK]));

        disk.resize(file, 1);

        assertThat(disk.used()).isEqualTo(1);
        assertThat(disk.resize(file, 10 * BLOCK)).isEqualTo(NtStatus.STATUS_SUCCESS);
    }

    @Test
    void offsetsAndSizesBelowZeroAndBeyondAllNumbersAreRefused() {
        StoredFile file = newFile("\\a");
        ByteString one = ByteString.copyFromUtf8("x");

        assertThat(disk.write(file, -1, one)).isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
        assertThat(disk.write(file, Long.MAX_VALUE, one))
                .isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
        assertThat(disk.resize(file, -1)).isEqualTo(NtStatus.STATUS_INVALID_PARAMETER);
        assertThat(disk.resize(file, Long.MAX_VALUE)).isEqualTo(NtStatus.STATUS_DISK_FULL);
    }

    @Test
    void whoLooksAtTheDiskSeesTheWholeFile() {
        StoredFile file = newFile("\\a");
        ByteString bytes = ByteString.copyFrom(new byte[3 * BLOCK + 7]);
        disk.write(file, 0, bytes);

        assertThat(disk.contents("PUBLIC", "\\A")).isEqualTo(bytes);
        assertThat(disk.contents("public", "\\b")).isNull();
        assertThat(disk.contents("private", "\\a")).isNull();
    }

    private StoredFile newFile(String path) {
        disk.share("public");
        Share share = Objects.requireNonNull(disk.find("public"));
        PathName name = Objects.requireNonNull(PathName.of(path));
        return Objects.requireNonNull(
                share.open(name, Disposition.DISPOSITION_CREATE, "id").file());
    }
}
