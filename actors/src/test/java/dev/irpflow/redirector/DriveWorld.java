package dev.irpflow.redirector;

import dev.irpflow.address.IpAddress;
import dev.irpflow.driver.Driver;
import dev.irpflow.driver.StartRoutine;
import dev.irpflow.kernel.FileObject;
import dev.irpflow.kernel.Handle;
import dev.irpflow.kernel.Irp;
import dev.irpflow.kernel.KernelObject;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.MachineSettings;
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
import dev.irpflow.protocol.kernel.KStartRoutine;
import dev.irpflow.protocol.network.Frame;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.server.Disk;
import dev.irpflow.server.FileServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Two whole machines and a network between them: {@code client} with a redirector and {@code files}
 * with the file server. Code of a test runs as threads of an application on the client.
 */
public final class DriveWorld {
    /** The share that the server offers. */
    static final String SHARE = "\\\\files\\public";

    private static final IpAddress CLIENT_ADDRESS = IpAddress.of("10.0.0.1");
    private static final IpAddress FILES_ADDRESS = IpAddress.of("10.0.0.2");
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

    private Assembly machine(String name) {
        return Objects.requireNonNull(running.get(name), name);
    }

    private void crash(String name) {
        Assembly gone = Objects.requireNonNull(running.remove(name), name);
        network.detach(name);
        gone.machine().stop();
    }

    /** How many IRPs there are on the server's machine. */
    int irpsOfServer() {
        return machine("files").machine().objects().all(Irp.class).size();
    }

    /** Both machines unload their drivers. */
    public void shutDown() {
        for (String name : List.of("client", "files")) {
            loading.add(name);
            Loader.shutDown(machine(name).machine());
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
        Assembly assembly = machine("client");
        openThreads++;
        StartRoutine routine =
                call -> {
                    body.run();
                    openThreads--;
                };
        assembly.machine()
                .strands()
                .beginThread(
                        StrandKind.THREAD,
                        assembly.machine().place(Blueprint.APPLICATION),
                        name,
                        KStartRoutine.newBuilder()
                                .setRoutine(app().context().addressOf(routine))
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

    /** The application on the client, in its present life; its calls are made by its threads. */
    DriveApplication app() {
        Assembly assembly = machine("client");
        return new DriveApplication(
                Objects.requireNonNull(assembly.application()).context(), assembly.machine());
    }
}
