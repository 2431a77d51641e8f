package dev.irpflow.sim.run;

import dev.irpflow.driver.Reply;
import dev.irpflow.protocol.kernel.NtClose;
import dev.irpflow.protocol.kernel.NtCreateFile;
import dev.irpflow.protocol.kernel.ObjectAttributes;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.sim.scenario.value.Size;
import dev.irpflow.sim.scenario.vocabulary.SettingSpec;
import dev.irpflow.sim.scenario.vocabulary.ValueType;

/** Opening and closing files, as the workloads that copy do. */
final class FileWork {
    static final int GENERIC_READ = 0x80000000;
    static final int GENERIC_WRITE = 0x40000000;
    static final int FILE_OPEN = 1;
    static final int FILE_OVERWRITE_IF = 5;

    /** The most that one read or write carries, unless the scenario says otherwise. */
    static final int USUAL_BLOCK = 64 << 10;

    private static final int USUAL_PARTS = 4;

    private static final Size BYTE = new Size(1);
    private static final Size MOST_BLOCK = new Size(16 << 20);
    private static final int FILE_SYNCHRONOUS_IO_NONALERT = 0x20;
    private static final int FILE_NON_DIRECTORY_FILE = 0x40;
    private static final int FILE_SHARE_READ = 1;
    private static final int OBJ_CASE_INSENSITIVE = 0x40;

    private FileWork() {}

    /** How much one read or write carries, as a parameter. */
    static SettingSpec block(String about, String otherwise) {
        return SettingSpec.optional("block", ValueType.Simple.SIZE, about)
                .within(new SettingSpec.Range(BYTE, MOST_BLOCK, BYTE))
                .otherwise(otherwise);
    }

    /** A block that cuts content into four parts, or into more of the usual size. */
    static int blockOf(int bytes) {
        return Math.clamp(Math.ceilDiv(bytes, USUAL_PARTS), 1, USUAL_BLOCK);
    }

    /** The hash of the bytes that were read or written, as an output. */
    static SettingSpec hash(String how) {
        return SettingSpec.required(
                "sha256", ValueType.Simple.TEXT, "The hash of what was " + how + ".");
    }

    /** How many bytes were read or written, as an output. */
    static SettingSpec bytes(String how) {
        return SettingSpec.required(
                "bytes", ValueType.Simple.COUNT, "How many bytes were " + how + ".");
    }

    /** Opens a file for synchronous access; the reply's status says how it went. */
    static Reply open(WorkloadContext context, String path, int access, int disposition) {
        return context.call(
                NtCreateFile.newBuilder()
                        .setDesiredAccess(access)
                        .setObjectAttributes(
                                ObjectAttributes.newBuilder()
                                        .setObjectName(path)
                                        .setAttributes(OBJ_CASE_INSENSITIVE))
                        .setShareAccess(FILE_SHARE_READ)
                        .setCreateDisposition(disposition)
                        .setCreateOptions(FILE_SYNCHRONOUS_IO_NONALERT | FILE_NON_DIRECTORY_FILE)
                        .build());
    }

    /** The handle of a successful open. */
    static long handle(Reply opened) {
        NtCreateFile.Out out = (NtCreateFile.Out) opened.out();
        if (out == null) {
            throw new IllegalStateException("an open that succeeded gave no handle");
        }
        return out.getFileHandle();
    }

    static NtStatus close(WorkloadContext context, long handle) {
        return context.call(NtClose.newBuilder().setHandle(handle).build()).status();
    }
}
