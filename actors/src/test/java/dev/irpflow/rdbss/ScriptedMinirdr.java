package dev.irpflow.rdbss;

import com.google.protobuf.GeneratedMessage;
import dev.irpflow.kernel.TestDriver;
import dev.irpflow.protocol.kernel.FileInformation;
import dev.irpflow.protocol.rdbss.FcbInitPacket;
import dev.irpflow.protocol.rdbss.LowIoOpRead;
import dev.irpflow.protocol.rdbss.LowIoOpWrite;
import dev.irpflow.protocol.rdbss.MRxCollapseOpen;
import dev.irpflow.protocol.rdbss.MRxCreate;
import dev.irpflow.protocol.rdbss.MRxCreateSrvCall;
import dev.irpflow.protocol.rdbss.MRxCreateVNetRoot;
import dev.irpflow.protocol.rdbss.MRxDevFcbXXXControlFile;
import dev.irpflow.protocol.rdbss.MRxExtractNetRootName;
import dev.irpflow.protocol.rdbss.MRxQueryFileInfo;
import dev.irpflow.protocol.rdbss.MrxNetrootCallback;
import dev.irpflow.protocol.rdbss.MrxSrvcallCallback;
import dev.irpflow.protocol.rdbss.RxCreateNetFobx;
import dev.irpflow.protocol.rdbss.RxFileType;
import dev.irpflow.protocol.rdbss.RxFinishFcbInitialization;
import dev.irpflow.protocol.rdbss.RxRegisterMinirdr;
import dev.irpflow.protocol.rdbss.RxStartMinirdr;
import dev.irpflow.protocol.rdbss.RxStopMinirdr;
import dev.irpflow.protocol.status.NtStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A mini-redirector that does what its table says: each routine has a default that succeeds, and a
 * test replaces those that it is about.
 */
public final class ScriptedMinirdr {
    public static final int START = 0x144004;
    public static final int STOP = 0x144008;

    private static final List<String> SLOTS =
            List.of(
                    "MRxStart",
                    "MRxStop",
                    "MRxDevFcbXXXControlFile",
                    "MRxCreateSrvCall",
                    "MRxSrvCallWinnerNotify",
                    "MRxExtractNetRootName",
                    "MRxCreateVNetRoot",
                    "MRxIsValidDirectory",
                    "MRxPreparseName",
                    "MRxCreate",
                    "MRxShouldTryToCollapseThisOpen",
                    "MRxCollapseOpen",
                    "LOWIO_OP_READ",
                    "LOWIO_OP_WRITE",
                    "MRxFlush",
                    "MRxQueryFileInfo",
                    "MRxSetFileInfo",
                    "MRxCleanupFobx",
                    "MRxCloseSrvOpen",
                    "MRxForceClosed",
                    "MRxDeallocateForFobx",
                    "MRxDeallocateForFcb",
                    "MRxFinalizeVNetRoot",
                    "MRxFinalizeNetRoot",
                    "MRxFinalizeSrvCall");

    /** Names of the routines that were called, in order. */
    public final List<String> calls = new ArrayList<>();

    /** What RxRegisterMinirdr has answered. */
    public final List<NtStatus> registrations = new ArrayList<>();

    private final TestDriver driver;
    private final String device;
    private final List<String> slots = new ArrayList<>(SLOTS);
    private final Map<Class<?>, TestDriver.Code> scripted = new LinkedHashMap<>();
    private final long table;
    private int controls;
    private long deviceObject;

    /** The size that opened files have. */
    long fileSize;

    ScriptedMinirdr(TestDriver driver, String device) {
        this.driver = driver;
        this.device = device;
        this.table = driver.address(this::serve);
    }

    /** Another one on the same machine. */
    public static ScriptedMinirdr on(RdbssWorld world, String name, String device) {
        ScriptedMinirdr minirdr =
                new ScriptedMinirdr(world.host.driver(world.machine, name), device);
        world.add(minirdr);
        return minirdr;
    }

    public TestDriver driver() {
        return driver;
    }

    /** Replaces what a routine does. */
    public void on(Class<? extends GeneratedMessage> routine, TestDriver.Code code) {
        scripted.put(routine, code);
    }

    /** Lets a routine answer this, and do nothing. */
    public void answers(Class<? extends GeneratedMessage> routine, NtStatus status) {
        on(routine, me -> status);
    }

    /** Makes a slot NULL; before registering. */
    void nullSlot(String routine) {
        slots.remove(routine);
    }

    /** Whether the slot of a routine is not NULL. */
    boolean has(String routine) {
        return slots.contains(routine);
    }

    void controls(int flags) {
        controls = flags;
    }

    public long deviceObject() {
        return deviceObject;
    }

    /** Begins a thread that does what DriverEntry does. */
    public void register() {
        driver.thread(
                "driver-entry",
                me -> {
                    var answer =
                            me.call(
                                    RxRegisterMinirdr.newBuilder()
                                            .setMrdrDispatch(table)
                                            .setControls(controls)
                                            .setDeviceName(device)
                                            .build());
                    registrations.add(answer.status());
                    if (answer.out() != null) {
                        deviceObject = answer.out(RxRegisterMinirdr.Out.class).getDeviceObject();
                    }
                });
    }

    private NtStatus serve(TestDriver.Running me) {
        calls.add(me.call().contract().name());
        TestDriver.Code code = scripted.get(me.call().request().getClass());
        return code == null ? byDefault(me) : code.run(me);
    }

    /** What the routine does unless a test says otherwise. */
    NtStatus byDefault(TestDriver.Running me) {
        return switch (me.call().request()) {
            case MRxDevFcbXXXControlFile request -> control(me, request);
            case MRxCreateSrvCall request -> {
                me.call(connected(request));
                yield NtStatus.STATUS_PENDING;
            }
            case MRxExtractNetRootName request -> {
                me.out(split(request.getFilePathName()));
                yield NtStatus.STATUS_SUCCESS;
            }
            case MRxCreateVNetRoot request -> {
                me.call(connected(request));
                yield NtStatus.STATUS_PENDING;
            }
            case MRxCreate request -> {
                create(me, request);
                yield NtStatus.STATUS_SUCCESS;
            }
            case MRxCollapseOpen request -> {
                me.call(fobx(request.getRxContext(), request.getSrvOpen()));
                yield NtStatus.STATUS_SUCCESS;
            }
            case LowIoOpRead request -> {
                me.out(
                        LowIoOpRead.Out.newBuilder()
                                .setInformationToReturn(request.getBuffer().getLength())
                                .build());
                yield NtStatus.STATUS_SUCCESS;
            }
            case LowIoOpWrite request -> {
                me.out(
                        LowIoOpWrite.Out.newBuilder()
                                .setInformationToReturn(request.getBuffer().getLength())
                                .build());
                yield NtStatus.STATUS_SUCCESS;
            }
            case MRxQueryFileInfo request -> {
                me.out(
                        MRxQueryFileInfo.Out.newBuilder()
                                .setFileInformation(
                                        FileInformation.newBuilder().setEndOfFile(fileSize))
                                .build());
                yield NtStatus.STATUS_SUCCESS;
            }
            default -> NtStatus.STATUS_SUCCESS;
        };
    }

    private static NtStatus control(TestDriver.Running me, MRxDevFcbXXXControlFile request) {
        boolean post;
        NtStatus status;
        if (request.getControlCode() == START) {
            var answer =
                    me.call(
                            RxStartMinirdr.newBuilder()
                                    .setRxContext(request.getRxContext())
                                    .build());
            RxStartMinirdr.Out out = (RxStartMinirdr.Out) answer.out();
            post = out != null && out.getPostToFsp();
            status = answer.status();
        } else if (request.getControlCode() == STOP) {
            var answer =
                    me.call(
                            RxStopMinirdr.newBuilder()
                                    .setRxContext(request.getRxContext())
                                    .build());
            RxStopMinirdr.Out out = (RxStopMinirdr.Out) answer.out();
            post = out != null && out.getPostToFsp();
            status = answer.status();
        } else {
            return NtStatus.STATUS_INVALID_DEVICE_REQUEST;
        }
        me.out(MRxDevFcbXXXControlFile.Out.newBuilder().setPostRequest(post).build());
        return status;
    }

    static MrxSrvcallCallback connected(MRxCreateSrvCall request) {
        return MrxSrvcallCallback.newBuilder()
                .setCallbackContext(request.getCallbackContext())
                .setStatus(NtStatus.STATUS_SUCCESS)
                .setRecommunicateContext(7)
                .build();
    }

    static MrxNetrootCallback connected(MRxCreateVNetRoot request) {
        return MrxNetrootCallback.newBuilder()
                .setContext(request.getContext())
                .setNetRootStatus(NtStatus.STATUS_SUCCESS)
                .setVirtualNetRootStatus(NtStatus.STATUS_SUCCESS)
                .build();
    }

    void create(TestDriver.Running me, MRxCreate request) {
        me.call(
                RxFinishFcbInitialization.newBuilder()
                        .setFcb(request.getFcb())
                        .setFileType(RxFileType.RDBSS_NTC_STORAGE_TYPE_FILE)
                        .setInitPacket(
                                FcbInitPacket.newBuilder()
                                        .setFileSize(fileSize)
                                        .setAllocationSize(fileSize)
                                        .setValidDataLength(fileSize))
                        .build());
        me.call(fobx(request.getRxContext(), request.getSrvOpen()));
        me.out(MRxCreate.Out.newBuilder().setReturnedCreateInformation(1).build());
    }

    static RxCreateNetFobx fobx(long rxContext, long srvOpen) {
        return RxCreateNetFobx.newBuilder().setRxContext(rxContext).setMrxSrvOpen(srvOpen).build();
    }

    private static MRxExtractNetRootName.Out split(String path) {
        int server = path.indexOf('\\', 1);
        int share = server < 0 ? -1 : path.indexOf('\\', server + 1);
        String netRoot = server < 0 ? "" : share < 0 ? path : path.substring(0, share);
        return MRxExtractNetRootName.Out.newBuilder()
                .setNetRootName(netRoot)
                .setRestOfName(share < 0 ? "" : path.substring(share))
                .build();
    }
}
