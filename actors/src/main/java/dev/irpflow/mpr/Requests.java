package dev.irpflow.mpr;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.Return;
import dev.irpflow.protocol.mpr.NPAddConnection;
import dev.irpflow.protocol.mpr.NPAddConnection3;
import dev.irpflow.protocol.mpr.NPCancelConnection;
import dev.irpflow.protocol.mpr.NPGetCaps;
import dev.irpflow.protocol.mpr.NPGetConnection;
import dev.irpflow.protocol.mpr.WNetAddConnection2;
import dev.irpflow.protocol.mpr.WNetCancelConnection2;
import dev.irpflow.protocol.mpr.WNetGetConnection;
import dev.irpflow.protocol.status.WnError;
import org.jspecify.annotations.Nullable;

/** The NP* call that a WNet call becomes, and what is read from its answer. */
final class Requests {
    private Requests() {}

    /** What a provider is asked on behalf of the WNet call of a route. */
    static GeneratedMessage of(Route route, Provider provider) {
        return switch (route.operation()) {
            case ADD_CONNECTION -> {
                WNetAddConnection2 add = (WNetAddConnection2) route.call().request();
                yield provider.can(Operation.CON_ADDCONNECTION3)
                        ? add3(add, provider)
                        : add(add, provider);
            }
            case CANCEL_CONNECTION -> {
                WNetCancelConnection2 cancel = (WNetCancelConnection2) route.call().request();
                yield NPCancelConnection.newBuilder()
                        .setName(cancel.getName())
                        .setForce(cancel.getForce())
                        .setDispatch(provider.exports())
                        .build();
            }
            case GET_CONNECTION -> {
                WNetGetConnection get = (WNetGetConnection) route.call().request();
                yield NPGetConnection.newBuilder()
                        .setLocalName(get.getLocalName())
                        .setLength(get.getLength())
                        .setDispatch(provider.exports())
                        .build();
            }
        };
    }

    /** What NPGetCaps said; a provider without it can do nothing. */
    static int caps(Return answer) {
        return answer.out() instanceof NPGetCaps.Out out ? out.getReturned() : 0;
    }

    /** The WN code of an answer; a routine that a provider has not is not supported. */
    static int code(Return answer) {
        return switch (answer.out()) {
            case NPAddConnection.Out out -> out.getReturnedValue();
            case NPAddConnection3.Out out -> out.getReturnedValue();
            case NPCancelConnection.Out out -> out.getReturnedValue();
            case NPGetConnection.Out out -> out.getReturnedValue();
            case null, default -> WnError.WN_NOT_SUPPORTED_VALUE;
        };
    }

    /** The answer of WNetGetConnection, with what the provider that had the last word wrote. */
    static WNetGetConnection.Out connection(int error, @Nullable Return last) {
        WNetGetConnection.Out.Builder out =
                WNetGetConnection.Out.newBuilder().setReturnedValue(error);
        if (last != null && last.out() instanceof NPGetConnection.Out said) {
            if (error == WnError.WN_SUCCESS_VALUE) {
                out.setRemoteName(said.getRemoteName());
            }
            if (error == WnError.WN_MORE_DATA_VALUE) {
                out.setLength(said.getLength());
            }
        }
        return out.build();
    }

    private static NPAddConnection add(WNetAddConnection2 request, Provider provider) {
        NPAddConnection.Builder add =
                NPAddConnection.newBuilder()
                        .setNetResource(request.getNetResource())
                        .setDispatch(provider.exports());
        if (request.hasPassword()) { // NULL asks for the default, which an empty one does not
            add.setPassword(request.getPassword());
        }
        if (request.hasUserName()) {
            add.setUserName(request.getUserName());
        }
        return add.build();
    }

    private static NPAddConnection3 add3(WNetAddConnection2 request, Provider provider) {
        NPAddConnection3.Builder add =
                NPAddConnection3.newBuilder()
                        .setNetResource(request.getNetResource())
                        .setFlags(request.getFlags())
                        .setDispatch(provider.exports());
        if (request.hasPassword()) {
            add.setPassword(request.getPassword());
        }
        if (request.hasUserName()) {
            add.setUserName(request.getUserName());
        }
        return add.build();
    }
}
