package com.example.echoclient;

import dev.irpflow.driver.WskSocketId;
import dev.irpflow.protocol.status.NtStatus;

/** The same client with one slip: it takes one receive for the whole message. */
public final class CarelessEchoClient extends EchoClient {
    // [careless]
    @Override
    boolean exchange(WskSocketId socket, byte[] message) {
        mm.write(buffer, message);
        NtStatus sent = await(wsk.send(socket, buffer, 0, prepare()));
        if (sent != NtStatus.STATUS_SUCCESS) {
            return false;
        }
        mm.write(buffer, new byte[message.length]);
        if (hear(socket, buffer) == 0) {
            return false;
        }
        check(mm.read(buffer), message); // "I have sent it as one"
        return true;
    }
    // [end]
}
