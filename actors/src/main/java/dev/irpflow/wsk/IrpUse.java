package dev.irpflow.wsk;

/** Whether a control code is given an IRP, as its page says. */
enum IrpUse {
    /** Without one it ends inline, or it cannot be: STATUS_REQUEST_NOT_ACCEPTED. */
    REQUIRED,
    /** To give none breaks a rule. */
    DEMANDED,
    /** With one it may end later. */
    OPTIONAL,
    /** Irp must be NULL. */
    NULL
}
