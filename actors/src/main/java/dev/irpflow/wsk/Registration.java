package dev.irpflow.wsk;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.KernelObject;
import dev.irpflow.kernel.Place;
import dev.irpflow.protocol.wsk.WskTdiDevicenameMapping;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * WSK_REGISTRATION: one registration instance of a client. Its block stays the client's memory, so
 * it can still be asked about after WskDeregister: page
 * wdk-ddi-src/content/wsk/nf-wsk-wskcaptureprovidernpi.md.
 */
final class Registration extends KernelObject implements Target {
    /** From WskRegister to the end of WskDeregister. */
    sealed interface Phase {
        /** Captures are possible. */
        record Registered() implements Phase {}

        /** WskDeregister waits until nothing is left; captures fail. */
        record Draining(Call deregister) implements Phase {}

        /** WskDeregister has returned. */
        record Gone() implements Phase {}
    }

    private final Place owner;
    private final int version;
    private final List<WaitingCapture> waiting = new ArrayList<>(1);
    private Phase phase = new Phase.Registered();
    private @Nullable Client client;
    private int captures;
    private int sockets;
    private boolean hasHadSockets;
    private int staticEvents;
    private final List<AddressInfoList> addressInfo = new ArrayList<>(0);
    private List<WskTdiDevicenameMapping.Map> tdiDevices = List.of();
    private int irps;

    Registration(Place owner, int version) {
        this.owner = owner;
        this.version = version;
    }

    /** The client's component. */
    Place owner() {
        return owner;
    }

    /** The version that the client wants. */
    int version() {
        return version;
    }

    Phase phase() {
        return phase;
    }

    void become(Phase next) {
        String before = word();
        this.phase = next;
        changes(before, word());
    }

    private String word() {
        return switch (phase) {
            case Phase.Registered _ -> captures > 0 ? "captured" : "registered";
            case Phase.Draining _ -> "draining";
            case Phase.Gone _ -> "gone";
        };
    }

    /** The calls of WskCaptureProviderNPI that wait, oldest first. */
    List<WaitingCapture> waiting() {
        return waiting;
    }

    /** The client object, null before the first capture. */
    @Nullable Client client() {
        return client;
    }

    void client(Client made) {
        this.client = made;
    }

    /** Whether the functions of WSK_PROVIDER_DISPATCH may be called. */
    boolean isCaptured() {
        return captures > 0;
    }

    void captured() {
        String before = word();
        captures++;
        changes(before, word());
    }

    void released() {
        String before = word();
        captures--;
        changes(before, word());
    }

    /** The callbacks that every socket has on for good, as bits of EventMask. */
    int staticEvents() {
        return staticEvents;
    }

    /** Has more of them on; none of them is ever off again. */
    void addStaticEvents(int mask) {
        staticEvents |= mask;
    }

    /** What WskGetAddressInfo has given the client and the client has not freed. */
    List<AddressInfoList> addressInfo() {
        return addressInfo;
    }

    /** Which combinations of family, type and protocol the client has mapped to TDI devices. */
    List<WskTdiDevicenameMapping.Map> tdiDevices() {
        return tdiDevices;
    }

    void mapTdiDevices(List<WskTdiDevicenameMapping.Map> maps) {
        tdiDevices = List.copyOf(maps);
    }

    /** Whether the client has made a socket. */
    boolean hasHadSockets() {
        return hasHadSockets;
    }

    void socketOpened() {
        hasHadSockets = true;
        sockets++;
    }

    void socketClosed() {
        sockets--;
    }

    @Override
    public void irpTaken() {
        irps++;
    }

    @Override
    public void irpEnded() {
        irps--;
    }

    /** Whether WskDeregister has nothing to wait for. */
    boolean isDrained() {
        return captures == 0 && sockets == 0 && irps == 0;
    }

    /** What WskDeregister waits for, in words. */
    String leftOver() {
        return "%d captures, %d sockets, %d IRPs".formatted(captures, sockets, irps);
    }

    @Override
    protected String noun() {
        return "wsk-registration";
    }
}
