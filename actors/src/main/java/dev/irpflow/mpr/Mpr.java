package dev.irpflow.mpr;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.CallKind;
import dev.irpflow.kernel.Component;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Message;
import dev.irpflow.kernel.Return;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.mpr.DefineDosDevice;
import dev.irpflow.protocol.mpr.NPGetCaps;
import dev.irpflow.protocol.mpr.QueryDosDevice;
import dev.irpflow.protocol.mpr.WNetAddConnection2;
import dev.irpflow.protocol.mpr.WNetCancelConnection2;
import dev.irpflow.protocol.mpr.WNetGetConnection;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.status.Win32Error;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Multiple Provider Router of one machine (mpr.dll). A WNet call is held while the providers
 * are asked, one at a time, nested on the caller's strand.
 *
 * <p>Simplified: in Windows each process has its own MPR and its own copy of each provider's DLL,
 * and waits at the start for providers that say when they will be ready (WNNC_START).
 */
public final class Mpr implements Component {
    private static final int WNNC_CONNECTION = 0x6;

    /** What a provider is asked: the tag of the call to it. */
    private record Asked(Route route, Provider provider, Question question) {}

    private enum Question {
        CAPS,
        OPERATION
    }

    private final List<Provider> providers;
    private final MprSettings settings;
    private final DosDevices dosDevices;
    private final Map<Long, Integer> lastErrors = new LinkedHashMap<>();

    /** The router of a machine. */
    public Mpr(Machine machine, MprSettings settings) {
        this.settings = settings;
        this.providers =
                settings.providerOrder().stream()
                        .map(provider -> new Provider(provider, machine))
                        .toList();
        this.dosDevices = new DosDevices(machine.namespace());
    }

    @Override
    public void on(Message message, Sink sink) {
        switch (message) {
            case Call call -> called(call, sink);
            case Return answer -> answered(answer, sink);
        }
    }

    /** GetLastError of a thread that has called a WNet function; ERROR_SUCCESS before that. */
    int lastError(long strand) {
        return lastErrors.getOrDefault(strand, Win32Error.ERROR_SUCCESS_VALUE);
    }

    private void called(Call call, Sink sink) {
        switch (call.request()) {
            case DefineDosDevice request -> defineDosDevice(call, request, sink);
            case QueryDosDevice request ->
                    sink.returns(call, NtStatus.STATUS_SUCCESS, dosDevices.query(request));
            case WNetAddConnection2 request -> addConnection(call, request, sink);
            case WNetCancelConnection2 request -> cancelConnection(call, request, sink);
            case WNetGetConnection request -> getConnection(call, request, sink);
            default -> throw new IllegalArgumentException("not served by MPR: " + call);
        }
    }

    private void defineDosDevice(Call call, DefineDosDevice request, Sink sink) {
        Win32Error error = dosDevices.define(request);
        DefineDosDevice.Out.Builder out =
                DefineDosDevice.Out.newBuilder().setReturned(error == Win32Error.ERROR_SUCCESS);
        if (error != Win32Error.ERROR_SUCCESS) {
            out.setLastError(error);
        }
        sink.returns(call, NtStatus.STATUS_SUCCESS, out.build());
    }

    private void addConnection(Call call, WNetAddConnection2 request, Sink sink) {
        Win32Error bad = Arguments.check(request);
        if (bad != Win32Error.ERROR_SUCCESS) {
            end(call, bad.getNumber(), null, sink);
            return;
        }
        route(Operation.ADD_CONNECTION, call, request.getNetResource().getProvider(), sink);
    }

    private void cancelConnection(Call call, WNetCancelConnection2 request, Sink sink) {
        if (request.getName().isEmpty()) {
            end(call, Win32Error.ERROR_NOT_CONNECTED_VALUE, null, sink);
            return;
        }
        route(Operation.CANCEL_CONNECTION, call, "", sink);
    }

    private void getConnection(Call call, WNetGetConnection request, Sink sink) {
        if (!Arguments.isDevice(request.getLocalName())) {
            end(call, Win32Error.ERROR_BAD_DEVICE_VALUE, null, sink);
            return;
        }
        route(Operation.GET_CONNECTION, call, "", sink);
    }

    private void route(Operation operation, Call call, String only, Sink sink) {
        if (isNested(call, sink)) {
            sink.violated(
                    MprRule.NO_REENTRY,
                    call.from(),
                    "%s calls %s while MPR waits for it"
                            .formatted(call.from(), call.contract().name()),
                    call);
            end(call, Win32Error.ERROR_BUSY_VALUE, null, sink);
            return;
        }
        List<Provider> loaded = providers.stream().filter(Provider::isLoaded).toList();
        if (only.isEmpty()) {
            go(Route.inOrder(operation, call, loaded, settings.insignificant()), sink);
            return;
        }
        for (Provider provider : loaded) {
            if (provider.name().equals(only)) {
                go(Route.toNamed(operation, call, provider), sink);
                return;
            }
        }
        int unknown =
                loaded.isEmpty()
                        ? Win32Error.ERROR_NO_NETWORK_VALUE
                        : Win32Error.ERROR_BAD_PROVIDER_VALUE;
        end(call, unknown, null, sink);
    }

    // Only what MPR itself has open below on this strand can have led here through a provider.
    private static boolean isNested(Call call, Sink sink) {
        for (Call outer = call.outer(); outer != null; outer = outer.outer()) {
            if (outer.to() == sink.self()) {
                return true;
            }
        }
        return false;
    }

    // Asks the provider whose turn it is, first what it can do, or ends the call.
    private void go(Route route, Sink sink) {
        for (Provider at = route.current(); at != null; at = route.current()) {
            if (!at.isAsked()) {
                ask(route, at, Question.CAPS, sink);
                return;
            }
            if (at.can(route.operation().caps())) {
                ask(route, at, Question.OPERATION, sink);
                return;
            }
            route.pass();
        }
        end(route.call(), route.result(), null, sink);
    }

    private static void ask(Route route, Provider of, Question question, Sink sink) {
        sink.call(
                route.call(),
                CallKind.CALL,
                of.place(),
                switch (question) {
                    case CAPS ->
                            NPGetCaps.newBuilder()
                                    .setIndex(WNNC_CONNECTION)
                                    .setDispatch(of.exports())
                                    .build();
                    case OPERATION -> Requests.of(route, of);
                },
                new Asked(route, of, question));
    }

    private void answered(Return answer, Sink sink) {
        Call call = answer.call();
        if (!(call.tag() instanceof Asked asked)) {
            throw new IllegalStateException("nobody asked " + call);
        }
        Route route = asked.route();
        switch (asked.question()) {
            case CAPS -> asked.provider().connectionCaps(Requests.caps(answer));
            case OPERATION -> {
                route.answered(Requests.code(answer));
                if (route.current() == null) {
                    end(route.call(), route.result(), answer, sink);
                    return;
                }
            }
        }
        go(route, sink);
    }

    // The thread's last error is set by MPR, after the provider: returning-values-to-the-mpr.md.
    private void end(Call call, int error, @Nullable Return last, Sink sink) {
        lastErrors.put(call.strand().id(), error);
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                switch (call.request()) {
                    case WNetAddConnection2 request ->
                            WNetAddConnection2.Out.newBuilder().setReturnedValue(error).build();
                    case WNetCancelConnection2 request ->
                            WNetCancelConnection2.Out.newBuilder().setReturnedValue(error).build();
                    case WNetGetConnection request -> Requests.connection(error, last);
                    default -> throw new IllegalArgumentException("not routed: " + call);
                });
    }
}
