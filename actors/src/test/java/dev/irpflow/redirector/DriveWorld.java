package dev.irpflow.redirector;

import com.google.protobuf.ByteString;
import dev.irpflow.driver.Driver;
import dev.irpflow.driver.EventId;
import dev.irpflow.driver.HandleId;
import dev.irpflow.driver.Mpr;
import dev.irpflow.driver.Nt;
import dev.irpflow.driver.Routines;
import dev.irpflow.driver.StartRoutine;
import dev.irpflow.kernel.FileObject;
import dev.irpflow.kernel.Handle;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.KernelObject;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.MachineSettings;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.Place;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.StrandKind;
import dev.irpflow.kernel.TestHost;
import dev.irpflow.machine.Assembly;
import dev.irpflow.machine.Blueprint;
import dev.irpflow.machine.HostNames;
import dev.irpflow.machine.Loader;
import dev.irpflow.machine.SubsystemSettings;
import dev.irpflow.network.LinkSettings;
import dev.irpflow.network.Network;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.EventType;
import dev.irpflow.protocol.kernel.FileInformation;
import dev.irpflow.protocol.kernel.FileInformationClass;
import dev.irpflow.protocol.kernel.KProcessorMode;
import dev.irpflow.protocol.kernel.KStartRoutine;
import dev.irpflow.protocol.kernel.KWaitReason;
import dev.irpflow.protocol.kernel.ObjectAttributes;
import dev.irpflow.protocol.mpr.NetResource;
import dev.irpflow.protocol.network.Frame;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.status.Win32Error;
import dev.irpflow.server.Disk;
import dev.irpflow.server.FileServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Two whole machines and a network between them: {@code client} with a redirector and {@code files}
 * with the file server. Code of a test runs as threads of an application on the client.
 */
public final class DriveWorld {
    /** The share that the server offers. */
    static final String SHARE = "\\\\files\\public";

    private static final int CLIENT_ADDRESS = 0x0A00_0001;
    private static final int FILES_ADDRESS = 0x0A00_0002;
    private static final int DISK = 64 << 20;
    private static final long MAX_STEPS = 20_000_000;

    private final TestHost host = new TestHost();
    private final Network network;
    private final Disk disk = new Disk(DISK);
    private final Blueprint client;
    private final Blueprint files;
    private final Map<String, Assembly> running = new LinkedHashMap<>();
    private final List<String> loading = new ArrayList<>();
    private int openThreads;

    private final Loader.Listener loader =
            new Loader.Listener() {
                @Override
                public void booted(Machine machine) {
                    loading.remove(machine.name());
                }

                @Override
                public void notLoaded(Machine machine, String driver, NtStatus status) {
                    throw new AssertionError(driver + " was not loaded: " + status);
                }

                @Override
                public void unloaded(Machine machine) {
                    loading.remove(machine.name());
                }
            };

    /** A client with this driver, a link in both directions, and the driver's settings. */
    public DriveWorld(
            Supplier<Driver> redirector, LinkSettings link, Map<String, String> settings) {
        network = new Network(link);
        disk.share("public");
        HostNames names =
                new HostNames(
                        Map.of("client", List.of(CLIENT_ADDRESS), "files", List.of(FILES_ADDRESS)));
        Map<String, String> with = new LinkedHashMap<>(settings);
        with.put("network-provider", "true");
        client =
                new Blueprint(
                        MachineSettings.of("client"),
                        List.of(CLIENT_ADDRESS),
                        List.of(new Blueprint.LoadedDriver("redirector", redirector, with)),
                        SubsystemSettings.DEFAULT,
                        names);
        files =
                new Blueprint(
                        MachineSettings.of("files"),
                        List.of(FILES_ADDRESS),
                        List.of(
                                new Blueprint.LoadedDriver(
                                        "server", () -> new FileServer(disk), Map.of())),
                        SubsystemSettings.DEFAULT,
                        names);
        network.reserve("client", List.of(CLIENT_ADDRESS));
        network.reserve("files", List.of(FILES_ADDRESS));
        host.wire((from, frame) -> network.transmit(from, (Frame) frame, null));
    }

    /** Both machines come up. */
    public DriveWorld boot() {
        powerOn("files", files);
        powerOn("client", client);
        until(loading::isEmpty);
        return this;
    }

    /** The server's machine loses power. */
    void crashServer() {
        crash("files");
    }

    /** The server's machine comes up again, with the same disk. */
    void bootServer() {
        powerOn("files", files);
        until(loading::isEmpty);
    }

    /** The client's machine loses power, and all threads of the application with it. */
    void crashClient() {
        crash("client");
        openThreads = 0;
    }

    /** The client's machine comes up again. */
    void bootClient() {
        powerOn("client", client);
        until(loading::isEmpty);
    }

    private void crash(String name) {
        Assembly gone = running.remove(name);
        network.detach(name);
        gone.machine().stop();
    }

    /** How many IRPs there are on the server's machine. */
    int irpsOfServer() {
        return running.get("files").machine().objects().all(Irp.class).size();
    }

    /** Both machines unload their drivers. */
    public void shutDown() {
        for (String name : List.of("client", "files")) {
            loading.add(name);
            Loader.shutDown(running.get(name).machine());
            until(() -> !loading.contains(name));
        }
    }

    private void powerOn(String name, Blueprint blueprint) {
        Assembly assembly = blueprint.assemble(host, loader, context -> NtStatus.STATUS_SUCCESS);
        assembly.components()
                .forEach((component, core) -> {
                    if (assembly.direct().contains(component)) {
                        host.bindDirectly(assembly.machine(), component, core);
                    } else {
                        host.bind(assembly.machine(), component, core);
                    }
                });
        running.put(name, assembly);
        network.attach(
                assembly.machine(), assembly.machine().place("tcpip"), blueprint.addresses());
        loading.add(name);
        Loader.boot(assembly.machine());
    }

    /** Begins a thread of the application on the client. */
    void thread(String name, Runnable body) {
        Assembly assembly = running.get("client");
        openThreads++;
        StartRoutine routine =
                call -> {
                    body.run();
                    openThreads--;
                };
        assembly.machine()
                .beginThread(
                        StrandKind.THREAD,
                        assembly.machine().place(Blueprint.APPLICATION),
                        name,
                        KStartRoutine.newBuilder()
                                .setRoutine(assembly.application().context().addressOf(routine))
                                .build(),
                        name,
                        0);
    }

    /** Runs a thread of the application to its end. */
    void run(Runnable body) {
        thread("test", body);
        finish();
    }

    /** Runs until all threads of the application have ended. */
    void finish() {
        until(() -> openThreads == 0);
    }

    /** Whether threads of the application are still at work. */
    boolean isBusy() {
        return openThreads > 0;
    }

    /** Runs until this is so, or a rule is broken. */
    public void until(BooleanSupplier condition) {
        for (long steps = 0; !condition.getAsBoolean(); steps++) {
            if (!host.isWell()) {
                throw new AssertionError(
                        host.violations() + " " + host.details() + host.bugChecks());
            }
            if (steps > MAX_STEPS || !host.step()) {
                throw new AssertionError(
                        "it does not come true; at " + host.stage().now() / 1_000_000 + " ms");
            }
        }
    }

    /** Runs until this moment, in milliseconds of virtual time from now, or until all has ended. */
    public void pass(long milliseconds) {
        long end = host.stage().now() + milliseconds * 1_000_000;
        while (host.stage().now() < end && host.isWell() && host.step()) {}
    }

    /** Runs until nothing can happen any more; false if that did not come. */
    boolean comesToRest() {
        for (long steps = 0; steps < MAX_STEPS; steps++) {
            if (!host.step()) {
                return true;
            }
        }
        return false;
    }

    TestHost host() {
        return host;
    }

    Network network() {
        return network;
    }

    Disk disk() {
        return disk;
    }

    long now() {
        return host.stage().now();
    }

    /** The kernel objects that are left on the machines, in words. */
    public List<String> left() {
        List<String> left = new ArrayList<>();
        for (Assembly assembly : running.values()) {
            for (Class<? extends KernelObject> kind :
                    List.of(Irp.class, Handle.class, FileObject.class, Region.class)) {
                assembly.machine()
                        .objects()
                        .all(kind)
                        .forEach(object -> left.add(assembly.machine().name() + " " + object));
            }
        }
        return left;
    }

    // What follows is called by threads of the application.

    private Routines system() {
        return Routines.of(running.get("client").application().context());
    }

    Win32Error map(String letter, String remote) {
        NetResource resource =
                NetResource.newBuilder()
                        .setType(1)
                        .setLocalName(letter)
                        .setRemoteName(remote)
                        .build();
        return system().mpr().addConnection2(resource, null, null, 0);
    }

    Win32Error unmap(String letter, boolean force) {
        return system().mpr().cancelConnection2(letter, 0, force);
    }

    Mpr.GetConnectionResult connection(String letter) {
        return system().mpr().getConnection(letter, 100);
    }

    Nt.CreateFileResult open(String path, int disposition, int options) {
        return system().nt()
                .createFile(
                        Nt.GENERIC_READ | Nt.GENERIC_WRITE | Nt.SYNCHRONIZE,
                        ObjectAttributes.newBuilder()
                                .setObjectName(path)
                                .setAttributes(0x40)
                                .build(),
                        null,
                        Nt.FILE_ATTRIBUTE_NORMAL,
                        Nt.FILE_SHARE_READ | Nt.FILE_SHARE_WRITE,
                        disposition,
                        options);
    }

    HandleId openSynchronous(String path, int disposition) {
        Nt.CreateFileResult opened =
                open(
                        path,
                        disposition,
                        Nt.FILE_SYNCHRONOUS_IO_NONALERT | Nt.FILE_NON_DIRECTORY_FILE);
        if (!opened.isSuccess()) {
            throw new AssertionError("open " + path + ": " + opened.status());
        }
        return opened.fileHandle();
    }

    NtStatus write(HandleId file, long offset, ByteString bytes) {
        Region region = buffer(Math.max(1, bytes.size()));
        memory().write(Memory.all(region), 0, bytes, Irql.PASSIVE_LEVEL, place());
        NtStatus status =
                system().nt()
                        .writeFile(file, null, Memory.ref(region, 0, bytes.size()), offset, null)
                        .status();
        memory().free(region);
        return status;
    }

    /** Begins a write of an asynchronous file, cancels it, and waits for its end. */
    void writeAndCancel(HandleId file, ByteString bytes) {
        Region region = buffer(bytes.size());
        memory().write(Memory.all(region), 0, bytes, Irql.PASSIVE_LEVEL, place());
        EventId done = system().ke().initializeEvent(EventType.NotificationEvent, false);
        Nt.WriteFileResult begun =
                system().nt().writeFile(file, done, Memory.all(region), 0L, null);
        if (begun.status() != NtStatus.STATUS_PENDING) {
            throw new AssertionError("not pending: " + begun.status());
        }
        system().nt().cancelIoFileEx(file);
        system().ke()
                .waitForSingleObject(done, KWaitReason.UserRequest, KProcessorMode.UserMode, false);
        memory().free(region);
    }

    @Nullable ByteString read(HandleId file, long offset, int length) {
        Region region = buffer(length);
        Nt.ReadFileResult result =
                system().nt().readFile(file, null, Memory.all(region), offset, null);
        ByteString bytes = null;
        if (result.isSuccess()) {
            long count = result.ioStatusBlock().getInformation();
            bytes = memory().read(Memory.ref(region, 0, count), Irql.PASSIVE_LEVEL, place());
        }
        memory().free(region);
        return bytes;
    }

    /** The size of an open file, as it is asked. */
    long size(HandleId file) {
        return system().nt()
                .queryInformationFile(file, 24, FileInformationClass.FileStandardInformation)
                .fileInformation()
                .getStandard()
                .getEndOfFile();
    }

    NtStatus setSize(HandleId file, long size) {
        FileInformation end = FileInformation.newBuilder().setEndOfFile(size).build();
        return system().nt()
                .setInformationFile(file, end, FileInformationClass.FileEndOfFileInformation)
                .status();
    }

    NtStatus flush(HandleId file) {
        return system().nt().flushBuffersFile(file).status();
    }

    NtStatus close(HandleId file) {
        return system().nt().close(file);
    }

    private Region buffer(int length) {
        Region region = memory().allocate(Region.Kind.USER, "", length, "test");
        if (region == null) {
            throw new AssertionError("no memory");
        }
        return region;
    }

    private Memory memory() {
        return running.get("client").machine().memory();
    }

    private Place place() {
        return running.get("client").machine().place(Blueprint.APPLICATION);
    }
}
