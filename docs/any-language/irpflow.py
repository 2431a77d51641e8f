"""A driver of Irpflow in Python.

A routine of the driver is a function of its parameters (a dict). Where it calls something it is a
generator: `result = yield call("WskSend", socket=socket, ...)` makes the call and goes on when it
has returned. A list of calls makes them in order, and gives the list of their results. What a
routine returns is the name of a status; with out-parameters it is a pair of both; None is for a
routine that returns no NTSTATUS.

Docs: any-language.md. This file knows the lines and no routine: copy it, or write it in your language.
"""

import base64
import inspect
import json
import os
import sys

PROTOCOL = 1


class Raised(Exception):
    """A call has raised a status instead of returning."""


class Result:
    """What a call has returned."""

    def __init__(self, told):
        self.routine = told["routine"]
        self.raised = told.get("raised")
        self.status = told.get("status", self.raised or "STATUS_SUCCESS")
        self.out = told.get("out", {})

    def __getattr__(self, name):
        return self.out.get(name)

    @property
    def is_success(self):
        # NT_SUCCESS: names of failures are not told apart by their numbers here.
        return self.status in ("STATUS_SUCCESS", "STATUS_PENDING")


def call(routine, **fields):
    """A call, to be yielded. A field that is None is not there: NULL."""
    return {"call": routine, "fields": {k: v for k, v in fields.items() if v is not None}}


def note(text):
    """A note in the trace."""
    say({"note": text})


def data(octets):
    """Bytes, as fields take them."""
    return base64.b64encode(octets).decode()


def octets(data):
    """Bytes, as fields have them."""
    return base64.b64decode(data)


def say(line):
    sys.stdout.write(json.dumps(line) + "\n")


def serve(driver):
    """Serves until the input ends. `driver(settings)` gives the routines of one life, by name."""
    routines, frames = {}, {}
    for line in sys.stdin:
        told = json.loads(line)
        if "hello" in told:
            say({"protocol": PROTOCOL})
        elif "reset" in told:
            routines, frames = driver(told["settings"]), {}
        elif "call" in told:
            enter(told, routines[told["code"]], frames)
        else:
            results = [Result(each) for each in told["results"]]
            go_on(told["returned"], frames, results)
        say({"done": True})
        sys.stdout.flush()


def enter(told, routine, frames):
    begun = routine(told["fields"])
    if inspect.isgenerator(begun):
        frames[told["call"]] = begun, None
        go_on(told["call"], frames, None)
    else:
        end(begun, None)


def go_on(number, frames, results):
    routine, wanted = frames[number]
    try:
        if results is None:
            wanted = next(routine)
        else:
            raised = [each for each in results if each.raised]
            if raised:
                wanted = routine.throw(Raised(raised[0].status))
            else:
                wanted = routine.send(results if isinstance(wanted, list) else results[0])
    except StopIteration as stop:
        del frames[number]
        end(stop.value, None)
        return
    frames[number] = routine, wanted
    at = place(routine)
    for each in wanted if isinstance(wanted, list) else [wanted]:
        say({**each, "at": at})


def end(value, at):
    status, out = value if isinstance(value, tuple) else (value, None)
    say({"return": status} if out is None else {"return": status, "out": out})


def place(routine):
    while inspect.isgenerator(routine.gi_yieldfrom):
        routine = routine.gi_yieldfrom
    frame = routine.gi_frame
    return "%s:%d" % (os.path.basename(frame.f_code.co_filename), frame.f_lineno)
