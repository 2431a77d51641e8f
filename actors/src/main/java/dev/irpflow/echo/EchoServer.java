package dev.irpflow.echo;

import dev.irpflow.driver.Driver;
import dev.irpflow.driver.DriverContext;
import dev.irpflow.driver.DriverSetting;
import dev.irpflow.driver.Routines;
import dev.irpflow.driver.Wsk;
import dev.irpflow.driver.WskRegistrationId;
import dev.irpflow.driver.blocking.SystemThread;
import dev.irpflow.protocol.status.NtStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends back whatever its connections send, until they end. */
public class EchoServer implements Driver {
    private final Slip slip;
    private @Nullable Loaded loaded;

    /** One that keeps the rules. */
    public EchoServer() {
        this(Slip.NONE);
    }

    EchoServer(Slip slip) {
        this.slip = slip;
    }

    // What a load of the driver has to give back when it is unloaded.
    private record Loaded(
            Routines kernel,
            WskRegistrationId registration,
            WorkQueue work,
            EchoListener listener,
            SystemThread worker) {}

    @Override
    public List<DriverSetting> settings() {
        return EchoServerSettings.DECLARED;
    }

    @Override
    public NtStatus driverEntry(DriverContext context) {
        Routines kernel = Routines.of(context);
        EchoServerSettings settings = EchoServerSettings.of(context.settings());
        Wsk.RegisterResult registered = kernel.wsk().register(null, Wsk.WSK_VERSION_1_0);
        if (!registered.isSuccess()) {
            return registered.status();
        }
        WskRegistrationId registration = registered.registration();
        WorkQueue work = new WorkQueue(kernel.ke());
        EchoListener listener = new EchoListener(kernel, registration, settings, work, slip);
        SystemThread worker = SystemThread.begin(kernel, call -> work.serve());
        if (!worker.isBegun()) {
            kernel.wsk().deregister(registration);
            return worker.status();
        }
        // The provider may not be ready yet, and DriverEntry should not wait for it: the worker
        // does.
        work.add(listener::start);
        loaded = new Loaded(kernel, registration, work, listener, worker);
        return NtStatus.STATUS_SUCCESS;
    }

    @Override
    public void driverUnload() {
        Loaded own = loaded;
        if (own == null) {
            return;
        }
        own.work().add(own.listener()::stop);
        // Returns when all sockets are closed; it also wakes the worker if that still waits for the
        // provider. Page: unregistering-a-winsock-kernel-application.md.
        own.kernel().wsk().deregister(own.registration());
        own.work().end();
        own.worker().join();
        loaded = null;
    }
}
