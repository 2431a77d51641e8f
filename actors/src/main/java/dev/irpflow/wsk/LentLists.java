package dev.irpflow.wsk;

import dev.irpflow.kernel.KernelObject;
import dev.irpflow.kernel.Strand;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The lists of indicated data that a client of one socket has: during the callback that is told of
 * them, and after its STATUS_PENDING until WskRelease. Page:
 * wdk-ddi-src/content/wsk/nc-wsk-pfn_wsk_release_data_indication_list.md.
 *
 * <p>A callback that hands a list to another thread and then returns STATUS_PENDING cannot keep
 * that thread from being done before the return: {@link WskChoice#EARLY_RELEASE}. The callback
 * itself cannot release what it has not kept yet.
 *
 * @param <L> what they are
 */
final class LentLists<L extends KernelObject> {
    private static final class Lent {
        private final Strand callback;
        private boolean released;

        Lent(Strand callback) {
            this.callback = callback;
        }
    }

    private final Map<Long, Lent> indicated = new LinkedHashMap<>();
    private final Map<Long, L> kept = new LinkedHashMap<>();

    /** A callback on this strand is told of a list. */
    void indicate(L list, Strand callback) {
        indicated.put(list.id(), new Lent(callback));
    }

    /** The callback has returned: true if the client has the list still. */
    boolean keeps(L list, boolean pending) {
        Lent lent = indicated.remove(list.id());
        boolean keeps = pending && (lent == null || !lent.released);
        if (keeps) {
            kept.put(list.id(), list);
        }
        return keeps;
    }

    /**
     * WskRelease: false if the client does not keep a list of this number.
     *
     * @param free takes the list if it is WSK's again with this
     */
    boolean release(long number, Strand by, Consumer<L> free) {
        L list = kept.remove(number);
        if (list != null) {
            free.accept(list);
            return true;
        }
        Lent lent = indicated.get(number);
        if (lent == null || lent.callback == by || lent.released) {
            return false;
        }
        lent.released = true;
        return true;
    }

    /** How many the client keeps. */
    int size() {
        return kept.size();
    }
}
