"""A driver that does something odd: what, says its argument. It speaks the lines of the protocol by itself."""

import json
import sys

way = sys.argv[1]
lives = 0


def say(text):
    sys.stdout.write(text + "\n")


def answer(*lines):
    for line in lines:
        say(json.dumps(line))
    say('{"done":true}')


def entry():
    if way == "no-json":
        say('{"return": oops')
    elif way == "a-list":
        say("[1]")
    elif way == "twice-the-key":
        say('{"return":"STATUS_SUCCESS","return":"STATUS_SUCCESS"}')
    elif way == "no-utf-8":
        sys.stdout.flush()
        sys.stdout.buffer.write(b'{"note":"\xff"}\n')
    elif way == "unknown-routine":
        answer({"call": "WskRegistr", "fields": {}})
    elif way == "callback":
        answer({"call": "IRP_MJ_READ"})
    elif way == "unknown-field":
        answer({"call": "WskRegister", "fields": {"versoin": 256}})
    elif way == "wrong-type":
        answer({"call": "WskRegister", "fields": {"version": "1.0"}})
    elif way == "too-large":
        answer({"call": "WskRegister", "fields": {"version": 4294967296}})
    elif way == "unknown-key":
        answer({"call": "WskRegister", "feilds": {}})
    elif way == "unknown-line":
        answer({"send": "WskRegister"})
    elif way == "unknown-status":
        answer({"return": "STATUS_SUCESS"})
    elif way == "no-status":
        answer({"return": None})
    elif way == "out-without-any":
        answer({"return": "STATUS_SUCCESS", "out": {"more": 1}})
    elif way == "nothing":
        answer({"note": "I do nothing"})
    elif way == "after-return":
        answer({"return": "STATUS_SUCCESS"}, {"note": "one more thing"})
    elif way == "after-done":
        say('{"return":"STATUS_SUCCESS"}\n{"done":true}\n{"note":"one more thing"}')
    elif way == "table-for-a-routine":
        answer({"call": "PsCreateSystemThread", "fields": {"start_routine": {"KSTART_ROUTINE": "work"}}})
    elif way == "too-long":
        say('{"note":"' + "x" * (17 << 20) + '"}')
    elif way == "ends" or (way == "ends-in-its-second-life" and lives == 2):
        sys.stderr.write("I have had enough\n")
        sys.stderr.flush()
        sys.exit(3)
    elif way == "mute":
        pass
    elif way == "counts-its-lives":
        answer({"note": "life %d" % lives}, {"return": "STATUS_SUCCESS"})
    elif way == "breaks-a-rule":
        answer(
            {"call": "KeSetEvent", "fields": {"event": 4711, "increment": 0, "wait": False}, "at": "odd.py:1"},
            {"return": "STATUS_SUCCESS"},
        )
    else:
        answer({"return": "STATUS_SUCCESS"})


for line in sys.stdin:
    told = json.loads(line)
    if "hello" in told:
        answer({"protocol": 2 if way == "later-protocol" else 1})
    elif "reset" in told:
        lives += 1
        answer()
    elif told.get("code") == "DriverEntry":
        entry()
    else:
        answer({"return": None})
    sys.stdout.flush()
