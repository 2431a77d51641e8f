package dev.irpflow.chat;

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
 * Joins a chat, says some lines and leaves, and sees what the others say. It releases the provider
 * when it has seen all of that and all others have seen what it has said; it goes on answering
 * them, since one that is restarted begins anew.
 */
public class ChatMember implements Driver {
    private final boolean forgetsWhatItSaw;
    private @Nullable Loaded loaded;

    /** One that keeps the rules. */
    public ChatMember() {
        this(false);
    }

    ChatMember(boolean forgetsWhatItSaw) {
        this.forgetsWhatItSaw = forgetsWhatItSaw;
    }

    // What a load of the driver has to give back when it is unloaded.
    private record Loaded(
            Routines kernel, WskRegistrationId registration, EventId stop, SystemThread thread) {}

    @Override
    public List<DriverSetting> settings() {
        return ChatSettings.DECLARED;
    }

    @Override
    public NtStatus driverEntry(DriverContext context) {
        Routines kernel = Routines.of(context);
        ChatSettings settings = ChatSettings.of(context.settings());
        Wsk.RegisterResult registered = kernel.wsk().register(null, Wsk.WSK_VERSION_1_0);
        if (!registered.isSuccess()) {
            return registered.status();
        }
        WskRegistrationId registration = registered.registration();
        EventId stop = kernel.ke().initializeEvent(EventType.NotificationEvent, false);
        Members members = Members.of(settings, context.machineName(), forgetsWhatItSaw);
        ChatThread chat = new ChatThread(kernel, registration, settings, members, stop);
        SystemThread thread = SystemThread.begin(kernel, call -> chat.run());
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
