package dev.irpflow.wsk;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.protocol.wsk.SioWskQueryIdealSendBacklog;
import dev.irpflow.protocol.wsk.SioWskRegisterExtension;
import dev.irpflow.protocol.wsk.SioWskSetTcpSilentMode;
import dev.irpflow.protocol.wsk.SoExclusiveaddruse;
import dev.irpflow.protocol.wsk.SoKeepalive;
import dev.irpflow.protocol.wsk.SoRcvbuf;
import dev.irpflow.protocol.wsk.SoReuseaddr;

/** The calls of control codes. An IRP of 0 is none. */
final class Codes {
    static final int SET = 0;
    static final int GET = 1;

    private Codes() {}

    static GeneratedMessage setReuse(long socket, int value, long irp) {
        return reuse(socket, SET).setInputBuffer(value).setIrp(irp).build();
    }

    static GeneratedMessage getReuse(long socket, long irp) {
        return reuse(socket, GET).setIrp(irp).build();
    }

    static GeneratedMessage setExclusive(long socket, int value, long irp) {
        return exclusive(socket, SET).setInputBuffer(value).setIrp(irp).build();
    }

    static GeneratedMessage getExclusive(long socket, long irp) {
        return exclusive(socket, GET).setIrp(irp).build();
    }

    static SoReuseaddr.Builder reuse(long socket, int type) {
        return SoReuseaddr.newBuilder().setSocket(socket).setRequestType(type);
    }

    private static SoExclusiveaddruse.Builder exclusive(long socket, int type) {
        return SoExclusiveaddruse.newBuilder().setSocket(socket).setRequestType(type);
    }

    static GeneratedMessage silentMode(long socket, long irp) {
        return SioWskSetTcpSilentMode.newBuilder().setSocket(socket).setIrp(irp).build();
    }

    static GeneratedMessage idealBacklog(long socket, long irp) {
        return SioWskQueryIdealSendBacklog.newBuilder().setSocket(socket).setIrp(irp).build();
    }

    static GeneratedMessage setKeepAlive(long socket, int value, long irp) {
        return SoKeepalive.newBuilder()
                .setSocket(socket)
                .setRequestType(SET)
                .setInputBuffer(value)
                .setIrp(irp)
                .build();
    }

    static GeneratedMessage setReceiveBuffer(long socket, int bytes, long irp) {
        return SoRcvbuf.newBuilder()
                .setSocket(socket)
                .setRequestType(SET)
                .setInputBuffer(bytes)
                .setIrp(irp)
                .build();
    }

    static SioWskRegisterExtension.Builder extension(long socket, int npiId) {
        return SioWskRegisterExtension.newBuilder().setSocket(socket).setNpiId(npiId);
    }
}
