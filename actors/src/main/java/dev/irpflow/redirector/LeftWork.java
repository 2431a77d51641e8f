package dev.irpflow.redirector;

import java.util.ArrayList;
import java.util.List;

/**
 * What other threads have left for the thread of the connection.
 *
 * @param arrived requests, oldest first
 * @param cancelled reads and writes whose requesters want them to end
 * @param stopping whether the thread is to end
 */
record LeftWork(List<PendingRequest> arrived, List<LowIo> cancelled, boolean stopping) {
    static final LeftWork NOTHING = new LeftWork(List.of(), List.of(), false);

    LeftWork with(PendingRequest request) {
        return new LeftWork(and(arrived, request), cancelled, stopping);
    }

    LeftWork with(LowIo lowIo) {
        return new LeftWork(arrived, and(cancelled, lowIo), stopping);
    }

    LeftWork asStopping() {
        return new LeftWork(arrived, cancelled, true);
    }

    LeftWork emptied() {
        return new LeftWork(List.of(), List.of(), stopping);
    }

    private static <T> List<T> and(List<T> list, T last) {
        List<T> longer = new ArrayList<>(list);
        longer.add(last);
        return longer;
    }
}
