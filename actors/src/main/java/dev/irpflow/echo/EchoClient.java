package dev.irpflow.echo;

import dev.irpflow.driver.Driver;
import dev.irpflow.driver.DriverContext;
import dev.irpflow.driver.DriverSetting;
import dev.irpflow.driver.EventId;
import dev.irpflow.driver.Ke;
import dev.irpflow.driver.Routines;
import dev.irpflow.driver.Wsk;
import dev.irpflow.driver.WskRegistrationId;
import dev.irpflow.driver.blocking.SystemThread;
import dev.irpflow.protocol.kernel.EventType;
import dev.irpflow.protocol.status.NtStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages to an echo server, one after the other, and looks whether what comes back is what
 * was sent. It connects again when a connection is lost, and releases the provider when all
 * messages have come back.
 */
public final class EchoClient implements Driver {
    private @Nullable Loaded loaded;

    // What a load of the driver has to give back when it is unloaded.
    private record Loaded(
            Routines kernel, WskRegistrationId registration, EventId stop, SystemThread thread) {}

    @Override
    public List<DriverSetting> settings() {
        return EchoClientSettings.DECLARED;
    }

    @Override
    public NtStatus driverEntry(DriverContext context) {
        Routines kernel = Routines.of(context);
        EchoClientSettings settings = EchoClientSettings.of(context.settings());
        Wsk.RegisterResult registered = kernel.wsk().register(null, Wsk.WSK_VERSION_1_0);
        if (!registered.isSuccess()) {
            return registered.status();
        }
        WskRegistrationId registration = registered.registration();
        EventId stop = kernel.ke().initializeEvent(EventType.NotificationEvent, false);
        EchoConversation conversation = new EchoConversation(kernel, registration, settings, stop);
        SystemThread thread = SystemThread.begin(kernel, call -> conversation.run());
        if (!thread.isBegun()) {
            kernel.wsk().deregister(registration);
            return thread.status();
        }
        loaded = new Loaded(kernel, registration, stop, thread);
        return NtStatus.STATUS_SUCCESS;
    }

    @Override
    public void driverUnload() {
        Loaded own = loaded;
        if (own == null) {
            return;
        }
        own.kernel().ke().setEvent(own.stop(), Ke.IO_NO_INCREMENT, false);
        own.kernel().wsk().deregister(own.registration());
        own.thread().join();
        loaded = null;
    }
}
