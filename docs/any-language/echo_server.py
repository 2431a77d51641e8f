"""An echo server over WSK: sends back whatever its connections send, until they end.

A few workers, each a thread with an IRP, an event and a buffer of its own: it accepts a connection,
serves it until the peer ends it, closes it, and accepts the next.
"""

from irpflow import call, serve

WORKERS = 3
BYTES = 2048


class Worker:
    """A thread and what it works with."""

    def __init__(self, number):
        self.number = number
        self.thread = self.irp = self.event = self.buffer = None
        self.status, self.information = None, 0


class EchoServer:
    """One life of the driver."""

    def __init__(self, settings):
        self.port = int(settings.get("port", 7))
        self.registration = self.listening = self.stop = None
        self.stopping = False
        self.workers = []

    def routines(self):
        return {
            "DriverEntry": self.driver_entry,
            "DriverUnload": self.driver_unload,
            "listen": self.listen,
            "work": self.work,
            "completed": self.completed,
        }

    def driver_entry(self, _):
        registered = yield call("WskRegister", version="WSK_VERSION_1_0")
        if not registered.is_success:
            return registered.status
        self.registration = registered.registration
        stop = yield call("KeInitializeEvent", type="NotificationEvent", state=False)
        self.stop = stop.event
        # The provider may not be ready yet: a worker waits for it, and not DriverEntry.
        begun = yield from self.begin("listen")
        if not begun:
            yield call("WskDeregister", registration=self.registration)
            return "STATUS_INSUFFICIENT_RESOURCES"
        return "STATUS_SUCCESS"

    def begin(self, routine):
        """Gives a worker what it needs, and lets it begin; false if there is not enough memory."""
        worker = Worker(len(self.workers))
        irp, buffer, event = yield [
            call("IoAllocateIrp", stack_size=1, charge_quota=False),
            call(
                "ExAllocatePool2",
                flags=["POOL_FLAG_NON_PAGED"],
                number_of_bytes=BYTES,
                tag="Echo",
            ),
            call("KeInitializeEvent", type="SynchronizationEvent", state=False),
        ]
        worker.irp, worker.buffer, worker.event = irp.returned, buffer.returned, event.event
        if worker.irp and worker.buffer:
            self.workers.append(worker)
            thread = yield call(
                "PsCreateSystemThread", start_routine=routine, start_context=worker.number
            )
            if thread.is_success:
                worker.thread = thread.thread
                yield call("NtClose", handle=thread.thread_handle)
                return True
            self.workers.remove(worker)
        yield from self.give_back(worker)
        return False

    def give_back(self, worker):
        if worker.irp:
            yield call("IoFreeIrp", irp=worker.irp)
        if worker.buffer:
            yield call("ExFreePool", p=worker.buffer)

    def listen(self, fields):
        """The first worker: makes the listening socket, and lets the others begin."""
        worker = self.workers[int(fields["start_context"])]
        captured = None
        while not self.stopping:
            captured = yield call(
                "WskCaptureProviderNPI", registration=self.registration, wait_timeout=100
            )
            if captured.status != "STATUS_DEVICE_NOT_READY":
                break
        if captured is None or not captured.is_success:
            return None
        yield from self.operate(
            worker,
            "WskSocket",
            client=captured.client,
            address_family="AF_INET",
            socket_type="SOCK_STREAM",
            protocol="IPPROTO_TCP",
            flags="WSK_FLAG_LISTEN_SOCKET",
        )
        listening = worker.information if worker.status == "STATUS_SUCCESS" else None
        # Sockets outlive the release.
        yield call("WskReleaseProviderNPI", registration=self.registration)
        if listening is None:
            return None
        any_address = {"family": 2, "port": self.port}
        yield from self.operate(
            worker, "WskBind", socket=listening, local_address=any_address, flags=0
        )
        self.listening = listening
        if worker.status != "STATUS_SUCCESS":
            return None
        for _ in range(1, WORKERS):
            if not self.stopping:
                yield from self.begin("work")
        yield from self.serve_all(worker)
        return None

    def work(self, fields):
        yield from self.serve_all(self.workers[int(fields["start_context"])])
        return None

    def serve_all(self, worker):
        while not self.stopping:
            yield from self.operate(worker, "WskAccept", listen_socket=self.listening, flags=0)
            if worker.status == "STATUS_SUCCESS":
                yield from self.converse(worker, worker.information)
            elif worker.status != "STATUS_CANCELLED":
                return  # the listening socket is dead

    def converse(self, worker, socket):
        """Sends back what comes, until the peer or the driver ends."""
        while not self.stopping:
            yield from self.operate(
                worker, "WskReceive", socket=socket, buffer=worker.buffer, flags=0
            )
            if worker.status != "STATUS_SUCCESS" or worker.information == 0:
                break
            part = {**worker.buffer, "length": worker.information}
            yield from self.operate(worker, "WskSend", socket=socket, buffer=part, flags=0)
            if worker.status != "STATUS_SUCCESS":
                break
        if worker.status == "STATUS_SUCCESS" and worker.information == 0:
            yield from self.operate(worker, "WskDisconnect", socket=socket, flags=0)
        yield from self.close(worker, socket)

    def close(self, worker, socket):
        yield from self.begin_operation(worker, "WskCloseSocket", socket=socket)
        yield self.wait_for(worker.event)

    def operate(self, worker, routine, **fields):
        """Calls a function of WSK with the worker's IRP, and waits for its end; when the driver is
        to stop, it is cancelled. Only the worker itself cancels its IRP: nobody else knows when it
        is reused."""
        yield from self.begin_operation(worker, routine, **fields)
        ended = yield call(
            "KeWaitForMultipleObjects",
            objects=[worker.event, self.stop],
            wait_type="WaitAny",
            wait_reason="Executive",
            wait_mode="KernelMode",
            alertable=False,
        )
        if ended.status != "STATUS_SUCCESS":
            self.stopping = True
            yield [call("IoCancelIrp", irp=worker.irp), self.wait_for(worker.event)]
        ended = yield call("IrpGetIoStatus", irp=worker.irp)
        worker.status = ended.io_status["status"]
        worker.information = int(ended.io_status["information"])

    def begin_operation(self, worker, routine, **fields):
        yield [
            call("IoReuseIrp", irp=worker.irp, iostatus="STATUS_SUCCESS"),
            call(
                "IoSetCompletionRoutine",
                irp=worker.irp,
                completion_routine="completed",
                context=worker.event,
                invoke_on_success=True,
                invoke_on_error=True,
                invoke_on_cancel=True,
            ),
            call(routine, irp=worker.irp, **fields),
        ]

    def wait_for(self, what):
        return call(
            "KeWaitForSingleObject",
            object=what,
            wait_reason="Executive",
            wait_mode="KernelMode",
            alertable=False,
        )

    def completed(self, fields):
        """The completion routine, at up to DISPATCH_LEVEL: the IRP stays ours."""
        yield call("KeSetEvent", event=fields["context"], increment="IO_NO_INCREMENT", wait=False)
        return "STATUS_MORE_PROCESSING_REQUIRED"

    def driver_unload(self, _):
        self.stopping = True
        yield call("KeSetEvent", event=self.stop, increment="IO_NO_INCREMENT", wait=False)
        for worker in self.workers:  # the first one adds none any more when it has ended
            yield from self.join(worker)
        if self.listening is not None:
            yield from self.close(self.workers[0], self.listening)
        for worker in self.workers:
            yield from self.give_back(worker)
        yield call("WskDeregister", registration=self.registration)
        return None

    def join(self, worker):
        """Waits until a worker has ended."""
        yield self.wait_for(worker.thread)


if __name__ == "__main__":
    serve(lambda settings: EchoServer(settings).routines())
