package dev.irpflow.sim.run;

import dev.irpflow.kernel.DpcSettings;
import dev.irpflow.kernel.MemorySettings;
import dev.irpflow.sim.scenario.MachineSpec;
import dev.irpflow.sim.scenario.Setting;
import dev.irpflow.sim.scenario.value.Count;
import dev.irpflow.sim.scenario.value.Size;
import dev.irpflow.sim.scenario.value.Switch;
import dev.irpflow.sim.scenario.value.TimeSpan;
import dev.irpflow.sim.scenario.vocabulary.SettingSpec;
import dev.irpflow.sim.scenario.vocabulary.ValueType;
import java.util.List;

/** What a scenario may set of a machine's clock, worker threads and DPCs. */
final class KernelSettings {
    private KernelSettings() {}

    static List<SettingSpec> specs() {
        return List.of(
                SettingSpec.optional(
                        "tick", ValueType.Simple.DURATION, "The clock tick; 15625 us."),
                SettingSpec.optional(
                        "worker-threads",
                        ValueType.Simple.COUNT,
                        "How many system worker threads each work queue has; 16."),
                SettingSpec.optional(
                        "dpc-queue-depth",
                        ValueType.Simple.COUNT,
                        "How many DPCs a queue may hold before even one of low importance begins"
                                + " its processing; 4."),
                SettingSpec.optional(
                        "dpc-minimum-rate",
                        ValueType.Simple.COUNT,
                        "How many DPCs a tick; below that none is put off; 3."),
                SettingSpec.optional(
                        "threaded-dpcs",
                        ValueType.Simple.SWITCH,
                        "Whether threaded DPCs run at PASSIVE_LEVEL; they do unless turned off."),
                SettingSpec.optional(
                        "dpc-time-limit",
                        ValueType.Simple.COUNT,
                        "How many ticks one DPC may take; 1280."),
                SettingSpec.optional(
                        "dpc-watchdog-period",
                        ValueType.Simple.COUNT,
                        "How many ticks a processor may be at DISPATCH_LEVEL or above; 7680."),
                SettingSpec.optional(
                        "protect-freed-pool",
                        ValueType.Simple.SWITCH,
                        "Whether freed pool is unmapped, so that touching it is 0xC6; off."),
                SettingSpec.optional(
                        "track-locked-pages",
                        ValueType.Simple.SWITCH,
                        "Whether pages left locked are told of as 0xCB instead of 0x76; off."));
    }

    /** The clock tick in nanoseconds. */
    static long tickNs(MachineSpec spec, long usual) {
        return Setting.find(spec.settings("kernel"), "tick") instanceof TimeSpan tick
                        && tick.nanos() > 0
                ? tick.nanos()
                : usual;
    }

    static int workerThreads(MachineSpec spec, int usual) {
        return Math.max(1, count(spec, "worker-threads", usual));
    }

    /** How the machine treats its DPCs. */
    static DpcSettings dpcs(MachineSpec spec) {
        DpcSettings usual = DpcSettings.USUAL;
        return new DpcSettings(
                count(spec, "dpc-queue-depth", usual.depthLimit()),
                count(spec, "dpc-minimum-rate", usual.minimumRate()),
                !(Setting.find(spec.settings("kernel"), "threaded-dpcs") instanceof Switch state)
                        || state.on(),
                count(spec, "dpc-time-limit", usual.timeLimit()),
                count(spec, "dpc-watchdog-period", usual.watchdogPeriod()));
    }

    /** How the machine treats its memory. */
    static MemorySettings memory(MachineSpec spec) {
        MemorySettings usual = MemorySettings.USUAL;
        Size quota = spec.pools().quota();
        return new MemorySettings(
                quota == null ? usual.poolQuota() : quota.bytes(),
                isOn(spec, "protect-freed-pool"),
                isOn(spec, "track-locked-pages"));
    }

    private static boolean isOn(MachineSpec spec, String name) {
        return Setting.find(spec.settings("kernel"), name) instanceof Switch state && state.on();
    }

    private static int count(MachineSpec spec, String name, int usual) {
        return Setting.find(spec.settings("kernel"), name) instanceof Count count
                ? (int) Math.min(Integer.MAX_VALUE, count.number())
                : usual;
    }
}
