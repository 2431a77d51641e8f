package dev.irpflow.wsk;

import dev.irpflow.kernel.KernelObject;

/** A list of ADDRINFOEXW, from WskGetAddressInfo to WskFreeAddressInfo. */
final class AddressInfoList extends KernelObject {
    private final Registration owner;

    AddressInfoList(Registration owner) {
        this.owner = owner;
    }

    /** The registration instance that asked for it. */
    Registration owner() {
        return owner;
    }

    @Override
    protected String noun() {
        return "wsk-address-info";
    }
}
