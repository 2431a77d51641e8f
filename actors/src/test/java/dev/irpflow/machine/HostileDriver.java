package dev.irpflow.machine;

import com.google.protobuf.Message;
import dev.irpflow.contract.ContractTable;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.driver.CancelRoutine;
import dev.irpflow.driver.CompletionRoutine;
import dev.irpflow.driver.DeferredRoutine;
import dev.irpflow.driver.Driver;
import dev.irpflow.driver.DriverContext;
import dev.irpflow.driver.DriverDispatch;
import dev.irpflow.driver.MiniRedirector;
import dev.irpflow.driver.MiniRedirectorCancelRoutine;
import dev.irpflow.driver.NetworkProvider;
import dev.irpflow.driver.Reply;
import dev.irpflow.driver.StartIoRoutine;
import dev.irpflow.driver.StartRoutine;
import dev.irpflow.driver.WorkItemRoutine;
import dev.irpflow.driver.WorkerThreadRoutine;
import dev.irpflow.driver.WskClientConnectionDispatch;
import dev.irpflow.driver.WskClientListenDispatch;
import dev.irpflow.driver.WskClientSocketDispatch;
import dev.irpflow.protocol.contract.Kind;
import dev.irpflow.protocol.kernel.DriverObjectSetDispatch;
import dev.irpflow.protocol.kernel.IoCreateDevice;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.status.WnError;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A driver that calls every routine it can reach and answers every callback, with values of the
 * documented shape and no sense. Whatever comes of it is its own fault.
 */
final class HostileDriver implements Driver {
    private static final Map<String, Class<?>> CODE = new LinkedHashMap<>();

    static {
        CODE.put("DRIVER_OBJECT", DriverDispatch.class);
        CODE.put("KSTART_ROUTINE", StartRoutine.class);
        CODE.put("IO_COMPLETION_ROUTINE", CompletionRoutine.class);
        CODE.put("DRIVER_CANCEL", CancelRoutine.class);
        CODE.put("DRIVER_STARTIO", StartIoRoutine.class);
        CODE.put("KDEFERRED_ROUTINE", DeferredRoutine.class);
        CODE.put("IO_WORKITEM_ROUTINE", WorkItemRoutine.class);
        CODE.put("MINIRDR_DISPATCH", MiniRedirector.class);
        CODE.put("MRX_CANCEL_ROUTINE", MiniRedirectorCancelRoutine.class);
        CODE.put("NETWORK_PROVIDER", NetworkProvider.class);
        CODE.put("RX_WORKERTHREAD_ROUTINE", WorkerThreadRoutine.class);
        CODE.put("WSK_CLIENT_CONNECTION_DISPATCH", WskClientConnectionDispatch.class);
        CODE.put("WSK_CLIENT_LISTEN_DISPATCH", WskClientListenDispatch.class);
        CODE.put("WSK_CLIENT_SOCKET_DISPATCH", WskClientSocketDispatch.class);
    }

    // They end the run, the strand or all use of the processor: now and then is enough.
    private static final Set<String> RARE =
            Set.of(
                    "KeBugCheckEx",
                    "KeRaiseIrql",
                    "KeLowerIrql",
                    "PsTerminateSystemThread",
                    "KeAcquireSpinLock",
                    "KeAcquireSpinLockAtDpcLevel",
                    "KeReleaseSpinLock",
                    "KeReleaseSpinLockFromDpcLevel",
                    "IoAcquireCancelSpinLock",
                    "IoReleaseCancelSpinLock",
                    "ExFreePool",
                    "MmUnlockPages",
                    "ExAllocatePool2",
                    "IoCompleteRequest",
                    "KeDelayExecutionThread",
                    "KeWaitForSingleObject",
                    "KeWaitForMultipleObjects");

    private static final int CALLS = 400;
    private static final int DEEPEST = 5;

    private final Map<String, Long> addresses = new LinkedHashMap<>();
    private final HostileValues values;
    private final List<RoutineContract> routines;
    private @Nullable DriverContext context;
    private int calls;
    private int depth;

    HostileDriver(long seed) {
        this.values = new HostileValues(seed, addresses);
        this.routines =
                ContractTable.get().routines().stream()
                        .filter(routine -> routine.kind() != Kind.CALLBACK)
                        .filter(routine -> routine.kind() != Kind.LOW_IO)
                        .filter(routine -> !routine.isAbsent() && !routine.serves().isEmpty())
                        .filter(routine -> !routine.subsystem().equals("tcpip"))
                        .toList();
    }

    @Override
    public @Nullable NetworkProvider networkProvider(DriverContext of) {
        CODE.forEach((name, type) -> addresses.put(name, of.addressOf(answering(type))));
        context = of;
        return (NetworkProvider) of.codeAt(address("NETWORK_PROVIDER"));
    }

    @Override
    public NtStatus driverEntry(DriverContext of) {
        of.call(
                DriverObjectSetDispatch.newBuilder()
                        .setDriverObject(of.driverObject().value())
                        .setDispatch(address("DRIVER_OBJECT"))
                        .build());
        learn(
                of.call(
                        IoCreateDevice.newBuilder()
                                .setDriverObject(of.driverObject().value())
                                .setDeviceName("\\Device\\Hostile")
                                .build()));
        // Without a start there is nothing to be hostile with.
        for (String name :
                List.of(
                        "WskRegister",
                        "WskCaptureProviderNPI",
                        "WskSocket",
                        "IoAllocateIrp",
                        "ExAllocatePool2",
                        "ExAllocatePool2",
                        "KeInitializeEvent",
                        "PsCreateSystemThread",
                        "PsCreateSystemThread",
                        "RxRegisterMinirdr")) {
            RoutineContract routine = ContractTable.get().find(name);
            if (routine != null && values.percent(80)) {
                call(routine);
            }
        }
        play(CALLS);
        return NtStatus.STATUS_SUCCESS;
    }

    private long address(String pointsTo) {
        return Objects.requireNonNull(addresses.get(pointsTo));
    }

    private Object answering(Class<?> type) {
        return Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return switch (method.getName()) {
                            case "hashCode" -> System.identityHashCode(proxy);
                            case "equals" -> proxy == arguments[0];
                            default -> type.getSimpleName();
                        };
                    }
                    return answer(method.getReturnType(), arguments);
                });
    }

    private @Nullable Object answer(Class<?> returned, @Nullable Object... arguments) {
        for (Object argument : arguments) {
            if (argument instanceof Message request) {
                values.learn(request);
            } else if (argument instanceof Record identity) {
                values.learn(identity);
            }
        }
        depth++;
        if (depth < DEEPEST) {
            play(values.below(12));
        }
        depth--;
        if (arguments.length > 1 && arguments[1] instanceof Message.Builder out) {
            values.fill(out);
        }
        if (returned == NtStatus.class) {
            return values.percent(1) ? NtStatus.UNRECOGNIZED : values.status();
        }
        if (returned == WnError.class) {
            return values.one(WnError.values());
        }
        if (returned == boolean.class) {
            return values.percent(50);
        }
        return returned == int.class
                ? (Object) (values.below(3) - 1)
                : returned == long.class ? (Object) (long) values.below(100) : null;
    }

    private void play(int count) {
        for (int i = 0; i < count && calls < CALLS; i++) {
            RoutineContract routine = routines.get(values.below(routines.size()));
            if (!RARE.contains(routine.name()) || values.percent(4)) {
                call(routine);
            }
        }
    }

    private void call(RoutineContract routine) {
        DriverContext to = context;
        if (to == null) {
            throw new IllegalStateException("not loaded");
        }
        calls++;
        learn(to.call(values.fill(routine.newRequest()).build()));
    }

    private void learn(Reply reply) {
        if (reply.out() != null) {
            values.learn(reply.out());
        }
    }
}
