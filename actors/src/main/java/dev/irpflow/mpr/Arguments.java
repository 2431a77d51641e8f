package dev.irpflow.mpr;

import dev.irpflow.protocol.mpr.NetResource;
import dev.irpflow.protocol.mpr.WNetAddConnection2;
import dev.irpflow.protocol.status.Win32Error;

/** The checks of arguments that MPR makes before it asks anybody. */
final class Arguments {
    private static final int RESOURCETYPE_ANY = 0;
    private static final int RESOURCETYPE_DISK = 1;
    private static final int RESOURCETYPE_PRINT = 2;

    private static final int CONNECT_REDIRECT = 0x80;

    // Every CONNECT_ flag of winnetwk.h; what is not among them is a mistake of the caller.
    private static final int CONNECT_FLAGS = 0x5FFFF;

    private Arguments() {}

    /** Page: {@code sdk-api-src/content/winnetwk/nf-winnetwk-wnetaddconnection2a.md}. */
    static Win32Error check(WNetAddConnection2 request) {
        NetResource resource = request.getNetResource();
        if (resource.getRemoteName().isEmpty()) {
            return Win32Error.ERROR_BAD_NET_NAME;
        }
        if (!isType(resource.getType()) || (request.getFlags() & ~CONNECT_FLAGS) != 0) {
            return Win32Error.ERROR_INVALID_PARAMETER;
        }
        if (resource.getLocalName().isEmpty()) {
            return (request.getFlags() & CONNECT_REDIRECT) == 0
                    ? Win32Error.ERROR_SUCCESS
                    : Win32Error.ERROR_INVALID_ADDRESS;
        }
        return isDevice(resource.getLocalName(), resource.getType())
                ? Win32Error.ERROR_SUCCESS
                : Win32Error.ERROR_BAD_DEVICE;
    }

    /** Whether this can be a redirected device: a drive, or a printer port. */
    static boolean isDevice(String name) {
        return isDrive(name) || isPrinterPort(name);
    }

    // The page wants DISK or PRINT with a local name; Microsoft's own sample gives ANY with a
    // drive.
    private static boolean isType(int type) {
        return type == RESOURCETYPE_ANY || type == RESOURCETYPE_DISK || type == RESOURCETYPE_PRINT;
    }

    private static boolean isDevice(String name, int type) {
        return switch (type) {
            case RESOURCETYPE_DISK -> isDrive(name);
            case RESOURCETYPE_PRINT -> isPrinterPort(name);
            default -> isDevice(name);
        };
    }

    private static boolean isDrive(String name) {
        return name.length() == 2 && name.charAt(1) == ':' && isLetter(name.charAt(0));
    }

    private static boolean isPrinterPort(String name) {
        return name.regionMatches(true, 0, "LPT", 0, 3)
                && (name.length() == 4 || (name.length() == 5 && name.charAt(4) == ':'))
                && name.charAt(3) >= '1'
                && name.charAt(3) <= '9';
    }

    private static boolean isLetter(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}
