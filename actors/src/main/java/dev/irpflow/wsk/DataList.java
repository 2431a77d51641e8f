package dev.irpflow.wsk;

import dev.irpflow.kernel.KernelObject;
import dev.irpflow.kernel.Region;

/** WSK_DATA_INDICATION: received data in memory of WSK, lent to a client. */
final class DataList extends KernelObject {
    private final Region memory;

    DataList(Region memory) {
        this.memory = memory;
    }

    Region memory() {
        return memory;
    }

    @Override
    protected String noun() {
        return "wsk-data";
    }
}
