package dev.irpflow.kernel;

/** Where an IRP stands, in words for whoever counts what runs have reached. */
public enum IrpState {
    /** Whoever made it has it: it is new or reused, or its completion routine has taken it back. */
    WITH_ITS_MAKER("with its maker"),
    /** A driver that it was sent to has it. */
    WITH_A_DRIVER("with a driver"),
    /** A driver has it, and has set a cancel routine. */
    CANCELABLE("cancelable"),
    /** A driver has it, and IoCancelIrp was called. */
    CANCELLED("asked to be cancelled"),
    /** IoCompleteRequest was called, and no completion routine has taken it back. */
    COMPLETED("completed"),
    /** It does not exist any more. */
    FREED("freed");

    private final String words;

    IrpState(String words) {
        this.words = words;
    }

    /** How reports call it. */
    public String words() {
        return words;
    }
}
