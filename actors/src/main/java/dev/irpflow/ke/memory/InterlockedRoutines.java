package dev.irpflow.ke.memory;

import com.google.protobuf.ByteString;
import com.google.protobuf.GeneratedMessage;
import dev.irpflow.ke.routine.Family;
import dev.irpflow.ke.routine.Routines;
import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.BufferRef;
import dev.irpflow.protocol.kernel.InterlockedCompareExchange;
import dev.irpflow.protocol.kernel.InterlockedDecrement;
import dev.irpflow.protocol.kernel.InterlockedExchange;
import dev.irpflow.protocol.kernel.InterlockedExchangeAdd;
import dev.irpflow.protocol.kernel.InterlockedIncrement;
import dev.irpflow.protocol.status.NtStatus;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntUnaryOperator;

/**
 * Interlocked operations: a variable of four bytes, its least significant one first, is read and
 * written in one step. Page: wdk-ddi-src/content/wdm/nf-wdm-interlockedexchange.md.
 */
public final class InterlockedRoutines implements Family {
    @Override
    public void register(Routines table) {
        table.serve(InterlockedExchange.class, this::exchange);
        table.serve(InterlockedCompareExchange.class, this::compareExchange);
        table.serve(InterlockedExchangeAdd.class, this::exchangeAdd);
        table.serve(InterlockedIncrement.class, this::increment);
        table.serve(InterlockedDecrement.class, this::decrement);
    }

    void exchange(Call call, InterlockedExchange request, Sink sink) {
        int old = change(call, request.getTarget(), was -> request.getValue(), sink);
        answer(call, InterlockedExchange.Out.newBuilder().setReturned(old).build(), sink);
    }

    void compareExchange(Call call, InterlockedCompareExchange request, Sink sink) {
        int old =
                change(
                        call,
                        request.getDestination(),
                        was -> was == request.getComparand() ? request.getExchange() : was,
                        sink);
        answer(call, InterlockedCompareExchange.Out.newBuilder().setReturned(old).build(), sink);
    }

    void exchangeAdd(Call call, InterlockedExchangeAdd request, Sink sink) {
        int old = change(call, request.getAddend(), was -> was + request.getValue(), sink);
        answer(call, InterlockedExchangeAdd.Out.newBuilder().setReturned(old).build(), sink);
    }

    void increment(Call call, InterlockedIncrement request, Sink sink) {
        int old = change(call, request.getAddend(), was -> was + 1, sink);
        answer(call, InterlockedIncrement.Out.newBuilder().setReturned(old + 1).build(), sink);
    }

    void decrement(Call call, InterlockedDecrement request, Sink sink) {
        int old = change(call, request.getAddend(), was -> was - 1, sink);
        answer(call, InterlockedDecrement.Out.newBuilder().setReturned(old - 1).build(), sink);
    }

    private static void answer(Call call, GeneratedMessage out, Sink sink) {
        sink.returns(call, NtStatus.STATUS_SUCCESS, out);
    }

    // Gives what the variable was; 0 if the access broke a rule.
    private static int change(Call call, BufferRef where, IntUnaryOperator to, Sink sink) {
        BufferRef variable = where.toBuilder().setLength(Integer.BYTES).build();
        Irql irql = call.strand().irql();
        Memory memory = sink.machine().memory();
        ByteString bytes = memory.read(variable, irql, call.from());
        if (bytes.isEmpty()) {
            return 0;
        }
        int was = bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).getInt();
        ByteBuffer now = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        now.putInt(0, to.applyAsInt(was));
        memory.write(variable, 0, ByteString.copyFrom(now.array()), irql, call.from());
        return was;
    }
}
