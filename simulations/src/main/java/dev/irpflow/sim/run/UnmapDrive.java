package dev.irpflow.sim.run;

import dev.irpflow.driver.Reply;
import dev.irpflow.protocol.mpr.WNetCancelConnection2;
import dev.irpflow.protocol.status.Win32Error;
import dev.irpflow.sim.scenario.vocabulary.SettingSpec;
import dev.irpflow.sim.scenario.vocabulary.ValueType;
import dev.irpflow.sim.scenario.vocabulary.WorkloadSpec;
import java.util.List;
import java.util.Map;

/** {@code unmap-drive}: what {@code net use Z: /delete} does, through WNetCancelConnection2. */
final class UnmapDrive implements Workload {
    @Override
    public WorkloadSpec spec() {
        return new WorkloadSpec(
                "unmap-drive",
                "Takes a drive letter away, as `net use /delete` does.",
                List.of(
                        SettingSpec.required(
                                "letter", ValueType.Simple.DRIVE_LETTER, "The drive letter.")),
                List.of());
    }

    @Override
    public Outputs run(WorkloadContext context) {
        Reply reply =
                context.call(
                        WNetCancelConnection2.newBuilder()
                                .setName(context.required("letter"))
                                .build());
        WNetCancelConnection2.Out out = (WNetCancelConnection2.Out) reply.out();
        Win32Error error = out == null ? Win32Error.ERROR_SUCCESS : out.getReturned();
        return error == Win32Error.ERROR_SUCCESS
                ? Outputs.success(Map.of())
                : Outputs.failed(error, "WNetCancelConnection2");
    }
}
