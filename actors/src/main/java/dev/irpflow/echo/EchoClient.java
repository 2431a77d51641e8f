package dev.irpflow.echo;

import dev.irpflow.driver.Driver;
import dev.irpflow.driver.DriverContext;
import dev.irpflow.driver.DriverSetting;
import dev.irpflow.driver.EventId;
import dev.irpflow.driver.Ke;
import dev.irpflow.driver.Ps;
import dev.irpflow.driver.Routines;
import dev.irpflow.driver.ThreadId;
import dev.irpflow.driver.Wsk;
import dev.irpflow.driver.WskRegistrationId;
import dev.irpflow.protocol.kernel.EventType;
import dev.irpflow.protocol.kernel.KProcessorMode;
import dev.irpflow.protocol.kernel.KWaitReason;
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
            Routines kernel, WskRegistrationId registration, EventId stop, ThreadId thread) {}

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
        Ps.CreateSystemThreadResult created =
                kernel.ps().createSystemThread(call -> conversation.run());
        if (!created.isSuccess()) {
            kernel.wsk().deregister(registration);
            return created.status();
        }
        kernel.nt().close(created.threadHandle());
        loaded = new Loaded(kernel, registration, stop, created.thread());
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
        own.kernel()
                .ke()
                .waitForSingleObject(
                        own.thread(), KWaitReason.Executive, KProcessorMode.KernelMode, false);
        loaded = null;
    }
}
