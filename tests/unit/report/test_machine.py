"""What a report says of the machine that made it."""

import platform

from affectflow.report.machine import machine
from affectflow.report.provenance import provenance


def test_a_machine_is_told_by_its_kind_and_never_by_its_name():
    told = machine({"accelerator": "auto", "places": {"emodb": "/home/someone"}})
    assert told["architecture"] == platform.machine()
    assert told["accelerator setting"] == "auto"
    assert told["processor"]
    assert not any(platform.node() in value or "/" in value for value in told.values())


def test_provenance_holds_the_machine(home):
    told = provenance(home, [home / "LICENSE"], {})
    assert told["machine"]["system"].startswith(platform.system())
    assert len(told["files"]) == 1
