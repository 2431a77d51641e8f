package dev.irpflow.wsk;

import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Place;

/**
 * What a driver must not leave to WSK when it unloads. Page:
 * windows-driver-docs-pr/network/unregistering-a-winsock-kernel-application.md.
 */
public final class LeftBehind {
    private LeftBehind() {}

    /** Says what a driver whose unload routine has returned still has open. */
    public static void check(Place driver) {
        Machine machine = driver.machine();
        for (Socket socket : machine.objects().all(Socket.class)) {
            if (socket.registration().owner() == driver && socket.backlog() == null) {
                machine.violated(
                        WskRule.SOCKET_LEFT_OPEN,
                        driver,
                        "%s has unloaded and left %s %s"
                                .formatted(driver, socket, socket.state().word()),
                        null);
            }
        }
        for (Registration registration : machine.objects().all(Registration.class)) {
            if (registration.owner() == driver
                    && !(registration.phase() instanceof Registration.Phase.Gone)) {
                machine.violated(
                        WskRule.LEFT_REGISTERED,
                        driver,
                        "%s has unloaded without WskDeregister of %s"
                                .formatted(driver, registration),
                        null);
            }
        }
    }
}
