package dev.irpflow.sim.run;

import dev.irpflow.io.IoSettings;
import dev.irpflow.kernel.Verifier;
import dev.irpflow.kernel.VerifierOption;
import dev.irpflow.machine.SubsystemSettings;
import dev.irpflow.sim.scenario.MachineSpec;
import dev.irpflow.sim.scenario.Setting;
import dev.irpflow.sim.scenario.value.Switch;
import dev.irpflow.sim.scenario.value.TimeSpan;
import dev.irpflow.sim.scenario.value.VersionRange;
import dev.irpflow.sim.scenario.vocabulary.SettingSpec;
import dev.irpflow.sim.scenario.vocabulary.SubsystemSpec;
import dev.irpflow.sim.scenario.vocabulary.ValueType;
import dev.irpflow.wsk.TransportProtocol;
import java.util.ArrayList;
import java.util.List;

/** What a scenario may set of the subsystems of a machine. */
public final class Subsystems {
    private Subsystems() {}

    /** The subsystems with settings, for the loader. */
    public static List<SubsystemSpec> specs() {
        return List.of(
                new SubsystemSpec("kernel", "The kernel itself.", kernel()),
                new SubsystemSpec(
                        "io",
                        "The I/O manager.",
                        List.of(
                                SettingSpec.optional(
                                        "power-irp-limit",
                                        ValueType.Simple.DURATION,
                                        "How long a power IRP may take before 0x9F; 10 min."),
                                SettingSpec.optional(
                                        "cancel-limit",
                                        ValueType.Simple.DURATION,
                                        "How long a cancelled IRP may take with Driver Verifier"
                                                + " before 0xC4/0x135; for ever."))),
                new SubsystemSpec(
                        "wsk",
                        "Winsock Kernel.",
                        List.of(
                                SettingSpec.optional(
                                        "ready-after",
                                        ValueType.Simple.DURATION,
                                        "How long after power-on the provider becomes ready."),
                                SettingSpec.optional(
                                        "versions",
                                        ValueType.Simple.VERSION_RANGE,
                                        "The versions that it serves; 1.0..1.1."))),
                new SubsystemSpec(
                        "tcpip",
                        "TCP/IP.",
                        List.of(
                                SettingSpec.optional(
                                        "tcp-after",
                                        ValueType.Simple.DURATION,
                                        "How long after power-on WSK has TCP for new sockets; 0."),
                                SettingSpec.optional(
                                        "udp-after",
                                        ValueType.Simple.DURATION,
                                        "How long after power-on WSK has UDP for new sockets; 0."))),
                new SubsystemSpec(
                        "rdbss",
                        "The redirected drive buffering subsystem.",
                        List.of(
                                SettingSpec.optional(
                                        "delayed-close",
                                        ValueType.Simple.DURATION,
                                        "How long a close is put off; 10 s."))),
                new SubsystemSpec("mup", "The multiple UNC provider.", List.of()),
                new SubsystemSpec("mpr", "The multiple provider router.", List.of()));
    }

    static SubsystemSettings of(MachineSpec spec) {
        SubsystemSettings settings = SubsystemSettings.DEFAULT;
        if (Setting.find(spec.settings("wsk"), "ready-after") instanceof TimeSpan after) {
            settings = settings.withWskReadyAfter(after.nanos());
        }
        if (Setting.find(spec.settings("wsk"), "versions") instanceof VersionRange versions) {
            settings =
                    settings.withWskVersions(
                            versions.lowest().number(), versions.highest().number());
        }
        for (TransportProtocol transport : TransportProtocol.values()) {
            String name = transport.word() + "-after";
            if (Setting.find(spec.settings("tcpip"), name) instanceof TimeSpan after) {
                settings = settings.withTransportAfter(transport, after.nanos());
            }
        }
        if (Setting.find(spec.settings("rdbss"), "delayed-close") instanceof TimeSpan by) {
            settings = settings.withDelayedClose(by.nanos());
        }
        return settings.with(io(spec));
    }

    private static IoSettings io(MachineSpec spec) {
        Verifier verifier = verifierOf(spec);
        IoSettings settings =
                IoSettings.DEFAULT
                        .withForcedPending(verifier.has(VerifierOption.FORCE_PENDING))
                        .withIrpLogging(verifier.has(VerifierOption.IRP_LOGGING));
        if (Setting.find(spec.settings("io"), "power-irp-limit") instanceof TimeSpan limit) {
            settings = settings.withPowerIrpLimit(limit.nanos());
        }
        if (Setting.find(spec.settings("io"), "cancel-limit") instanceof TimeSpan limit) {
            settings = settings.withCancelLimit(limit.nanos());
        }
        return settings;
    }

    private static List<SettingSpec> kernel() {
        List<SettingSpec> specs = new ArrayList<>();
        specs.add(
                SettingSpec.optional(
                        "driver-verifier",
                        ValueType.Simple.SWITCH,
                        "Whether Driver Verifier is on; it is unless turned off."));
        for (VerifierOption option : VerifierOption.values()) {
            specs.add(
                    SettingSpec.optional(
                            option.words(),
                            ValueType.Simple.SWITCH,
                            "%s The option 0x%X of Driver Verifier; %s unless set."
                                    .formatted(
                                            option.about(),
                                            option.flag(),
                                            option.isStandard() ? "on" : "off")));
        }
        specs.addAll(KernelSettings.specs());
        return List.copyOf(specs);
    }

    /** How Driver Verifier is set on a machine. */
    static Verifier verifierOf(MachineSpec spec) {
        Verifier verifier = isOn(spec, "driver-verifier", true) ? Verifier.STANDARD : Verifier.OFF;
        for (VerifierOption option : VerifierOption.values()) {
            if (Setting.find(spec.settings("kernel"), option.words()) instanceof Switch state) {
                verifier = verifier.with(option, state.on());
            }
        }
        return verifier;
    }

    private static boolean isOn(MachineSpec spec, String name, boolean otherwise) {
        return Setting.find(spec.settings("kernel"), name) instanceof Switch state
                ? state.on()
                : otherwise;
    }
}
