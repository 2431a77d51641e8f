package com.example.echoclient;

import dev.irpflow.contract.NtStatuses;
import dev.irpflow.driver.DriverContext;
import dev.irpflow.driver.Ke;
import dev.irpflow.driver.Wsk;
import dev.irpflow.driver.WskSocketId;
import dev.irpflow.protocol.status.NtStatus;

/** What goes wrong on the way: each is the client with one mistake. */
public final class Slips {
    private Slips() {}

    /** It waits for WSK while the system starts. */
    public static final class WaitsInDriverEntry extends EchoClient {
        // [WaitsInDriverEntry]
        @Override
        public NtStatus driverEntry(DriverContext context) {
            NtStatus status = super.driverEntry(context);
            wsk.captureProviderNPI(registration, Wsk.WSK_INFINITE_WAIT);
            wsk.releaseProviderNPI(registration);
            return status;
        }
        // [end]
    }

    /** It unloads and stays registered. */
    public static final class StaysRegistered extends EchoClient {
        // [StaysRegistered]
        @Override
        public void driverUnload() {
            ke.setEvent(stop, Ke.IO_NO_INCREMENT, false);
            thread.join();
        }
        // [end]
    }

    /** It lets the I/O manager go on with an IRP that is its own. */
    public static final class GivesItsIrpAway extends EchoClient {
        // [GivesItsIrpAway]
        @Override
        NtStatus signal() {
            ke.setEvent(ended, Ke.IO_NO_INCREMENT, false);
            return NtStatus.STATUS_SUCCESS;
        }
        // [end]
    }

    /** It believes what a call returns. */
    public static final class DoesNotWait extends EchoClient {
        // [DoesNotWait]
        @Override
        NtStatus await(NtStatus returned) {
            return NtStatuses.isSuccess(returned) // so is STATUS_PENDING
                    ? io.getIoStatus(irp).getStatus()
                    : returned;
        }
        // [end]
    }

    /** It forgets the socket of a connection that has failed. */
    public static final class LeavesItsSocket extends EchoClient {
        // [LeavesItsSocket]
        @Override
        void end(WskSocketId socket) {
            NtStatus ending = await(wsk.disconnect(socket, null, 0, prepare()));
            if (NtStatuses.isSuccess(ending)) {
                wsk.closeSocket(socket, prepare());
                await(NtStatus.STATUS_PENDING);
            }
        }
        // [end]
    }
}
