package dev.irpflow.redirector;

import dev.irpflow.driver.CompletionRoutine;
import dev.irpflow.driver.DeviceObjectId;
import dev.irpflow.driver.Driver;
import dev.irpflow.driver.DriverContext;
import dev.irpflow.driver.DriverSetting;
import dev.irpflow.driver.DriverSettings;
import dev.irpflow.driver.NetworkProvider;
import dev.irpflow.driver.Rdbss;
import dev.irpflow.driver.Routines;
import dev.irpflow.driver.Wsk;
import dev.irpflow.driver.WskRegistrationId;
import dev.irpflow.driver.blocking.WaitableIrp;
import dev.irpflow.protocol.status.NtStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network mini-redirector that carries files over TCP, in the protocol of {@code
 * fileserver.proto}. This class is the driver: what is done when it is loaded and unloaded. RDBSS
 * then calls {@link StreamDispatch}.
 *
 * <p>Page: {@code windows-driver-docs-pr/ifs/the-kernel-network-mini-redirector-driver.md}.
 */
public class StreamRedirector implements Driver {
    private @Nullable Loaded loaded;

    /** Made by its name in a scenario. */
    public StreamRedirector() {}

    // What a load of the driver has to give back when it is unloaded.
    private record Loaded(
            Routines kernel,
            WskRegistrationId registration,
            DeviceObjectId device,
            StreamDispatch dispatch) {}

    @Override
    public final List<DriverSetting> settings() {
        return RedirectorSettings.DECLARED;
    }

    @Override
    public final @Nullable NetworkProvider networkProvider(DriverContext context) {
        return new DriverSettings(context.settings()).isOn("network-provider")
                ? new StreamProvider(context)
                : null;
    }

    @Override
    public final NtStatus driverEntry(DriverContext context) {
        Routines kernel = Routines.of(context);
        RedirectorSettings settings =
                RedirectorSettings.of(context.settings(), context.machineName());
        Wsk.RegisterResult registered = kernel.wsk().register(null, Wsk.WSK_VERSION_1_0);
        if (!registered.isSuccess()) {
            return registered.status();
        }
        CompletionRoutine signal = WaitableIrp.completionRoutine(kernel);
        Servers servers = new Servers(kernel, settings, signal, context, this::newOutstanding);
        StreamDispatch dispatch =
                new StreamDispatch(kernel, settings, registered.registration(), servers);
        Rdbss.RegisterMinirdrResult mini =
                kernel.rdbss()
                        .registerMinirdr(
                                context.driverObject(),
                                dispatch,
                                0,
                                settings.deviceName(),
                                0,
                                Rdbss.FILE_DEVICE_NETWORK_FILE_SYSTEM,
                                Rdbss.FILE_REMOTE_DEVICE);
        if (!mini.isSuccess()) {
            kernel.wsk().deregister(registered.registration());
            return mini.status();
        }
        loaded = new Loaded(kernel, registered.registration(), mini.deviceObject(), dispatch);
        return NtStatus.STATUS_SUCCESS;
    }

    @Override
    public final void driverUnload() {
        Loaded own = loaded;
        if (own == null) {
            return;
        }
        own.dispatch().closeConnections();
        // Finalises what RDBSS still keeps: its SRV_CALLs go, and with them our threads and
        // sockets.
        own.kernel().rdbss().unregisterMinirdr(own.device());
        own.dispatch().releaseWsk();
        own.kernel().wsk().deregister(own.registration());
        loaded = null;
    }

    /** Keeps the requests of one connection that are not completed. */
    Outstanding newOutstanding() {
        return new Outstanding();
    }
}
