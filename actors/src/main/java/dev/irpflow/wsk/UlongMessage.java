package dev.irpflow.wsk;

import com.google.protobuf.GeneratedMessage;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Where the message of a socket option has what every option of one ULONG has.
 *
 * @param type the message's class
 * @param requestType RequestType
 * @param hasInput whether InputBuffer is there
 * @param input what InputBuffer holds
 * @param out the out-parameters with this value in OutputBuffer
 * @param <R> the message
 */
record UlongMessage<R extends GeneratedMessage>(
        Class<R> type,
        ToIntFunction<R> requestType,
        Predicate<R> hasInput,
        ToIntFunction<R> input,
        IntFunction<GeneratedMessage> out) {}
