package dev.irpflow.sim.run;

import com.google.protobuf.ByteString;
import dev.irpflow.contract.NtStatuses;
import dev.irpflow.driver.Reply;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.Region;
import dev.irpflow.protocol.kernel.NtReadFile;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.sim.scenario.vocabulary.SettingSpec;
import dev.irpflow.sim.scenario.vocabulary.ValueType;
import dev.irpflow.sim.scenario.vocabulary.WorkloadSpec;
import java.util.List;
import java.util.Map;

/** {@code read}: reads a file of the emulated machine to its end, block by block. */
final class ReadFromDrive implements Workload {
    @Override
    public WorkloadSpec spec() {
        return new WorkloadSpec(
                "read",
                "Reads a file of the machine from its start to its end.",
                List.of(
                        SettingSpec.required("path", ValueType.Simple.TEXT, "The path, Z:\\name."),
                        FileWork.block("Bytes in one read.", "64 KiB")),
                List.of(FileWork.hash("read"), FileWork.bytes("read")));
    }

    @Override
    public Outputs run(WorkloadContext context) {
        Reply opened =
                FileWork.open(
                        context,
                        context.required("path"),
                        FileWork.GENERIC_READ,
                        FileWork.FILE_OPEN);
        if (!NtStatuses.isSuccess(opened.status().getNumber())) {
            return Outputs.failed(opened.status(), "NtCreateFile");
        }
        long handle = FileWork.handle(opened);
        ByteString.Output content = ByteString.newOutput();
        NtStatus ended = readAll(context, handle, content);
        NtStatus closed = FileWork.close(context, handle);
        if (ended != NtStatus.STATUS_END_OF_FILE) {
            return Outputs.failed(ended, "NtReadFile");
        }
        if (!NtStatuses.isSuccess(closed.getNumber())) {
            return Outputs.failed(closed, "NtClose");
        }
        ByteString read = content.toByteString();
        return Outputs.success(Map.of("sha256", Inputs.sha256(read), "bytes", (long) read.size()));
    }

    // Ends with STATUS_END_OF_FILE, or with what went wrong.
    private static NtStatus readAll(
            WorkloadContext context, long handle, ByteString.Output content) {
        int block = (int) context.number("block", FileWork.USUAL_BLOCK);
        Region buffer = context.buffer(block);
        try {
            long at = 0;
            while (true) {
                Reply reply =
                        context.call(
                                NtReadFile.newBuilder()
                                        .setFileHandle(handle)
                                        .setBuffer(Memory.all(buffer))
                                        .setByteOffset(at)
                                        .build());
                if (!NtStatuses.isSuccess(reply.status().getNumber())) {
                    return reply.status();
                }
                NtReadFile.Out out = (NtReadFile.Out) reply.out();
                long length = out == null ? 0 : out.getIoStatusBlock().getInformation();
                if (length == 0) {
                    return NtStatus.STATUS_UNSUCCESSFUL;
                }
                append(content, context.read(buffer, length));
                at += length;
            }
        } finally {
            context.free(buffer);
        }
    }

    private static void append(ByteString.Output content, ByteString part) {
        try {
            part.writeTo(content);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e); // memory does not fail
        }
    }
}
