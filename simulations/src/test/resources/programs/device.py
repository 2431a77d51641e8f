"""A device that completes reads later, in a work item. It is a plain driver: its dispatch table is an
object with a routine for each slot."""

from irpflow import call, data, note, serve


def driver(settings):
    device = {}

    def entry(fields):
        yield call(
            "DriverObjectSetDispatch",
            driver_object=fields["driver_object"],
            dispatch={"IRP_MJ_READ": "read"},
        )
        made = yield call(
            "IoCreateDevice",
            driver_object=fields["driver_object"],
            device_extension_size=0,
            device_name="\\Device\\mine",
            device_type="FILE_DEVICE_UNKNOWN",
            device_characteristics=["FILE_DEVICE_SECURE_OPEN"],
            exclusive=False,
        )
        device["id"] = made.device_object
        return made.status

    def read(fields):
        item = yield call("IoAllocateWorkItem", device_object=fields["device_object"])
        device["item"] = item.returned
        yield [
            call("IoMarkIrpPending", irp=fields["irp"]),
            call(
                "IoQueueWorkItem",
                io_work_item=item.returned,
                worker_routine="later",
                queue_type="DelayedWorkQueue",
                context=fields["irp"],
            ),
        ]
        return "STATUS_PENDING"

    def later(fields):
        buffer = yield call("ExAllocatePool2", flags=64, number_of_bytes=4, tag="Mine")
        yield call("MemoryWrite", to=buffer.returned, data=data(b"\x00\xff ok"[:4]))
        back = yield call("MemoryRead", **{"from": buffer.returned})
        note("read back " + back.data)
        yield [
            call("ExFreePool", p=buffer.returned),
            call("IrpSetIoStatus", irp=fields["context"], status="STATUS_SUCCESS", information=4),
            call("IoCompleteRequest", irp=fields["context"], priority_boost="IO_NO_INCREMENT"),
            call("IoFreeWorkItem", io_work_item=device["item"]),
        ]
        return None

    def unload(fields):
        yield call("IoDeleteDevice", device_object=device["id"])
        return None

    return {"DriverEntry": entry, "DriverUnload": unload, "read": read, "later": later}


serve(driver)
