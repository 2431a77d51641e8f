package dev.irpflow.sim.run;

import com.google.protobuf.ByteString;
import dev.irpflow.contract.NtStatuses;
import dev.irpflow.driver.Reply;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.Region;
import dev.irpflow.protocol.kernel.NtFlushBuffersFile;
import dev.irpflow.protocol.kernel.NtWriteFile;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.sim.scenario.vocabulary.SettingSpec;
import dev.irpflow.sim.scenario.vocabulary.ValueType;
import dev.irpflow.sim.scenario.vocabulary.WorkloadSpec;
import java.util.List;
import java.util.Map;

/** {@code copy}: writes real bytes into a file of the emulated machine, block by block. */
final class CopyToDrive implements Workload {
    @Override
    public WorkloadSpec spec() {
        return new WorkloadSpec(
                "copy",
                "Writes bytes, such as a real file of the user, into a file of the machine.",
                List.of(
                        SettingSpec.required(
                                "from", ValueType.Simple.BYTES, "The bytes: file PATH, ..."),
                        SettingSpec.required("to", ValueType.Simple.TEXT, "The path, Z:\\name."),
                        FileWork.block("Bytes in one write.", "a quarter of them, at most 64 KiB")),
                List.of(
                        FileWork.hash("written"),
                        FileWork.bytes("written"),
                        SettingSpec.required(
                                "block",
                                ValueType.Simple.SIZE,
                                "How many bytes one write carried.")));
    }

    @Override
    public Outputs run(WorkloadContext context) {
        ByteString content = context.content("from");
        if (content == null) {
            throw new IllegalStateException("the loader let a copy without bytes through");
        }
        Reply opened =
                FileWork.open(
                        context,
                        context.required("to"),
                        FileWork.GENERIC_WRITE,
                        FileWork.FILE_OVERWRITE_IF);
        if (!NtStatuses.isSuccess(opened.status().getNumber())) {
            return Outputs.failed(opened.status(), "NtCreateFile");
        }
        long handle = FileWork.handle(opened);
        int block = (int) context.number("block", FileWork.blockOf(content.size()));
        NtStatus written = write(context, handle, content, block);
        NtStatus closed = FileWork.close(context, handle);
        if (!NtStatuses.isSuccess(written.getNumber())) {
            return Outputs.failed(written, "NtWriteFile");
        }
        if (!NtStatuses.isSuccess(closed.getNumber())) {
            return Outputs.failed(closed, "NtClose");
        }
        return Outputs.success(
                Map.of(
                        "sha256",
                        Inputs.sha256(content),
                        "bytes",
                        (long) content.size(),
                        "block",
                        (long) block));
    }

    private static NtStatus write(
            WorkloadContext context, long handle, ByteString content, int block) {
        Region buffer = context.buffer(Math.max(1, Math.min(block, content.size())));
        try {
            for (int at = 0; at < content.size(); at += block) {
                ByteString part = content.substring(at, Math.min(content.size(), at + block));
                context.write(buffer, part);
                NtStatus status =
                        context.call(
                                        NtWriteFile.newBuilder()
                                                .setFileHandle(handle)
                                                .setBuffer(Memory.ref(buffer, 0, part.size()))
                                                .setByteOffset(at)
                                                .build())
                                .status();
                if (!NtStatuses.isSuccess(status.getNumber())) {
                    return status;
                }
            }
            return context.call(NtFlushBuffersFile.newBuilder().setFileHandle(handle).build())
                    .status();
        } finally {
            context.free(buffer);
        }
    }
}
