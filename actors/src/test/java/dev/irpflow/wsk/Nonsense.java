package dev.irpflow.wsk;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.GeneratedMessage;
import com.google.protobuf.Message;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.FaultPoint;
import dev.irpflow.protocol.contract.ContractProto;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.IoCancelIrp;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Messages with any values at all: of the numbers of objects, mostly some that are there. */
final class Nonsense {
    private static final List<Long> NUMBERS =
            List.of(0L, 1L, 2L, 3L, 4L, 6L, 8L, 16L, 17L, 23L, 99L, 445L, 65_536L, -1L, 1L << 31);
    private static final List<NtStatus> FAILURES =
            List.of(NtStatus.STATUS_INVALID_HANDLE, NtStatus.STATUS_INSUFFICIENT_RESOURCES);
    private static final int IN = 10;

    private final SplittableRandom random;
    private final List<Long> objects = new ArrayList<>();
    private final List<Long> irps = new ArrayList<>(List.of(99L));
    private final List<BufferRef> buffers = new ArrayList<>();
    private final List<Long> tables = new ArrayList<>(List.of(0L));

    Nonsense(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** There is an object of this number. */
    void object(long id) {
        objects.add(id);
    }

    void buffer(BufferRef buffer) {
        buffers.add(buffer);
    }

    void table(long address) {
        tables.add(address);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** Cancels an IRP that was given to an earlier call, or none. */
    GeneratedMessage cancel() {
        return IoCancelIrp.newBuilder().setIrp(oneOf(irps)).build();
    }

    /** What happens to a call on its way. */
    FaultPoint.@Nullable Fate fate(Call call) {
        RoutineContract routine = call.contract();
        boolean ofWsk = routine.serves().equals("wsk") && routine.subsystem().equals("wsk");
        boolean ofTransport = routine.serves().equals("tcpip");
        return switch (ofWsk || ofTransport ? random.nextInt(60) : -1) {
            case 0, 1, 2 -> ofWsk ? new FaultPoint.Fate.Pend("pend") : null;
            case 3 -> new FaultPoint.Fate.Delay("delay", random.nextLong(1_000_000_000L));
            case 4 -> ofTransport ? failure(routine) : null;
            default -> null;
        };
    }

    private FaultPoint.@Nullable Fate failure(RoutineContract routine) {
        NtStatus status = oneOf(FAILURES);
        return routine.permitsAtReturn(status.getNumber())
                ? new FaultPoint.Fate.Fail("fail", status)
                : null;
    }

    /** A call of this routine. An IRP is what it is given, or now and then nothing or nonsense. */
    GeneratedMessage request(RoutineContract routine, long irp) {
        irps.add(irp);
        Message.Builder request = routine.newRequest();
        for (FieldDescriptor field : request.getDescriptorForType().getFields()) {
            String object = field.getOptions().getExtension(ContractProto.param).getObject();
            if (object.equals("IRP")) {
                request.setField(field, random.nextInt(2 * IN) == 0 ? number() : irp);
            } else if (field.getName().endsWith("dispatch")) {
                request.setField(field, oneOf(tables));
            } else if (!object.isEmpty() && !field.isRepeated()) {
                request.setField(field, random.nextInt(2 * IN) == 0 ? number() : oneOf(objects));
            } else {
                fill(request, field);
            }
        }
        return (GeneratedMessage) request.build();
    }

    /** Fills a message; some of its fields stay empty. */
    GeneratedMessage fill(Message.Builder message) {
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            fill(message, field);
        }
        return (GeneratedMessage) message.build();
    }

    private void fill(Message.Builder message, FieldDescriptor field) {
        if (field.isRepeated()) {
            for (int i = random.nextInt(3); i > 0; i--) {
                message.addRepeatedField(field, value(message, field));
            }
        } else if (random.nextInt(4) != 0) {
            message.setField(field, value(message, field));
        }
    }

    private Object value(Message.Builder holder, FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case INT -> random.nextInt(3) == 0 ? (int) number() : 0;
            case LONG -> number();
            case BOOLEAN -> random.nextBoolean();
            case ENUM -> oneOf(field.getEnumType().getValues());
            case STRING ->
                    oneOf(List.of("", "server", "10.0.0.2", "::1", "http", "\uD800", "99999"));
            case BYTE_STRING -> ByteString.copyFrom(new byte[oneOf(List.of(0, 4, 5, 16, 17))]);
            case FLOAT, DOUBLE -> throw new IllegalStateException(field.getFullName());
            case MESSAGE -> message(holder.newBuilderForField(field));
        };
    }

    private Message message(Message.Builder empty) {
        if (empty instanceof BufferRef.Builder && random.nextInt(IN) != 0) {
            return part(oneOf(buffers));
        }
        if (empty instanceof SocketAddress.Builder && random.nextInt(3) != 0) {
            int ip = oneOf(List.of(0, WskWorld.CLIENT, WskWorld.SERVER));
            return Peer.address(ip, oneOf(List.of(0, WskWorld.PORT, WskWorld.PORT + 1)));
        }
        return fill(empty);
    }

    private BufferRef part(BufferRef whole) {
        return random.nextInt(3) == 0
                ? whole.toBuilder().setOffset(1).setLength(whole.getLength() - 1).build()
                : whole;
    }

    private long number() {
        return oneOf(NUMBERS);
    }
}
