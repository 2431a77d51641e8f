package dev.irpflow.kernel;

import dev.irpflow.kernel.dump.IrpState;
import dev.irpflow.kernel.dump.IrpState.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An IRP in a crash dump: who has it, its flags and its stack locations. */
final class IrpSnapshot {
    private IrpSnapshot() {}

    static IrpState of(Irp irp) {
        List<Location> locations = new ArrayList<>();
        for (int number = irp.stackCount(); number >= 1; number--) {
            locations.add(location(number, irp.location(number)));
        }
        Irp.CancelRoutine cancel = irp.cancelRoutine();
        return new IrpState(
                irp.id(),
                irp.label(),
                irp.origin().name().toLowerCase(Locale.ROOT),
                irp.creator().toString(),
                holder(irp),
                irp.operation(),
                irp.generation(),
                irp.currentLocation(),
                flags(irp),
                irp.status().name(),
                irp.information(),
                cancel == null ? "" : routine(cancel.owner(), cancel.context()),
                locations);
    }

    private static String holder(Irp irp) {
        StackLocation current = irp.currentOrNull();
        DeviceObject device = current == null ? null : current.device();
        return device == null ? irp.creator().toString() : device.driver().toString();
    }

    private static List<String> flags(Irp irp) {
        List<String> flags = new ArrayList<>();
        if (irp.isCompleted()) {
            flags.add("completed");
        }
        if (irp.isPendingReturned()) {
            flags.add("PendingReturned");
        }
        if (irp.isCancelRequested()) {
            flags.add("Cancel");
        }
        return flags;
    }

    private static Location location(int number, StackLocation location) {
        DeviceObject device = location.device();
        StackLocation.CompletionRoutine completion = location.completion();
        return new Location(
                number,
                location.own() == null ? location.major().name() : nameOf(location.own()),
                device == null ? "" : device.label(),
                device == null ? "" : device.driver().toString(),
                completion == null ? "" : routine(completion.owner(), completion.context()),
                completion == null ? "" : wanted(completion),
                location.isPendingReturned(),
                StrandSnapshot.text(location.asked()));
    }

    private static String wanted(StackLocation.CompletionRoutine completion) {
        List<String> words = new ArrayList<>();
        if (completion.onSuccess()) {
            words.add("Success");
        }
        if (completion.onError()) {
            words.add("Error");
        }
        if (completion.onCancel()) {
            words.add("Cancel");
        }
        return String.join(" ", words);
    }

    // A driver's routine has a number; a component tells its own by what it keeps with them.
    private static String routine(Place owner, Object context) {
        return owner + "!" + (context instanceof Long number ? number : nameOf(context));
    }

    private static String nameOf(@Nullable Object own) {
        return own == null ? "" : own.getClass().getSimpleName();
    }
}
