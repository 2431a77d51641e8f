package dev.irpflow.wsk;

import com.google.protobuf.ByteString;
import dev.irpflow.kernel.KernelObject;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.Region;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.wsk.DatagramIndication;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** WSK_DATAGRAM_INDICATION: received datagrams in memory of WSK, lent to a client. */
final class DatagramList extends KernelObject {
    private final List<DatagramQueue.Datagram> datagrams;
    private final List<Region> memory = new ArrayList<>();
    private final List<BufferRef> buffers = new ArrayList<>();

    private DatagramList(List<DatagramQueue.Datagram> datagrams) {
        this.datagrams = datagrams;
    }

    /** Copies datagrams into memory of WSK; null if there is none left. */
    static @Nullable DatagramList of(
            List<DatagramQueue.Datagram> datagrams, Agenda agenda, Sink sink) {
        DatagramList list = new DatagramList(datagrams);
        for (DatagramQueue.Datagram datagram : datagrams) {
            if (!list.add(datagram.data(), agenda, sink)) {
                list.freeMemory(sink);
                return null;
            }
        }
        return sink.machine().objects().add(list);
    }

    List<DatagramQueue.Datagram> datagrams() {
        return datagrams;
    }

    /** The list as the callback has it, with addresses of a socket's family. */
    DatagramIndication indication(AddressFamily family) {
        DatagramIndication.Builder form =
                DatagramIndication.newBuilder().setList(id()).addAllBuffers(buffers);
        datagrams.forEach(each -> form.addRemoteAddresses(Addresses.of(each.remote(), family)));
        return form.build();
    }

    /** It is WSK's again. */
    void free(Sink sink) {
        freeMemory(sink);
        sink.machine().objects().remove(this);
    }

    // An empty datagram needs no memory.
    private boolean add(ByteString data, Agenda agenda, Sink sink) {
        if (data.isEmpty()) {
            buffers.add(BufferRef.getDefaultInstance());
            return true;
        }
        Region region = Callbacks.copy(data, agenda, sink);
        if (region == null) {
            return false;
        }
        memory.add(region);
        buffers.add(Memory.all(region));
        return true;
    }

    private void freeMemory(Sink sink) {
        memory.forEach(region -> sink.machine().memory().free(region));
    }

    @Override
    protected String noun() {
        return "wsk-datagrams";
    }
}
