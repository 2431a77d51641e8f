package dev.irpflow.redirector;

import com.google.protobuf.ByteString;
import dev.irpflow.driver.DriverContext;
import dev.irpflow.driver.EventId;
import dev.irpflow.driver.HandleId;
import dev.irpflow.driver.Mpr;
import dev.irpflow.driver.Nt;
import dev.irpflow.driver.Routines;
import dev.irpflow.kernel.Machine;
import dev.irpflow.kernel.Memory;
import dev.irpflow.kernel.Place;
import dev.irpflow.kernel.Region;
import dev.irpflow.machine.Blueprint;
import dev.irpflow.protocol.contract.Irql;
import dev.irpflow.protocol.kernel.EventType;
import dev.irpflow.protocol.kernel.FileInformation;
import dev.irpflow.protocol.kernel.FileInformationClass;
import dev.irpflow.protocol.kernel.KProcessorMode;
import dev.irpflow.protocol.kernel.KWaitReason;
import dev.irpflow.protocol.kernel.ObjectAttributes;
import dev.irpflow.protocol.mpr.NetResource;
import dev.irpflow.protocol.status.NtStatus;
import dev.irpflow.protocol.status.Win32Error;
import org.jspecify.annotations.Nullable;

/** What the application of a {@link DriveWorld} does with drives and files. */
final class DriveApplication {
    private final DriverContext context;
    private final Routines system;
    private final Memory memory;
    private final Place place;

    DriveApplication(DriverContext context, Machine machine) {
        this.context = context;
        this.system = Routines.of(context);
        this.memory = machine.memory();
        this.place = machine.place(Blueprint.APPLICATION);
    }

    DriverContext context() {
        return context;
    }

    Win32Error map(String letter, String remote) {
        NetResource resource =
                NetResource.newBuilder()
                        .setType(1)
                        .setLocalName(letter)
                        .setRemoteName(remote)
                        .build();
        return system.mpr().addConnection2(resource, null, null, 0);
    }

    Win32Error unmap(String letter, boolean force) {
        return system.mpr().cancelConnection2(letter, 0, force);
    }

    Mpr.GetConnectionResult connection(String letter) {
        return system.mpr().getConnection(letter, 100);
    }

    Nt.CreateFileResult open(String path, int disposition, int options) {
        return system.nt()
                .createFile(
                        Nt.GENERIC_READ | Nt.GENERIC_WRITE | Nt.SYNCHRONIZE,
                        ObjectAttributes.newBuilder()
                                .setObjectName(path)
                                .setAttributes(0x40)
                                .build(),
                        null,
                        Nt.FILE_ATTRIBUTE_NORMAL,
                        Nt.FILE_SHARE_READ | Nt.FILE_SHARE_WRITE,
                        disposition,
                        options);
    }

    HandleId openSynchronous(String path, int disposition) {
        Nt.CreateFileResult opened =
                open(
                        path,
                        disposition,
                        Nt.FILE_SYNCHRONOUS_IO_NONALERT | Nt.FILE_NON_DIRECTORY_FILE);
        if (!opened.isSuccess()) {
            throw new AssertionError("open " + path + ": " + opened.status());
        }
        return opened.fileHandle();
    }

    NtStatus write(HandleId file, long offset, ByteString bytes) {
        Region region = buffer(Math.max(1, bytes.size()));
        memory.write(Memory.all(region), 0, bytes, Irql.PASSIVE_LEVEL, place);
        NtStatus status =
                system.nt()
                        .writeFile(
                                file,
                                null,
                                Memory.ref(region, 0, bytes.size()),
                                offset,
                                null,
                                null,
                                null,
                                null)
                        .status();
        memory.free(region);
        return status;
    }

    /** Begins a write of an asynchronous file, cancels it, and waits for its end. */
    void writeAndCancel(HandleId file, ByteString bytes) {
        Region region = buffer(bytes.size());
        memory.write(Memory.all(region), 0, bytes, Irql.PASSIVE_LEVEL, place);
        EventId done = system.ke().initializeEvent(EventType.NotificationEvent, false);
        Nt.WriteFileResult begun =
                system.nt().writeFile(file, done, Memory.all(region), 0L, null, null, null, null);
        if (begun.status() != NtStatus.STATUS_PENDING) {
            throw new AssertionError("not pending: " + begun.status());
        }
        system.nt().cancelIoFileEx(file);
        system.ke()
                .waitForSingleObject(done, KWaitReason.UserRequest, KProcessorMode.UserMode, false);
        memory.free(region);
    }

    @Nullable ByteString read(HandleId file, long offset, int length) {
        Region region = buffer(length);
        Nt.ReadFileResult result =
                system.nt()
                        .readFile(file, null, Memory.all(region), offset, null, null, null, null);
        ByteString bytes = null;
        if (result.isSuccess()) {
            long count = result.ioStatusBlock().getInformation();
            bytes = memory.read(Memory.ref(region, 0, count), Irql.PASSIVE_LEVEL, place);
        }
        memory.free(region);
        return bytes;
    }

    /** The size of an open file, as it is asked. */
    long size(HandleId file) {
        return system.nt()
                .queryInformationFile(file, 24, FileInformationClass.FileStandardInformation)
                .fileInformation()
                .getStandard()
                .getEndOfFile();
    }

    NtStatus setSize(HandleId file, long size) {
        FileInformation end = FileInformation.newBuilder().setEndOfFile(size).build();
        return system.nt()
                .setInformationFile(file, end, FileInformationClass.FileEndOfFileInformation)
                .status();
    }

    NtStatus flush(HandleId file) {
        return system.nt().flushBuffersFile(file).status();
    }

    NtStatus close(HandleId file) {
        return system.nt().close(file);
    }

    private Region buffer(int length) {
        Region region = memory.allocate(Region.Kind.USER, "", length, "test");
        if (region == null) {
            throw new AssertionError("no memory");
        }
        return region;
    }
}
