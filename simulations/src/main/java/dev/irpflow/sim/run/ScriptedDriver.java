package dev.irpflow.sim.run;

import com.google.protobuf.Message;
import dev.irpflow.contract.NtStatuses;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.driver.CallbackCode;
import dev.irpflow.driver.Driver;
import dev.irpflow.driver.DriverContext;
import dev.irpflow.driver.NetworkProvider;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.DeviceObject;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.sim.scenario.DriverSpec;
import dev.irpflow.sim.scenario.Script;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A driver whose routines are lists of steps ({@code script:}). To the machine it is a driver like
 * any other: {@link dev.irpflow.driver.DriverHost} hosts it, and its lines make the calls of a
 * driver.
 */
final class ScriptedDriver implements Driver {
    private static final int REMEMBERED = 64;

    private final ScenarioRun run;
    private final DriverSpec spec;
    private final @Nullable Driver base;
    private final Table table = new Table();
    private final StepNames names = new StepNames();
    private final ScriptLater later = new ScriptLater();
    private final Map<String, CallbackCode> codes = new LinkedHashMap<>();
    private final Map<String, Call> newest = new LinkedHashMap<>();
    private final Set<Deadline> deadlines = new LinkedHashSet<>();
    private final Map<Call, ScriptFrame> frames = new LinkedHashMap<>();
    private @Nullable DriverContext context;
    private @Nullable ScriptedDevice device;
    private String at = "";

    /**
     * A driver that is loaded.
     *
     * @param base the driver for whose routines the scripts stand in; null for none
     */
    ScriptedDriver(ScenarioRun run, DriverSpec spec, @Nullable Driver base) {
        this.run = run;
        this.spec = spec;
        this.base = base;
        for (Script script : scripts()) {
            codes.put(script.name(), new Code(script));
        }
    }

    @Override
    public NtStatus driverEntry(DriverContext of) {
        context = of;
        run.scripted(this, of.machineName());
        return base == null ? alone(of) : on(base, of);
    }

    private NtStatus on(Driver driver, DriverContext of) {
        NtStatus status = driver.driverEntry(of);
        if (!NtStatuses.isSuccess(status.getNumber())) {
            return status;
        }
        NtStatus more = enter("DriverEntry");
        if (!NtStatuses.isSuccess(more.getNumber())) {
            driver.driverUnload();
        }
        return more;
    }

    private NtStatus alone(DriverContext of) {
        return spec.role().equals("wdm-driver") ? withOwnDevice(of) : enter("DriverEntry");
    }

    private NtStatus withOwnDevice(DriverContext of) {
        ScriptedDevice own = new ScriptedDevice(spec, of);
        device = own;
        NtStatus made = own.create(table, startIo());
        if (!NtStatuses.isSuccess(made.getNumber())) {
            return made;
        }
        NtStatus status = enter("DriverEntry");
        if (!NtStatuses.isSuccess(status.getNumber())) {
            own.delete();
        }
        return status;
    }

    // The first script for StartIo: what the driver has from the start. It may set another one.
    private long startIo() {
        Script script = find("DRIVER_STARTIO");
        return script == null ? 0 : code(script.name());
    }

    @Override
    public void driverUnload() {
        later.awaitEnd(machine().as(context()));
        enter("DriverUnload");
        if (base != null) {
            base.driverUnload();
        } else if (device != null) {
            device.delete();
        }
    }

    private NtStatus enter(String routine) {
        Script script = find(routine);
        return script == null
                ? NtStatus.STATUS_SUCCESS
                : new ScriptFrame(this, script, context().serving()).run(null).status();
    }

    @Override
    public @Nullable NetworkProvider networkProvider(DriverContext of) {
        return base == null ? null : base.networkProvider(of);
    }

    @Override
    public @Nullable CallbackCode standIn() {
        return base == null ? null : table;
    }

    @Override
    public @Nullable String lines() {
        return base == null || isScriptOfNow() ? at : null;
    }

    // What stands in, and what scripts have given away, is theirs; all else is the base's Java.
    private boolean isScriptOfNow() {
        Call call = context().serving();
        long address = call.contract().target(call.request());
        return frames.containsKey(call)
                || (context().hasCodeAt(address) && context().codeAt(address) == later);
    }

    /** It comes to this line. */
    void comesTo(String line) {
        at = line;
    }

    ScenarioRun scenarioRun() {
        return run;
    }

    String name() {
        return spec.name();
    }

    StepNames names() {
        return names;
    }

    ScriptLater later() {
        return later;
    }

    DriverContext context() {
        return Objects.requireNonNull(context);
    }

    /** The device of the driver; 0 if it has none. */
    long deviceId() {
        if (base == null) {
            return device == null ? 0 : device.id();
        }
        DeviceObject first = ScriptedDevice.find(machine().machine(), name());
        return first == null ? 0 : first.id();
    }

    /** The device below its own; 0 for none. */
    long lowerId() {
        return device == null ? 0 : device.lower();
    }

    /** The machine on which it is loaded. */
    RunningMachine machine() {
        return run.machine(context().machineName());
    }

    /** The address of a script, by its key. */
    long code(String script) {
        return context().addressOf(Objects.requireNonNull(codes.get(script)));
    }

    /** The address of the dispatch table whose slots are its scripts. */
    long tableAddress() {
        return context().addressOf(table);
    }

    /** The key of the script that a call is for; "" if it is for none. */
    String keyOf(Call call) {
        long address = call.contract().target(call.request());
        boolean known = address != 0 && context().hasCodeAt(address);
        return known && context().codeAt(address) instanceof Code code ? code.script.name() : "";
    }

    /** The newest call of a script; null if it was not called yet. */
    @Nullable Call newest(String script) {
        return newest.get(script);
    }

    void began(ScriptFrame frame, Script script, Call call) {
        newest.put(script.name(), call);
        remember(call, frame);
    }

    /** Lines of a script go on in the call that is served now, on a strand of their own. */
    void goesOn(ScriptFrame frame) {
        remember(context().serving(), frame);
    }

    private void remember(Call call, ScriptFrame frame) {
        frames.put(call, frame);
        if (frames.size() > REMEMBERED) {
            frames.remove(frames.keySet().iterator().next());
        }
    }

    void began(Deadline deadline) {
        deadlines.add(deadline);
    }

    void ended(Deadline deadline) {
        deadlines.remove(deadline);
    }

    /** Its machine is gone. */
    void gone() {
        deadlines.forEach(Deadline::cancel);
        deadlines.clear();
    }

    /** The line that a script of this driver was at in a call, or in one around it; "" if none. */
    String linesOf(@Nullable Call within) {
        for (Call call = within; call != null; call = call.outer()) {
            ScriptFrame frame = frames.get(call);
            if (frame != null) {
                return frame.line();
            }
        }
        return "";
    }

    private List<Script> scripts() {
        return spec.source() instanceof DriverSpec.Source.Scripted(List<Script> scripts, _)
                ? scripts
                : List.of();
    }

    private @Nullable Script find(String routine) {
        for (Script script : scripts()) {
            if (script.routine().name().equals(routine)) {
                return script;
            }
        }
        return null;
    }

    /** One script, whose address the driver gives away. */
    private final class Code implements CallbackCode {
        private final Script script;

        Code(Script script) {
            this.script = script;
        }

        @Override
        public Answer serve(Call call, Message.@Nullable Builder out) {
            return new ScriptFrame(ScriptedDriver.this, script, call).run(out);
        }

        @Override
        public Set<Class<? extends Message>> slots() {
            return Set.of(RoutineContract.of(script.routine().prototype()).type());
        }
    }

    /** Its dispatch tables: of MajorFunction[], a slot without a script does what is usual. */
    private final class Table implements CallbackCode {
        @Override
        public Answer serve(Call call, Message.@Nullable Builder out) {
            Script script = find(call.contract().name());
            return script == null
                    ? new Answer(Objects.requireNonNull(device).usual(call), null)
                    : new ScriptFrame(ScriptedDriver.this, script, call).run(out);
        }

        @Override
        public Set<Class<? extends Message>> slots() {
            Set<Class<? extends Message>> slots = new LinkedHashSet<>();
            for (Script script : scripts()) {
                if (script.routine().table().isEmpty()) {
                    continue;
                }
                slots.add(RoutineContract.of(script.routine().prototype()).type());
            }
            return slots;
        }
    }
}
