package dev.irpflow.mpr;

import dev.irpflow.kernel.Call;
import dev.irpflow.protocol.status.Win32Error;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One WNet call on its way through the providers. It ends with the first that accepts; if none
 * does, with the first error that is significant, and after a significant error the others are
 * asked all the same. Page: win32 {@code desktop-src/SecAuthN/implementing-a-network-provider.md}.
 */
final class Route {
    private static final int SUCCESS = Win32Error.ERROR_SUCCESS_VALUE;
    private static final int MORE_DATA = Win32Error.ERROR_MORE_DATA_VALUE;
    private static final int OPEN_FILES = Win32Error.ERROR_OPEN_FILES_VALUE;
    private static final int NO_NETWORK = Win32Error.ERROR_NO_NETWORK_VALUE;

    private final Operation operation;
    private final Call call;
    private final List<Provider> order;
    private final Set<Win32Error> insignificant;
    private final boolean named;
    private int next;
    private @Nullable Integer result;
    private @Nullable Integer firstSignificant;
    private int asked;
    private int withoutNetwork;

    private Route(
            Operation operation,
            Call call,
            List<Provider> order,
            Set<Win32Error> insignificant,
            boolean named) {
        this.operation = operation;
        this.call = call;
        this.order = order;
        this.insignificant = insignificant;
        this.named = named;
    }

    /** Asks the loaded providers in their order. */
    static Route inOrder(
            Operation operation, Call call, List<Provider> order, Set<Win32Error> insignificant) {
        return new Route(operation, call, order, insignificant, false);
    }

    /** Asks the provider that the caller named, whose answer counts as it is. */
    static Route toNamed(Operation operation, Call call, Provider provider) {
        return new Route(operation, call, List.of(provider), Set.of(), true);
    }

    /** What is asked. */
    Operation operation() {
        return operation;
    }

    /** The WNet call. */
    Call call() {
        return call;
    }

    /** The provider whose turn it is; null if the route has come to its end. */
    @Nullable Provider current() {
        return result == null && next < order.size() ? order.get(next) : null;
    }

    /** The current provider cannot do what is asked. */
    void pass() {
        if (named) {
            result = Win32Error.ERROR_NOT_SUPPORTED_VALUE;
        }
        next++;
    }

    /** The current provider has answered. */
    void answered(int code) {
        next++;
        asked++;
        // The owner speaks with WN_MORE_DATA and WN_OPEN_FILES: another provider must not be asked.
        if (named || code == SUCCESS || code == MORE_DATA || code == OPEN_FILES) {
            result = code;
            return;
        }
        if (code == NO_NETWORK) {
            withoutNetwork++;
        }
        Win32Error error = Win32Error.forNumber(code);
        if (firstSignificant == null && (error == null || !insignificant.contains(error))) {
            firstSignificant = code;
        }
    }

    /** The Win32 error of the WNet call. */
    int result() {
        if (result != null) {
            return result;
        }
        if (firstSignificant != null) {
            return firstSignificant;
        }
        if (order.isEmpty() || (asked > 0 && withoutNetwork == asked)) {
            return NO_NETWORK;
        }
        if (asked == 0) {
            return Win32Error.ERROR_NOT_SUPPORTED_VALUE;
        }
        // The pages give two errors for nearly one case. Choice: 1203 if somebody's network is
        // away.
        return withoutNetwork > 0
                ? Win32Error.ERROR_NO_NET_OR_BAD_PATH_VALUE
                : operation.unknown().getNumber();
    }
}
