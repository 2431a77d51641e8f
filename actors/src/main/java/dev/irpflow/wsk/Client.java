package dev.irpflow.wsk;

import dev.irpflow.kernel.KernelObject;

/** WSK_CLIENT: what a capture gives, and the functions of WSK_PROVIDER_DISPATCH take. */
final class Client extends KernelObject {
    private final Registration registration;

    Client(Registration registration) {
        this.registration = registration;
    }

    /** The registration instance that it stands for. */
    Registration registration() {
        return registration;
    }

    @Override
    protected String noun() {
        return "wsk-client";
    }
}
