"""Who has begun something: this process and those that ended are gone, those that run are not, others are unknown."""

import os
import subprocess
import sys

from supctl.store.changes.owners import is_gone, new_name


def named(process: int) -> str:
    machine, _, chance = new_name().split("-")
    return f"{machine}-{process}-{chance}"


def test_no_two_names_are_the_same():
    assert len({new_name() for _ in range(100)}) == 100


def test_what_this_process_left_when_it_was_stopped_counts_as_left():
    assert is_gone(new_name()) is True


def test_another_process_is_gone_once_it_has_ended():
    other = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        assert is_gone(named(other.pid)) is False
    finally:
        other.communicate(b"\n")
    assert is_gone(named(other.pid)) is True


def test_of_another_machine_it_cannot_be_told():
    assert is_gone(f"00000000-{os.getpid()}-00000000") is None
    assert is_gone("nobody") is None
