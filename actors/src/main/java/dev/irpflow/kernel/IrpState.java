package dev.irpflow.kernel;

/** Where an IRP stands, in words for whoever counts what runs have reached. */
public enum IrpState {
    /** Whoever made it has it: it is new or reused, or its completion routine has taken it back. */
    WITH_ITS_MAKER(0, "with its maker"),
    /** A driver that it was sent to has it. */
    WITH_A_DRIVER(1, "with a driver"),
    /** A driver has it, and has set a cancel routine. */
    CANCELABLE(2, "cancelable"),
    /** A driver has it, and IoCancelIrp was called. */
    CANCELLED(3, "asked to be cancelled"),
    /** IoCompleteRequest was called, and no completion routine has taken it back. */
    COMPLETED(4, "completed"),
    /** It does not exist any more. */
    FREED(5, "freed");

    private final int number;
    private final String words;

    IrpState(int number, String words) {
        this.number = number;
        this.words = words;
    }

    /** Its number in tables, from 0. */
    public int number() {
        return number;
    }

    /** How reports call it. */
    public String words() {
        return words;
    }
}
