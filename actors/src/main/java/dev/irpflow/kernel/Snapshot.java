package dev.irpflow.kernel;

import dev.irpflow.kernel.dump.CrashDump;
import dev.irpflow.kernel.dump.CrashDump.Fact;
import dev.irpflow.kernel.dump.CrashDump.ObjectState;
import dev.irpflow.kernel.dump.CrashDump.Offence;
import dev.irpflow.kernel.dump.CrashDump.Stop;
import dev.irpflow.kernel.dump.IrpState;
import dev.irpflow.kernel.dump.PoolState;
import dev.irpflow.kernel.dump.ProcessorState;
import dev.irpflow.kernel.dump.StrandState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes the crash dump of a machine that is about to stop. It changes nothing. */
public final class Snapshot {
    private Snapshot() {}

    /** The state of a machine. */
    static CrashDump of(Machine machine, BugCheck stop) {
        boolean noted = machine.footprint().pause();
        try {
            return taken(machine, stop);
        } finally {
            machine.footprint().resume(noted);
        }
    }

    private static CrashDump taken(Machine machine, BugCheck stop) {
        Message current = machine.causes().current();
        List<StrandState> strands = new ArrayList<>();
        machine.strands().live().all().forEach(strand -> strands.add(StrandSnapshot.of(strand)));
        List<IrpState> irps = new ArrayList<>();
        List<ObjectState> others = new ArrayList<>();
        List<PoolState.Allocation> regions = new ArrayList<>();
        for (KernelObject object : machine.objects().all(KernelObject.class)) {
            switch (object) {
                case Irp irp -> irps.add(IrpSnapshot.of(irp));
                case Region region -> regions.add(SnapshotBytes.of(region, stop));
                default -> others.add(state(object));
            }
        }
        return new CrashDump(
                machine.name(),
                machine.stage().now(),
                new Stop(
                        stop.code(),
                        stop.name(),
                        stop.p1(),
                        stop.p2(),
                        stop.p3(),
                        stop.p4(),
                        current == null ? 0 : current.strand().id(),
                        machine.causes().cause()),
                offence(machine.violationBefore()),
                settings(machine.settings()),
                processors(machine),
                strands,
                irps,
                pool(machine, regions),
                others,
                components(machine),
                machine.ledger().left(),
                List.of());
    }

    private static Offence offence(@Nullable Violation violation) {
        return violation == null
                ? new Offence("", "", "", List.of())
                : new Offence(
                        violation.rule().id(),
                        violation.place(),
                        violation.detail(),
                        violation.stack().lines().toList());
    }

    private static List<Fact> settings(MachineSettings settings) {
        return new Facts()
                .add("processors", settings.processors())
                .add("tick in ns", settings.tickNs())
                .add("worker threads", settings.workerThreads())
                .add("Driver Verifier", words(settings.verifier()))
                .all();
    }

    private static String words(Verifier verifier) {
        return verifier.isOn()
                ? Stream.of(VerifierOption.values())
                        .filter(verifier::has)
                        .map(VerifierOption::words)
                        .collect(Collectors.joining(", "))
                : "off";
    }

    private static List<ProcessorState> processors(Machine machine) {
        List<ProcessorState> all = new ArrayList<>();
        for (Processor processor : machine.scheduler().all()) {
            Strand thread = processor.thread();
            Strand dpc = processor.dpc();
            Strand on = dpc == null ? thread : dpc;
            all.add(
                    new ProcessorState(
                            processor.number(),
                            on == null ? "PASSIVE_LEVEL" : on.irql().name(),
                            thread == null ? 0 : thread.id(),
                            dpc == null ? 0 : dpc.id(),
                            Stream.concat(
                                            processor.dpcQueue().stream(),
                                            processor.threadedDpcs().stream())
                                    .map(Strand::id)
                                    .toList()));
        }
        return all;
    }

    private static PoolState pool(Machine machine, List<PoolState.Allocation> regions) {
        Memory memory = machine.memory();
        return new PoolState(
                memory.nonpagedUsed(),
                machine.settings().nonpagedPool(),
                memory.pagedUsed(),
                machine.settings().pagedPool(),
                regions);
    }

    private static ObjectState state(KernelObject object) {
        Facts facts = new Facts();
        object.tell(facts);
        return new ObjectState(
                object.id(), object.label(), object.getClass().getSimpleName(), facts.all());
    }

    private static List<String> components(Machine machine) {
        return machine.places().values().stream()
                .filter(Place::isBound)
                .map(Place::component)
                .toList();
    }
}
