package dev.irpflow.mpr;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.TestDriver;
import dev.irpflow.kernel.TestHost;
import dev.irpflow.protocol.mpr.NPAddConnection;
import dev.irpflow.protocol.mpr.NPAddConnection3;
import dev.irpflow.protocol.mpr.NPCancelConnection;
import dev.irpflow.protocol.mpr.NPGetCaps;
import dev.irpflow.protocol.mpr.NPGetConnection;
import dev.irpflow.protocol.mpr.NetResource;
import dev.irpflow.protocol.mpr.WNetAddConnection2;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.status.Win32Error;
import dev.irpflow.protocol.status.WnError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A machine with MPR, providers that answer as a test says, and an application that calls. */
final class MprWorld {
    private final TestHost host = new TestHost();
    private final Machine machine = host.machine("client");
    private final TestDriver application = host.driver(machine, "application");
    private final List<MprSettings.Provider> order = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> routines = new ArrayList<>();
    private final Map<String, GeneratedMessage> nested = new LinkedHashMap<>();
    private final List<GeneratedMessage> outs = new ArrayList<>();
    private int capsAsked;
    private long lastThread;
    private @Nullable GeneratedMessage nestedAnswer;
    private @Nullable Mpr mpr;

    /** The next provider in the order: what it can do, and what it answers to everything. */
    void provider(String key, int caps, WnError answer) {
        TestDriver dll = host.driver(machine, key);
        long exports =
                dll.address(me -> {
                    me.out(answer(key, caps, answer, me));
                    return NtStatus.STATUS_SUCCESS;
                });
        order.add(new MprSettings.Provider(key, key + " network", key, exports));
    }

    /** A provider that is registered and whose DLL is not there. */
    void missing(String key) {
        order.add(new MprSettings.Provider(key, key + " network", key, 1));
    }

    /** When it is asked for an operation, this provider makes this call first. */
    void nest(String key, GeneratedMessage request) {
        nested.put(key, request);
    }

    Win32Error add(String local, String remote) {
        return add(NetResource.newBuilder().setType(1).setLocalName(local).setRemoteName(remote));
    }

    Win32Error add(NetResource.Builder resource) {
        return add(resource, 0);
    }

    Win32Error add(NetResource.Builder resource, int flags) {
        WNetAddConnection2 request =
                WNetAddConnection2.newBuilder().setNetResource(resource).setFlags(flags).build();
        return call(request, WNetAddConnection2.Out.class).getReturned();
    }

    /** One call of the application, on a thread of its own. */
    <T extends GeneratedMessage> T call(GeneratedMessage request, Class<T> answer) {
        if (mpr == null) {
            mpr = new Mpr(machine, MprSettings.of(order));
            host.bind(machine, "mpr", mpr);
        }
        outs.clear();
        lastThread =
                application
                        .thread(
                                "application",
                                me -> {
                                    GeneratedMessage out = me.call(request).out();
                                    if (out != null) {
                                        outs.add(out);
                                    }
                                })
                        .id();
        host.run();
        return answer.cast(outs.getFirst());
    }

    /** The thread on which the last call of this code was made. */
    long threadOf(Runnable calls) {
        calls.run();
        return lastThread;
    }

    Win32Error lastError(long thread) {
        if (mpr == null) {
            throw new AssertionError("nobody has called");
        }
        return Win32Error.forNumber(mpr.lastError(thread));
    }

    /** Which providers were asked for an operation, in order. */
    List<String> asked() {
        return asked;
    }

    /** By which routines. */
    List<String> routines() {
        return routines;
    }

    int capsAsked() {
        return capsAsked;
    }

    List<String> violations() {
        return host.violations();
    }

    <T extends GeneratedMessage> T nestedAnswer(Class<T> type) {
        return type.cast(Objects.requireNonNull(nestedAnswer));
    }

    private GeneratedMessage answer(String key, int caps, WnError answer, TestDriver.Running me) {
        if (me.call().request() instanceof NPGetCaps) {
            capsAsked++;
            return NPGetCaps.Out.newBuilder().setReturned(caps).build();
        }
        asked.add(key);
        routines.add(me.call().contract().name());
        GeneratedMessage first = nested.get(key);
        if (first != null) {
            nestedAnswer = me.call(first).out();
        }
        return switch (me.call().request()) {
            case NPAddConnection add ->
                    NPAddConnection.Out.newBuilder().setReturned(answer).build();
            case NPAddConnection3 add ->
                    NPAddConnection3.Out.newBuilder().setReturned(answer).build();
            case NPCancelConnection cancel ->
                    NPCancelConnection.Out.newBuilder().setReturned(answer).build();
            case NPGetConnection get -> connection(key, answer);
            default -> throw new AssertionError("not a call of MPR: " + me.call());
        };
    }

    private static NPGetConnection.Out connection(String key, WnError answer) {
        NPGetConnection.Out.Builder out = NPGetConnection.Out.newBuilder().setReturned(answer);
        if (answer == WnError.WN_SUCCESS) {
            out.setRemoteName("\\\\" + key + "\\share");
        }
        if (answer == WnError.WN_MORE_DATA) {
            out.setLength(42);
        }
        return out.build();
    }
}
