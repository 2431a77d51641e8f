package com.example.readqueue;

import dev.irpflow.driver.IrpId;

/** The same driver with one slip: it takes the cancel routine and does not look at what it got. */
public final class CarelessReadQueue extends ReadQueue {
    // [careless]
    @Override
    boolean claim(IrpId irp) {
        io.setCancelRoutine(irp, null);
        return true; // as if nobody else could have taken it
    }
    // [end]
}
