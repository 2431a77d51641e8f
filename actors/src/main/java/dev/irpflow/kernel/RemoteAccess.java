package dev.irpflow.kernel;

import com.google.protobuf.ByteString;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.stage.Footprint;
import dev.irpflow.stage.Site;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Memory that changes without a call: what is registered here is read and written on behalf of
 * other machines (remote DMA). No code of this machine runs and nobody here is to blame, so a
 * refused access breaks no rule: its reason is answered, and the protocol that asked makes of it
 * what it makes. Each access is in the trace of this machine, caused by a message of the other one.
 */
public final class RemoteAccess {
    private static final long REGISTRATIONS = Site.key("registrations");

    /** What a remote read gives. */
    public sealed interface Answer {
        /** The bytes. */
        record Bytes(ByteString data) implements Answer {}

        /** Nothing, for this reason. */
        record Refused(Inaccessible why) implements Answer {}
    }

    private final Machine machine;
    private final Memory memory;
    private final Map<Long, Registration> registrations = new LinkedHashMap<>();
    private final long cell;
    private long keys;

    RemoteAccess(Machine machine, Memory memory) {
        this.machine = machine;
        this.memory = memory;
        this.cell = Site.join(machine.key(), REGISTRATIONS);
    }

    /**
     * Registers a part of a region: its pages stay where they are, and it is not freed, until it is
     * deregistered. Null if the buffer is no part of a live region.
     */
    public @Nullable Registration register(
            BufferRef part, boolean allowsRead, boolean allowsWrite) {
        Region region = memory.regionOf(part);
        if (region == null) {
            return null;
        }
        machine.footprint().write(cell);
        region.register();
        Registration registration =
                new Registration(
                        ++keys,
                        region,
                        part.getOffset(),
                        part.getLength(),
                        allowsRead,
                        allowsWrite);
        registrations.put(registration.key(), registration);
        return registration;
    }

    /** Ends a registration: its key is good for nothing any more; false if there is none. */
    public boolean deregister(long key) {
        machine.footprint().write(cell);
        Registration registration = registrations.remove(key);
        if (registration == null) {
            return false;
        }
        registration.region().deregister();
        return true;
    }

    /**
     * Writes on behalf of another machine.
     *
     * @param at where, in bytes from the beginning of what is registered
     * @param by who has asked for it, and by which message
     * @return null if it was written, else why nothing was
     */
    public @Nullable Inaccessible write(long key, long at, ByteString data, Departure by) {
        Registration registration = find(key);
        Inaccessible why = refused(registration, at, data.size(), true);
        if (registration != null && why == null) {
            BufferRef part = part(registration, at, data.size(), by, true);
            data.copyTo(registration.region().bytes(), (int) part.getOffset());
        }
        return why;
    }

    /**
     * Reads on behalf of another machine.
     *
     * @param at where, in bytes from the beginning of what is registered
     * @param by who has asked for it, and by which message
     */
    public Answer read(long key, long at, int length, Departure by) {
        Registration registration = find(key);
        Inaccessible why = refused(registration, at, length, false);
        if (why != null || registration == null) {
            return new Answer.Refused(why == null ? Inaccessible.NOT_REGISTERED : why);
        }
        BufferRef part = part(registration, at, length, by, false);
        byte[] bytes = registration.region().bytes();
        return new Answer.Bytes(ByteString.copyFrom(bytes, (int) part.getOffset(), length));
    }

    private @Nullable Registration find(long key) {
        machine.footprint().read(cell);
        return registrations.get(key);
    }

    private @Nullable Inaccessible refused(
            @Nullable Registration registration, long at, int length, boolean writes) {
        if (registration == null) {
            return Inaccessible.NOT_REGISTERED;
        }
        if (writes ? !registration.allowsWrite() : !registration.allowsRead()) {
            return Inaccessible.NOT_PERMITTED;
        }
        if (!registration.covers(at, length)) {
            return Inaccessible.BEYOND_REGISTRATION;
        }
        BufferRef part = Memory.ref(registration.region(), registration.offset() + at, length);
        return memory.inaccessible(part, Irql.PASSIVE_LEVEL); // hardware has no IRQL
    }

    private BufferRef part(
            Registration registration, long at, int length, Departure by, boolean writes) {
        Region region = registration.region();
        BufferRef part = Memory.ref(region, registration.offset() + at, length);
        Footprint footprint = machine.footprint();
        if (footprint.isOn()) {
            int from = (int) part.getOffset();
            if (writes) {
                footprint.write(region.bytesCell(), from, from + length);
            } else {
                footprint.read(region.bytesCell(), from, from + length);
            }
        }
        machine.log().access(region, part, by, writes);
        return part;
    }
}
