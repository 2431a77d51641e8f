package dev.irpflow.kernel.dump;

import java.util.List;

/**
 * An IRP.
 *
 * @param id its number
 * @param label how trace and reports name it
 * @param origin who made it, in words
 * @param creator the place that made it
 * @param holder who has it now
 * @param operation the number of the operation that it carries, 0 for none
 * @param generation how often it was used before
 * @param current the current stack location; one more than the last if it was never sent
 * @param state its flags in words
 * @param status its status
 * @param information its information
 * @param cancelRoutine whose cancel routine is set, "" for none
 * @param locations its stack locations, the highest driver's first
 */
public record IrpState(
        long id,
        String label,
        String origin,
        String creator,
        String holder,
        long operation,
        int generation,
        int current,
        List<String> state,
        String status,
        long information,
        String cancelRoutine,
        List<Location> locations) {
    /** Keeps lists of its own. */
    public IrpState {
        state = List.copyOf(state);
        locations = List.copyOf(locations);
    }

    /**
     * A stack location.
     *
     * @param number counted from 1, the lowest driver's
     * @param major what is asked
     * @param device the device that was asked, "" for none
     * @param driver its driver
     * @param completion the completion routine that lies here, "" for none
     * @param invoke when that is wanted
     * @param pending whether its driver has marked the IRP pending
     * @param parameters what is asked for, in one line
     */
    public record Location(
            int number,
            String major,
            String device,
            String driver,
            String completion,
            String invoke,
            boolean pending,
            String parameters) {}
}
