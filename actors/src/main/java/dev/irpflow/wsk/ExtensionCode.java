package dev.irpflow.wsk;

import dev.irpflow.kernel.Sink;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.wsk.SioWskRegisterExtension;

/**
 * SIO_WSK_REGISTER_EXTENSION: no extension interface is defined. Page:
 * windows-driver-docs-pr/network/registering-an-extension-interface.md.
 */
final class ExtensionCode implements SocketCode<SioWskRegisterExtension> {
    @Override
    public Class<SioWskRegisterExtension> message() {
        return SioWskRegisterExtension.class;
    }

    @Override
    public IrpUse irpUse(SioWskRegisterExtension request) {
        return IrpUse.NULL;
    }

    @Override
    public void carryOut(SioWskRegisterExtension request, Control control, Sink sink) {
        control.end(NtStatus.STATUS_NOT_SUPPORTED);
    }
}
