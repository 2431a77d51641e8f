package dev.irpflow.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.contract.CodeDomain;
import dev.irpflow.contract.ContractTable;
import dev.irpflow.contract.ParamContract;
import dev.irpflow.contract.RoutineContract;
import dev.irpflow.contract.StatusSet;
import dev.irpflow.io.Io;
import dev.irpflow.ke.Ke;
import dev.irpflow.kernel.FaultPoint.Fate;
import dev.irpflow.kernel.TestDriver.Running;
import dev.irpflow.protocol.contract.Completes;
import dev.irpflow.protocol.contract.Kind;
import dev.irpflow.protocol.contract.Returns;
import dev.irpflow.protocol.kernel.IoCallDriver;
import dev.irpflow.protocol.kernel.IoStackLocation;
import dev.irpflow.protocol.kernel.IrpMajor;
import dev.irpflow.protocol.kernel.IrpMjRead;
import dev.irpflow.protocol.kernel.KeQuerySystemTime;
import dev.irpflow.protocol.rdbss.MRxCreateSrvCall;
import dev.irpflow.protocol.rdbss.MrxSrvcallCallback;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wfp.SioQueryWfpConnectionRedirectRecords;
import dev.irpflow.stage.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a fault does to a call, as its caller and the trace see it. */
class FaultGateTest {
    private final TestHost host = new TestHost();
    private final Machine machine = host.machine("m");
    private final TestDriver driver = host.driver(machine, "driver");

    FaultGateTest() {
        host.bindDirectly(machine, "ke", new Ke());
        host.bind(machine, "io", new Io());
    }

    @Test
    void aDelayedCallIsOneMessage() {
        host.faults(call ->
                call.request() instanceof KeQuerySystemTime ? new Fate.Delay("slow", 1_000) : null);
        List<Long> times = new ArrayList<>();
        driver.thread(
                "thread",
                me -> {
                    me.call(KeQuerySystemTime.getDefaultInstance());
                    times.add(me.now());
                });

        host.run();

        assertThat(times).containsExactly(1_000L);
        assertThat(host.stage().trace().of(TraceEvent.Kind.CALL, "KeQuerySystemTime")).hasSize(1);
        assertThat(host.isWell()).isTrue();
    }

    @Test
    void aDelayedCallIsJudgedOnce() {
        host.bind(
                machine,
                "wsk",
                (message, sink) -> {
                    if (message instanceof Call call) {
                        sink.returns(call, NtStatus.STATUS_SUCCESS);
                    }
                });
        host.faults(call -> call.contract().isAbsent() ? new Fate.Delay("slow", 1_000) : null);
        driver.thread(
                "thread", me -> me.call(SioQueryWfpConnectionRedirectRecords.getDefaultInstance()));

        host.run();

        assertThat(host.violations()).containsExactly("kernel/routine-absent");
    }

    @Test
    void aFailedDispatchRoutineHasCompletedItsIrp() {
        aReadIsCompletedThoughItFailsAt(IrpMjRead.class);
    }

    @Test
    void anIrpWithoutALocationIsNotFailedButTold() {
        DeviceObject device = machine.objects().add(new DeviceObject("", machine.place("lower")));
        host.faults(call ->
                call.request() instanceof IoCallDriver
                        ? new Fate.Fail("broken", NtStatus.STATUS_INSUFFICIENT_RESOURCES)
                        : null);
        driver.thread(
                "thread",
                me -> {
                    Irp irp =
                            machine.objects().add(new Irp(Irp.Origin.ALLOCATED, driver.place(), 0));
                    me.status(
                            IoCallDriver.newBuilder()
                                    .setDeviceObject(device.id())
                                    .setIrp(irp.id())
                                    .build());
                });

        host.run();

        assertThat(host.violations()).containsExactly("io/no-irp-stack-locations");
        assertThat(host.bugChecks()).containsExactly("0xC9/0x208");
    }

    @Test
    void aFailedIoCallDriverIsAFailedDispatchRoutine() {
        aReadIsCompletedThoughItFailsAt(IoCallDriver.class);
    }

    private void aReadIsCompletedThoughItFailsAt(Class<? extends GeneratedMessage> routine) {
        DeviceObject device = machine.objects().add(new DeviceObject("", machine.place("lower")));
        host.driver(machine, "lower");
        host.faults(call ->
                routine.isInstance(call.request())
                        ? new Fate.Fail("broken", NtStatus.STATUS_INSUFFICIENT_RESOURCES)
                        : null);
        List<Object> seen = new ArrayList<>();
        driver.thread("thread", me -> seen.add(read(me, device, seen)));

        host.run();

        assertThat(host.details()).isEmpty();
        assertThat(seen)
                .containsExactly(
                        NtStatus.STATUS_INSUFFICIENT_RESOURCES,
                        NtStatus.STATUS_INSUFFICIENT_RESOURCES);
    }

    @Test
    void aRoutineThatReportsThroughACallbackFailsThroughIt() {
        TestDriver rdbss = host.driver(machine, "rdbss");
        List<Object> seen = new ArrayList<>();
        rdbss.slot(
                MrxSrvcallCallback.class,
                me -> {
                    MrxSrvcallCallback callback = me.request(MrxSrvcallCallback.class);
                    seen.add(callback.getCallbackContext() + " " + callback.getStatus());
                    return NtStatus.STATUS_SUCCESS;
                });
        host.driver(machine, "");
        host.faults(call ->
                call.request() instanceof MRxCreateSrvCall
                        ? new Fate.Fail("unreachable", NtStatus.STATUS_NETWORK_UNREACHABLE)
                        : null);
        driver.thread(
                "thread",
                me ->
                        seen.add(
                                me.status(
                                        MRxCreateSrvCall.newBuilder()
                                                .setCallbackContext(7)
                                                .build())));

        host.run();

        assertThat(host.details()).isEmpty();
        assertThat(seen).containsExactly("7 STATUS_NETWORK_UNREACHABLE", NtStatus.STATUS_PENDING);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void eachDocumentedFailureOfEachRoutineThatIsModelledCanBeInjected(
            RoutineContract contract, int code) {
        for (String component : List.of("wsk", "mup", "rdbss", "mpr", "tcpip", "")) {
            TestDriver other = host.driver(machine, component);
            ContractTable.get().routines().stream()
                    .filter(RoutineContract::endsOperations)
                    .filter(ending -> ending.serves().equals(component))
                    .forEach(ending ->
                            other.slot(
                                    ending.type().asSubclass(GeneratedMessage.class),
                                    me -> NtStatus.STATUS_SUCCESS));
        }
        NtStatus status = NtStatus.forNumber(code);
        boolean byStatus =
                contract.returns() == Returns.NTSTATUS || contract.raises().contains(code);
        Fate fate =
                byStatus && status != null
                        ? new Fate.Fail("failing", status)
                        : new Fate.Answer("failing", code);
        host.faults(call -> call.contract() == contract ? fate : null);
        List<Return> returned = new ArrayList<>();
        driver.thread("thread", me -> returned.add(me.call(request(contract))));

        host.run();

        assertThat(returned).hasSize(1);
        assertThat(host.violations()).isSubsetOf("kernel/irql-at-call", "kernel/locks-at-call");
        assertThat(
                        contract.failed(
                                        returned.getFirst().status().getNumber(),
                                        returned.getFirst().out())
                                || contract.raises()
                                        .contains(returned.getFirst().status().getNumber())
                                || contract.completes() == Completes.CALLBACK_ALWAYS)
                .isTrue();
    }

    static Stream<Arguments> failures() {
        return ContractTable.get().routines().stream()
                .filter(it -> !it.isAbsent() && it.kind() != Kind.IOCTL && it.kind() != Kind.FIELD)
                .flatMap(it -> codes(it).distinct().mapToObj(code -> Arguments.of(it, code)));
    }

    private static IntStream codes(RoutineContract contract) {
        boolean isNtStatus = contract.codes() == CodeDomain.NTSTATUS;
        return Stream.of(
                        contract.atReturn(),
                        contract.atCompletion(),
                        contract.others(),
                        contract.raises())
                .flatMapToInt(StatusSet::stream)
                .filter(code -> isNtStatus ? code < 0 : code != 0);
    }

    /** A call with an IRP that is fit for it, and nothing else. */
    private GeneratedMessage request(RoutineContract contract) {
        var request = contract.newRequest();
        for (ParamContract param : contract.params()) {
            if (param.param().getObject().equals("IRP")) {
                Irp irp = machine.objects().add(new Irp(Irp.Origin.ALLOCATED, driver.place(), 1));
                long routine = driver.address(me -> NtStatus.STATUS_MORE_PROCESSING_REQUIRED);
                irp.nextStack()
                        .completion(
                                new StackLocation.CompletionRoutine(
                                        driver.place(), routine, null, true, true, true));
                if (contract.kind() == Kind.CALLBACK) {
                    irp.advance();
                }
                request.setField(param.field(), irp.id());
            } else if (param.param().getObject().equals("DEVICE_OBJECT")) {
                DeviceObject device =
                        machine.objects().add(new DeviceObject("", machine.place("")));
                request.setField(param.field(), device.id());
            } else if (param.name().equals("Flags") && contract.name().equals("ExAllocatePool2")) {
                request.setField(param.field(), 0x60L);
            }
        }
        return (GeneratedMessage) request.build();
    }

    private NtStatus read(Running me, DeviceObject device, List<Object> completions) {
        Irp irp = machine.objects().add(new Irp(Irp.Origin.ALLOCATED, driver.place(), 1));
        long routine =
                driver.address(done -> {
                    completions.add(irp.status());
                    return NtStatus.STATUS_MORE_PROCESSING_REQUIRED;
                });
        irp.nextStack()
                .ask(IoStackLocation.newBuilder().setMajorFunction(IrpMajor.IRP_MJ_READ).build());
        irp.nextStack()
                .completion(
                        new StackLocation.CompletionRoutine(
                                driver.place(), routine, null, true, true, true));
        return me.status(
                IoCallDriver.newBuilder().setDeviceObject(device.id()).setIrp(irp.id()).build());
    }
}
