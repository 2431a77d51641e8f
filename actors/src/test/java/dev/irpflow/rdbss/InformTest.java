package dev.irpflow.rdbss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.irpflow.protocol.kernel.FileInformation;
import dev.irpflow.protocol.kernel.FileInformationClass;
import dev.irpflow.protocol.kernel.NtFlushBuffersFile;
import dev.irpflow.protocol.kernel.NtQueryInformationFile;
import dev.irpflow.protocol.kernel.NtSetInformationFile;
import dev.irpflow.protocol.rdbss.MRxFlush;
import dev.irpflow.protocol.rdbss.MRxQueryFileInfo;
import dev.irpflow.protocol.rdbss.MRxSetFileInfo;
import dev.irpflow.protocol.status.NtStatus;
import org.junit.jupiter.api.Test;

/** Questions and orders about an open file. */
class InformTest {
    private final RdbssWorld world = RdbssWorld.started();
    private final long[] file = new long[1];

    private void open() {
        world.run(me -> file[0] = world.open(me, RdbssWorld.FILE));
    }

    private NtSetInformationFile endOfFile(long size) {
        return NtSetInformationFile.newBuilder()
                .setFileHandle(file[0])
                .setFileInformationClass(FileInformationClass.FileEndOfFileInformation)
                .setFileInformation(FileInformation.newBuilder().setEndOfFile(size))
                .build();
    }

    private NtQueryInformationFile query() {
        return NtQueryInformationFile.newBuilder()
                .setFileHandle(file[0])
                .setLength(24)
                .setFileInformationClass(FileInformationClass.FileStandardInformation)
                .build();
    }

    @Test
    void aQueryBringsBackWhatTheMiniRedirectorSays() {
        world.minirdr.fileSize = 4711;
        open();

        world.run(me ->
                world.note(
                        me.call(query(), NtQueryInformationFile.Out.class)
                                .getFileInformation()
                                .getEndOfFile()));

        assertThat(world.notes).containsExactly("4711");
        assertThat(world.host.isWell()).isTrue();
    }

    @Test
    void aSizeThatTheServerAcceptsIsTheSizeOfTheFcb() {
        open();

        world.run(me -> world.note(me.status(endOfFile(77))));
        world.minirdr.answers(MRxSetFileInfo.class, NtStatus.STATUS_ACCESS_DENIED);
        world.run(me -> world.note(me.status(endOfFile(99))));

        assertThat(world.notes).containsExactly("STATUS_SUCCESS", "STATUS_ACCESS_DENIED");
        assertThat(world.all(Fcb.class)).singleElement().matches(fcb -> fcb.fileSize() == 77);
    }

    @Test
    void flushGoesToTheMiniRedirector() {
        open();
        world.minirdr.answers(MRxFlush.class, NtStatus.STATUS_IO_TIMEOUT);

        world.run(me ->
                world.note(
                        me.status(NtFlushBuffersFile.newBuilder().setFileHandle(file[0]).build())));

        assertThat(world.notes).containsExactly("STATUS_IO_TIMEOUT");
    }

    @Test
    void aQueryThatPendsIsAViolation() {
        open();
        world.minirdr.answers(MRxQueryFileInfo.class, NtStatus.STATUS_PENDING);

        world.run(me -> me.status(query()));

        assertThat(world.host.violations()).contains("rdbss/synchronous-routine-pended");
    }
}
