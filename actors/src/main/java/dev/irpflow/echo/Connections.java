package dev.irpflow.echo;

import dev.irpflow.driver.Ke;
import dev.irpflow.driver.SpinLockId;
import dev.irpflow.protocol.contract.Irql;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The connections of the echo server, and which operation has which IRP. */
final class Connections {
    private final Ke ke;
    private final SpinLockId lock;
    private final Set<EchoConnection> all = new LinkedHashSet<>(); // only with the lock held
    private final Map<Long, Transfer> byIrp = new LinkedHashMap<>(); // the same

    Connections(Ke ke) {
        this.ke = ke;
        this.lock = ke.initializeSpinLock();
    }

    void add(EchoConnection connection) {
        Irql old = ke.acquireSpinLock(lock);
        all.add(connection);
        connection.transfers().forEach(transfer -> byIrp.put(transfer.irp().value(), transfer));
        ke.releaseSpinLock(lock, old);
    }

    void remove(EchoConnection connection) {
        Irql old = ke.acquireSpinLock(lock);
        all.remove(connection);
        connection.transfers().forEach(transfer -> byIrp.remove(transfer.irp().value()));
        ke.releaseSpinLock(lock, old);
    }

    /** The operation that has this IRP. */
    Transfer of(long irp) {
        Irql old = ke.acquireSpinLock(lock);
        Transfer transfer = Objects.requireNonNull(byIrp.get(irp));
        ke.releaseSpinLock(lock, old);
        return transfer;
    }

    /** All there are now. */
    List<EchoConnection> now() {
        Irql old = ke.acquireSpinLock(lock);
        List<EchoConnection> now = List.copyOf(all);
        ke.releaseSpinLock(lock, old);
        return now;
    }
}
