package dev.irpflow.wsk;

import dev.irpflow.kernel.Call;
import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.MakeWskVersion;
import dev.irpflow.protocol.wsk.WskMajorVersion;
import dev.irpflow.protocol.wsk.WskMinorVersion;

/**
 * MAKE_WSK_VERSION and the macros that take a version apart. They need no provider. Pages:
 * wdk-ddi-src/content/wsk/ns-wsk-_wsk_client_dispatch.md and ..._provider_characteristics.md.
 */
final class Versions {
    // A version is a USHORT, and each of its numbers a UCHAR.
    private static final int VERSION = 0xFFFF;
    private static final int NUMBER = 0xFF;

    private Versions() {}

    /** The version of these numbers. */
    static int of(int major, int minor) {
        return (major << 8 | minor & NUMBER) & VERSION;
    }

    /** The major number of a version. */
    static int major(int version) {
        return version >>> 8 & NUMBER;
    }

    /** The minor number of a version. */
    static int minor(int version) {
        return version & NUMBER;
    }

    static void make(Call call, MakeWskVersion request, Sink sink) {
        int version = of(request.getMajor(), request.getMinor());
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                MakeWskVersion.Out.newBuilder().setReturned(version).build());
    }

    static void major(Call call, WskMajorVersion request, Sink sink) {
        int number = major(request.getVersion());
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                WskMajorVersion.Out.newBuilder().setReturned(number).build());
    }

    static void minor(Call call, WskMinorVersion request, Sink sink) {
        int number = minor(request.getVersion());
        sink.returns(
                call,
                NtStatus.STATUS_SUCCESS,
                WskMinorVersion.Out.newBuilder().setReturned(number).build());
    }
}
