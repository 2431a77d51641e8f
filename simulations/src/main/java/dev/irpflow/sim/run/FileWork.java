package dev.irpflow.sim.run;

import com.google.protobuf.ByteString;
import dev.irpflow.driver.Reply;
import dev.irpflow.protocol.kernel.NtClose;
import dev.irpflow.protocol.kernel.NtCreateFile;
import dev.irpflow.protocol.kernel.ObjectAttributes;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.sim.scenario.value.Size;
import dev.irpflow.sim.scenario.vocabulary.SettingSpec;
import dev.irpflow.sim.scenario.vocabulary.ValueType;
import java.util.List;
import java.util.Map;

/** Opening and closing files, as the workloads that copy do. */
final class FileWork {
    static final int GENERIC_READ = 0x80000000;
    static final int GENERIC_WRITE = 0x40000000;
    static final int FILE_OPEN = 1;
    static final int FILE_OVERWRITE_IF = 5;

    /** How many bytes one read or write carries, unless the scenario says otherwise. */
    static final int USUAL_BLOCK = 16 << 10;

    private static final Size BYTE = new Size(1);
    private static final Size MOST_BLOCK = new Size(16 << 20);
    private static final int FILE_SYNCHRONOUS_IO_NONALERT = 0x20;
    private static final int FILE_NON_DIRECTORY_FILE = 0x40;
    private static final int FILE_SHARE_READ = 1;
    private static final int OBJ_CASE_INSENSITIVE = 0x40;

    private FileWork() {}

    /** How much one read or write carries, as a parameter. */
    static SettingSpec block(String about) {
        return SettingSpec.optional("block", ValueType.Simple.SIZE, about)
                .within(new SettingSpec.Range(BYTE, MOST_BLOCK, BYTE))
                .otherwise("16 KiB");
    }

    /** What is told of the bytes that were read or written. */
    static List<SettingSpec> carried(String how) {
        return List.of(
                SettingSpec.required(
                        "sha256", ValueType.Simple.TEXT, "The hash of what was " + how + "."),
                SettingSpec.required(
                        "bytes", ValueType.Simple.COUNT, "How many bytes were " + how + "."));
    }

    /** The same of these bytes. */
    static Workload.Outputs carried(ByteString bytes) {
        return Workload.Outputs.success(
                Map.of("sha256", Inputs.sha256(bytes), "bytes", (long) bytes.size()));
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
