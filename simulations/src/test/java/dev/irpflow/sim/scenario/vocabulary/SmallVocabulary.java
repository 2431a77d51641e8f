package dev.irpflow.sim.scenario.vocabulary;

import dev.irpflow.sim.scenario.value.Constant;
import dev.irpflow.sim.scenario.value.Status;
import dev.irpflow.sim.scenario.vocabulary.ValueType.Choice;
import dev.irpflow.sim.scenario.vocabulary.ValueType.Simple;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A small vocabulary of its own, so that tests of the language change only with the language. */
public final class SmallVocabulary implements Vocabulary {
    private final List<RoutineSpec> routines = SmallContract.routines();
    private final List<WorkloadSpec> workloads = declareWorkloads();
    private final Map<String, Status> statuses = new LinkedHashMap<>();

    public SmallVocabulary() {
        status("STATUS_SUCCESS", 0);
        status("STATUS_PENDING", 0x103);
        status("STATUS_DEVICE_NOT_READY", 0xC00000A3);
        status("STATUS_NOINTERFACE", 0xC00002B9);
        status("STATUS_CANCELLED", 0xC0000120);
        status("STATUS_IO_TIMEOUT", 0xC00000B5);
        status("STATUS_INSUFFICIENT_RESOURCES", 0xC000009A);
        status("STATUS_CONNECTION_RESET", 0xC000020D);
        status("STATUS_CONNECTION_DISCONNECTED", 0xC000020C);
        status("STATUS_ADDRESS_ALREADY_EXISTS", 0xC000020A);
        status("ERROR_BAD_NETPATH", 53);
    }

    private void status(String name, int code) {
        statuses.put(name, new Status(name, code));
    }

    @Override
    public @Nullable RoutineSpec routine(String name) {
        for (RoutineSpec routine : routines) {
            if (routine.name().equals(name)) {
                return routine;
            }
        }
        return null;
    }

    @Override
    public List<String> routineNames() {
        return routines.stream().map(RoutineSpec::name).toList();
    }

    @Override
    public @Nullable Status status(String name) {
        return statuses.get(name);
    }

    @Override
    public Status status(int code) {
        for (Status status : statuses.values()) {
            if (status.code() == code) {
                return status;
            }
        }
        return new Status("0x%08X".formatted(code), code);
    }

    @Override
    public List<String> statusNames() {
        return List.copyOf(statuses.keySet());
    }

    @Override
    public List<Constant> bugChecks() {
        return List.of(new Constant("DRIVER_VERIFIER_IOMANAGER_VIOLATION", 0xC9));
    }

    @Override
    public List<WorkloadSpec> workloads() {
        return workloads;
    }

    private static List<WorkloadSpec> declareWorkloads() {
        SettingSpec path = SettingSpec.required("path", Simple.TEXT, "the file");
        SettingSpec block = SettingSpec.required("block", Simple.SIZE, "of each access");
        SettingSpec blocks = SettingSpec.required("blocks", Simple.COUNT, "how many");
        SettingSpec lock =
                SettingSpec.optional("lock", choice("shared", "exclusive"), "held meanwhile");
        SettingSpec letter = SettingSpec.required("letter", Simple.DRIVE_LETTER, "the drive");
        SettingSpec remote = SettingSpec.required("remote", Simple.TEXT, "the share");
        SettingSpec provider = SettingSpec.optional("provider", Simple.DRIVER, "who connects");
        SettingSpec from = SettingSpec.required("from", Simple.BYTES, "what is copied");
        SettingSpec to = SettingSpec.required("to", Simple.TEXT, "the file");
        SettingSpec option =
                SettingSpec.optional(
                        "option",
                        choice("none", "SO_REUSEADDR", "SO_EXCLUSIVEADDRUSE"),
                        "set before");
        SettingSpec address = SettingSpec.required("address", Simple.ADDRESS, "where");
        return List.of(
                workload("map-drive", List.of(letter, remote, provider)),
                workload("copy", List.of(from, to)),
                workload("read", List.of(path)),
                workload("write-random", List.of(path, blocks, block, lock)),
                workload("read-random", List.of(path, blocks, block)),
                workload("wsk-bind", List.of(option, address)));
    }

    private static Choice choice(String... words) {
        return new Choice(List.of(words));
    }

    private static WorkloadSpec workload(String name, List<SettingSpec> parameters) {
        List<SettingSpec> outputs =
                List.of(
                        SettingSpec.required("sha256", Simple.TEXT, "of all bytes"),
                        SettingSpec.required("bytes", Simple.SIZE, "read or written"),
                        SettingSpec.required("took", Simple.DURATION, "in virtual time"));
        return new WorkloadSpec(name, "A workload.", parameters, outputs);
    }

    @Override
    public List<RoleSpec> roles() {
        return List.of(
                new RoleSpec(
                        "mini-redirector",
                        "Redirects file access.",
                        List.of("MINIRDR_DISPATCH"),
                        List.of(
                                SettingSpec.optional(
                                        "network-provider", Simple.SWITCH, "brings its own"))),
                new RoleSpec("wsk-client", "Uses sockets.", List.of(), List.of()),
                new RoleSpec(
                        "wdm-driver", "Serves a device.", List.of("DRIVER_OBJECT"), List.of()));
    }

    @Override
    public @Nullable List<SettingSpec> settingsOf(String className) {
        return null;
    }

    @Override
    public List<ShippedDriver> drivers() {
        return List.of(
                new ShippedDriver(
                        "stream-redirector",
                        "mini-redirector",
                        "Speaks the stream protocol.",
                        List.of(
                                SettingSpec.optional(
                                        "read-retry", Simple.DURATION, "until it asks again"))),
                new ShippedDriver(
                        "minimal-redirector", "mini-redirector", "Does the least.", List.of()));
    }

    @Override
    public List<SubsystemSpec> subsystems() {
        return List.of(
                new SubsystemSpec(
                        "kernel",
                        "The kernel itself.",
                        List.of(
                                SettingSpec.optional(
                                        "driver-verifier", Simple.SWITCH, "watches drivers"))),
                new SubsystemSpec(
                        "wsk",
                        "Sockets.",
                        List.of(
                                SettingSpec.optional("ready-after", Simple.DURATION, "the boot"),
                                SettingSpec.optional(
                                        "versions", Simple.VERSION_RANGE, "supported"))),
                new SubsystemSpec(
                        "server",
                        "Serves files.",
                        List.of(
                                SettingSpec.optional(
                                        "shares",
                                        new ValueType.Named(
                                                List.of(
                                                        SettingSpec.optional(
                                                                "quota",
                                                                Simple.SIZE,
                                                                "for its files"))),
                                        "by name"))),
                new SubsystemSpec("rdbss", "Redirected drives.", List.of()));
    }

    @Override
    public List<SettingSpec> choices() {
        return List.of(
                SettingSpec.optional(
                        "wsk.close-pending-status", Simple.STATUS, "of requests at close"));
    }

    @Override
    public List<String> rules() {
        return List.of(
                "rdbss/low-io-completes-once", "kernel/irql-at-call", "io/irp-never-completed");
    }

    @Override
    public List<String> checkers() {
        return List.of();
    }

    @Override
    public List<String> goals() {
        return List.of("all-operations-finished");
    }

    @Override
    public List<String> frames() {
        return List.of("tcp-syn", "tcp-data", "tcp-fin", "tcp-reset");
    }
}
