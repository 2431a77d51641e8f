package dev.irpflow.server;

import dev.irpflow.driver.CompletionRoutine;
import dev.irpflow.driver.Driver;
import dev.irpflow.driver.DriverContext;
import dev.irpflow.driver.DriverSetting;
import dev.irpflow.driver.Ke;
import dev.irpflow.driver.Routines;
import dev.irpflow.driver.SessionKeeper;
import dev.irpflow.driver.Wsk;
import dev.irpflow.driver.WskRegistrationId;
import dev.irpflow.driver.blocking.SystemThread;
import dev.irpflow.driver.blocking.WaitableIrp;
import dev.irpflow.protocol.status.NtStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file server: a kernel driver that registers with WSK, listens, and serves the shares of its
 * disk. One thread listens, and each connection has a thread of its own.
 */
public final class FileServer implements Driver, SessionKeeper {
    private final Disk disk;
    private @Nullable Loaded loaded;

    /** A server of this disk, which the machine keeps when it restarts. */
    public FileServer(Disk disk) {
        this.disk = disk;
    }

    // What a load of the driver has to give back when it is unloaded.
    private record Loaded(
            Routines kernel,
            WskRegistrationId registration,
            Clients clients,
            Listener listener,
            SystemThread thread) {}

    @Override
    public List<DriverSetting> settings() {
        return FileServerSettings.DECLARED;
    }

    @Override
    public NtStatus driverEntry(DriverContext context) {
        Routines kernel = Routines.of(context);
        FileServerSettings settings = FileServerSettings.of(context.settings());
        Wsk.RegisterResult registered = kernel.wsk().register(null, Wsk.WSK_VERSION_1_0);
        if (!registered.isSuccess()) {
            return registered.status();
        }
        WskRegistrationId registration = registered.registration();
        CompletionRoutine signal = WaitableIrp.completionRoutine(kernel);
        // Handles are numbered from the clock on, so that none of an earlier run is taken for one
        // of
        // this run.
        Clients clients = new Clients(kernel.ke().querySystemTime());
        Listener listener =
                new Listener(
                        kernel,
                        signal,
                        registration,
                        settings,
                        () -> new Conversation(disk, clients));
        // WSK may not be ready yet, and DriverEntry should not wait for it: the thread does.
        SystemThread thread = SystemThread.begin(kernel, call -> listener.run());
        if (!thread.isBegun()) {
            kernel.wsk().deregister(registration);
            return thread.status();
        }
        loaded = new Loaded(kernel, registration, clients, listener, thread);
        return NtStatus.STATUS_SUCCESS;
    }

    @Override
    public boolean endSessions(@Nullable String client) {
        Loaded own = loaded;
        return own != null && own.clients().endSessions(client);
    }

    @Override
    public void driverUnload() {
        Loaded own = loaded;
        if (own == null) {
            return;
        }
        own.kernel().ke().setEvent(own.listener().stop(), Ke.IO_NO_INCREMENT, false);
        // Returns when the threads have closed their sockets; it also wakes the listener if that is
        // still waiting for the provider. Page: unregistering-a-winsock-kernel-application.md.
        own.kernel().wsk().deregister(own.registration());
        own.thread().join();
        loaded = null;
    }
}
