package dev.irpflow.rdbss;

import com.google.protobuf.ByteString;
import com.google.protobuf.GeneratedMessage;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.io.Io;
import dev.irpflow.ke.Ke;
import dev.irpflow.kernel.Event;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.MachineSettings;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.Place;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.TestDriver;
import dev.irpflow.kernel.TestHost;
import dev.irpflow.mup.Mup;
import dev.irpflow.mup.MupSettings;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.NtClose;
import dev.irpflow.protocol.kernel.NtCreateFile;
import dev.irpflow.protocol.kernel.NtDeviceIoControlFile;
import dev.irpflow.protocol.kernel.NtReadFile;
import dev.irpflow.protocol.kernel.NtWriteFile;
import dev.irpflow.protocol.kernel.ObjectAttributes;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A machine with the real I/O manager, MUP and RDBSS, scripted mini-redirectors, an application.
 */
public final class RdbssWorld {
    static final String DEVICE = "\\Device\\Redirector";
    static final String FILE = DEVICE + "\\;Z:\\files\\public\\a.bin";
    static final int SYNCHRONOUS = 0x20;
    static final int TREE_CONNECTION = 0x80;

    private static final int FILE_OPEN_IF = 3;

    public final TestHost host = new TestHost();
    public final Machine machine;
    public final TestDriver app;
    public final ScriptedMinirdr minirdr;

    /** What the application notes, in order. */
    public final List<String> notes = new ArrayList<>();

    private final Map<Place, ScriptedMinirdr> minirdrs = new LinkedHashMap<>();

    public RdbssWorld() {
        this(RdbssSettings.DEFAULT);
    }

    public RdbssWorld(RdbssSettings settings) {
        this(settings, MupSettings.DEFAULT);
    }

    public RdbssWorld(RdbssSettings settings, MupSettings mup) {
        machine = host.machine(MachineSettings.of("client").withProcessors(2));
        host.bindDirectly(machine, "ke", new Ke());
        host.bind(machine, "io", new Io());
        host.bind(machine, "mup", new Mup(machine, mup));
        host.bind(machine, "rdbss", new Rdbss(settings, this::hasSlot));
        app = host.driver(machine, "app");
        app.place().isInUserMode();
        minirdr = ScriptedMinirdr.on(this, "redirector", DEVICE);
    }

    /** Another mini-redirector lives here. */
    void add(ScriptedMinirdr other) {
        minirdrs.put(other.driver().place(), other);
    }

    private boolean hasSlot(Place owner, long table, Class<? extends GeneratedMessage> callback) {
        ScriptedMinirdr of = minirdrs.get(owner);
        return of == null || of.has(RoutineContract.of(callback).name());
    }

    /** A world whose redirector is registered and started. */
    public static RdbssWorld started() {
        return started(RdbssSettings.DEFAULT);
    }

    static RdbssWorld started(RdbssSettings settings) {
        RdbssWorld world = new RdbssWorld(settings);
        world.registered();
        world.run(me -> world.control(me, DEVICE, ScriptedMinirdr.START));
        world.minirdr.calls.clear();
        return world;
    }

    void registered() {
        minirdr.register();
        settle();
    }

    /** Runs a thread of the application until nothing more happens without time going on. */
    public void run(TestDriver.Body body) {
        app.thread("app", body);
        settle();
    }

    /** Begins a thread of the application without running it. */
    void begin(String name, TestDriver.Body body) {
        app.thread(name, body);
    }

    public void settle() {
        host.runUntil(host.stage().now());
    }

    /** Lets this much time pass. */
    public void pass(long seconds) {
        host.runUntil(host.stage().now() + seconds * 1_000_000_000L);
    }

    public void note(Object what) {
        notes.add(String.valueOf(what));
    }

    /** Opens a file synchronously; 0 if that fails, which is noted. */
    public long open(TestDriver.Running me, String name) {
        return open(me, name, SYNCHRONOUS);
    }

    long open(TestDriver.Running me, String name, int options) {
        return open(me, request(name, options).build());
    }

    long open(TestDriver.Running me, NtCreateFile request) {
        var answer = me.call(request);
        if (answer.status() != NtStatus.STATUS_SUCCESS) {
            note(answer.status());
        }
        return answer.out(NtCreateFile.Out.class).getFileHandle();
    }

    static NtCreateFile.Builder request(String name, int options) {
        return NtCreateFile.newBuilder()
                .setObjectAttributes(ObjectAttributes.newBuilder().setObjectName(name))
                .setDesiredAccess(3)
                .setShareAccess(1)
                .setCreateDisposition(FILE_OPEN_IF)
                .setCreateOptions(options);
    }

    public void close(TestDriver.Running me, long handle) {
        me.call(NtClose.newBuilder().setHandle(handle).build());
    }

    /** Sends a control code to a device and gives the status. */
    public NtStatus control(TestDriver.Running me, String device, int code) {
        long handle = open(me, device);
        NtStatus status =
                me.status(
                        NtDeviceIoControlFile.newBuilder()
                                .setFileHandle(handle)
                                .setIoControlCode(code)
                                .build());
        close(me, handle);
        return status;
    }

    /** A buffer of the application with this text. */
    Region buffer(String text) {
        Region region = machine.memory().allocate(Region.Kind.USER, "Test", text.length(), "app");
        if (region == null) {
            throw new AssertionError("no memory");
        }
        machine.memory()
                .write(
                        Memory.all(region),
                        0,
                        ByteString.copyFromUtf8(text),
                        Irql.PASSIVE_LEVEL,
                        app.place());
        return region;
    }

    String text(Region buffer) {
        return machine.memory()
                .read(Memory.all(buffer), Irql.PASSIVE_LEVEL, app.place())
                .toStringUtf8();
    }

    NtWriteFile write(long handle, long offset, String text) {
        return NtWriteFile.newBuilder()
                .setFileHandle(handle)
                .setBuffer(Memory.all(buffer(text)))
                .setByteOffset(offset)
                .build();
    }

    NtReadFile read(long handle, long offset, Region into) {
        return NtReadFile.newBuilder()
                .setFileHandle(handle)
                .setBuffer(Memory.all(into))
                .setByteOffset(offset)
                .build();
    }

    Event event() {
        return machine.objects().add(new Event(dev.irpflow.kernel.WaitObject.Type.NOTIFICATION));
    }

    /** The structures of RDBSS of this kind that are alive. */
    <T extends dev.irpflow.kernel.KernelObject> List<T> all(Class<T> kind) {
        return machine.objects().all(kind);
    }

    /** Whether nothing is left of requests, files and connections. */
    boolean isClean() {
        return all(RxContext.class).isEmpty()
                && all(Fobx.class).isEmpty()
                && all(SrvOpen.class).isEmpty()
                && all(Fcb.class).isEmpty()
                && all(VNetRoot.class).isEmpty()
                && all(NetRoot.class).isEmpty()
                && all(SrvCall.class).isEmpty();
    }

    /** How often the trace of the mini-redirector has this routine. */
    static long count(List<String> calls, String routine) {
        return calls.stream().filter(call -> call.startsWith(routine)).count();
    }

    static <T extends GeneratedMessage> T as(Class<T> type, TestDriver.Running me) {
        return me.request(type);
    }
}
