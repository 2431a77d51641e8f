package dev.irpflow.sim.run;

import dev.irpflow.driver.Reply;
import dev.irpflow.protocol.mpr.NetResource;
import dev.irpflow.protocol.mpr.WNetAddConnection2;
import dev.irpflow.protocol.status.Win32Error;
import dev.irpflow.sim.scenario.vocabulary.SettingSpec;
import dev.irpflow.sim.scenario.vocabulary.ValueType;
import dev.irpflow.sim.scenario.vocabulary.WorkloadSpec;
import java.util.List;
import java.util.Map;

/** {@code map-drive}: what {@code net use Z: \\server\share} does, through WNetAddConnection2. */
final class MapDrive implements Workload {
    private static final int RESOURCETYPE_DISK = 1;

    @Override
    public WorkloadSpec spec() {
        return new WorkloadSpec(
                "map-drive",
                "Maps a drive letter to a share, as `net use` does.",
                List.of(
                        SettingSpec.required(
                                "letter", ValueType.Simple.DRIVE_LETTER, "The drive letter."),
                        SettingSpec.required(
                                "remote", ValueType.Simple.TEXT, "The share, \\\\server\\share."),
                        SettingSpec.optional(
                                "provider",
                                ValueType.Simple.TEXT,
                                "The network provider; without it each is asked in order.")),
                List.of());
    }

    @Override
    public Outputs run(WorkloadContext context) {
        NetResource.Builder resource =
                NetResource.newBuilder()
                        .setType(RESOURCETYPE_DISK)
                        .setLocalName(context.required("letter"))
                        .setRemoteName(context.required("remote"));
        String provider = context.text("provider");
        if (provider != null) {
            resource.setProvider(provider);
        }
        Reply reply =
                context.call(WNetAddConnection2.newBuilder().setNetResource(resource).build());
        WNetAddConnection2.Out out = (WNetAddConnection2.Out) reply.out();
        Win32Error error = out == null ? Win32Error.ERROR_SUCCESS : out.getReturned();
        return error == Win32Error.ERROR_SUCCESS
                ? Outputs.success(Map.of())
                : Outputs.failed(error, "WNetAddConnection2");
    }
}
