"""What a worker gives up before it reads its first untrusted byte, by the kernel's means alone. Nothing of it can be taken back.

- Bounds of the process: memory, size of files, open files, no core dumps. RLIMIT_DATA and not RLIMIT_AS: libraries reserve addresses that
  they never fill. RLIMIT_NPROC is of no use, it counts all processes of the user; processes are refused by the filter.
- It dies with the process that started it, gains no privileges and, started by root, keeps none but that of reading its own code.
- A filter of system calls (seccomp) refuses the network, other processes and whatever goes round the rest: `syscalls.csv`.
- Landlock leaves nothing to write but the scratch folder, nothing to read but code and libraries, and no signal to send.

The last two need Linux on x86_64 or aarch64; Landlock a kernel from 5.13 on. Where they are missing, the bounds of memory, time and output
still hold. `confine` says which guards stand.
"""

from __future__ import annotations

import csv
import ctypes
import errno
import os
import platform
import resource
import signal
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

from ingestion.boxed.limits import Limits
from ingestion.parent import end_with_parent

MEGA = 1 << 20
OPEN_FILES = 128
# What libraries look at while they are loaded or count processors, besides the interpreter's own folders.
READABLE = (
    "/usr", "/lib", "/lib64", "/opt", "/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/sys/vm", "/sys/devices/system",
    "/sys/fs/cgroup", "/sys/kernel/mm", "/etc/ld.so.cache", "/etc/localtime", "/etc/fonts", "/etc/mime.types", "/dev/null", "/dev/zero",
    "/dev/urandom", "/dev/random",
)  # fmt: skip

_NO_NEW_PRIVS, _SET_SECCOMP, _CAPBSET_DROP = 38, 22, 24
_CAP_DAC_READ_SEARCH, _LAST_CAPABILITY = 2, 63
_CAPSET = {"x86_64": 126, "aarch64": 91}
# Linux' names of the processor, of its audit number and of the call that makes threads and processes
_ARCHITECTURES = {"x86_64": (0xC000003E, 56), "aarch64": (0xC00000B7, 220)}
_CLONE3, _TGKILL = 435, {"x86_64": 234, "aarch64": 131}
_CLONE_THREAD = 0x10000
_LOAD, _EQUAL, _AT_LEAST, _ALL_BITS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06  # BPF: ld, jeq, jge, jset, ret
_ALLOW, _ERRNO = 0x7FFF0000, 0x00050000
_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446
_READ_FILE, _READ_DIR, _WRITE_FILE, _TRUNCATE = 1 << 2, 1 << 3, 1 << 1, 1 << 14
_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1}  # of files, by version; the fifth adds device control
_OF_FILES = 0b111 | _TRUNCATE | 1 << 15  # rights that a file can have; the others are of folders


def confine(limits: Limits, scratch: Path, code: Iterable[str], parent: int) -> list[str]:
    """Give everything up but computing. `scratch`: the folder that may be written; `code`: folders that may be read besides the system's.

    Returns the guards that stand, of "limits", "dies with parent", "no privileges", "no network or processes", "no files".
    """
    _bounds(limits)
    guards = ["limits"]
    if not sys.platform.startswith("linux"):
        return guards
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    machine = platform.machine()
    if end_with_parent():
        guards.append("dies with parent")
    if os.getppid() != parent:  # it was gone before it could be bound to us
        os._exit(0)
    unprivileged = libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
    if unprivileged and _landlock(libc, scratch, code):
        guards.append("no files")
    if _drop_capabilities(libc, machine):
        guards.append("no privileges")
    if unprivileged and machine in _ARCHITECTURES and _filter_calls(libc, machine):
        guards.append("no network or processes")
    return guards


def _bounds(limits: Limits) -> None:
    kinds = {
        "RLIMIT_CORE": 0,
        "RLIMIT_FSIZE": limits.scratch_mb * MEGA,
        "RLIMIT_NOFILE": OPEN_FILES,
        "RLIMIT_DATA": limits.memory_mb * MEGA,
    }
    for name, bound in kinds.items():
        kind = getattr(resource, name, None)
        if kind is not None:
            hard = resource.getrlimit(kind)[1]
            bound = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
            resource.setrlimit(kind, (bound, bound))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # writing too much is then an error, not the end


def _drop_capabilities(libc: ctypes.CDLL, machine: str) -> bool:
    """Keep at most the right to read code in other people's folders. True where nothing more is left."""
    number = _CAPSET.get(machine)
    if number is None:
        return False
    for capability in range(_LAST_CAPABILITY + 1):
        libc.prctl(_CAPBSET_DROP, capability, 0, 0, 0)
    kept = 1 << _CAP_DAC_READ_SEARCH if os.geteuid() == 0 else 0
    header = struct.pack("=Ii", 0x20080522, 0)
    return libc.syscall(number, header, struct.pack("=6I", kept, kept, 0, 0, 0, 0)) == 0


def _filter_calls(libc: ctypes.CDLL, machine: str) -> bool:
    """Have the kernel refuse the calls of `syscalls.csv` with EPERM, and `clone` unless it makes a thread of this process."""
    audit, clone = _ARCHITECTURES[machine]
    with open(Path(__file__).with_name("syscalls.csv"), encoding="utf-8", newline="") as listed:
        refused = sorted(int(row[machine]) for row in csv.DictReader(listed) if row[machine])
    deny = (_RETURN, 0, 0, _ERRNO | errno.EPERM)
    allow = (_RETURN, 0, 0, _ALLOW)
    number, argument = (_LOAD, 0, 0, 0), (_LOAD, 0, 0, 16)  # offsets in the kernel's record of a call
    steps = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, audit), deny, number]
    steps += [(_AT_LEAST, 0, 1, 0x40000000), deny]  # x86_64's second set of numbers
    # glibc falls back on clone, whose flags a filter can see
    steps += [(_EQUAL, 0, 1, _CLONE3), (_RETURN, 0, 0, _ERRNO | errno.ENOSYS)]
    steps += [(_EQUAL, 0, 4, clone), argument, (_ALL_BITS, 0, 1, _CLONE_THREAD), allow, deny]
    steps += [(_EQUAL, 0, 4, _TGKILL[machine]), argument, (_EQUAL, 0, 1, os.getpid()), allow, deny]  # abort() signals itself
    for call in refused:
        steps += [(_EQUAL, 0, 1, call), deny]
    program = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in [*steps, allow]))
    count = len(steps) + 1
    descriptor = ctypes.create_string_buffer(struct.pack("@HP", count, ctypes.addressof(program)))
    return libc.prctl(_SET_SECCOMP, ctypes.c_ulong(2), descriptor, 0, 0) == 0


def _landlock(libc: ctypes.CDLL, scratch: Path, code: Iterable[str]) -> bool:
    version = libc.syscall(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), 1)
    if version < 1:
        return False
    files = _RIGHTS.get(version, _RIGHTS[3] | (1 << 15 if version >= 5 else 0))
    # rights of files, of the network (bind, connect), and the reach of sockets and signals; older kernels know fewer fields
    wanted = [files, 0b11 if version >= 4 else None, 0b11 if version >= 6 else None]
    attributes = struct.pack(f"={sum(value is not None for value in wanted)}Q", *(value for value in wanted if value is not None))
    rules = libc.syscall(_LANDLOCK_CREATE, attributes, ctypes.c_size_t(len(attributes)), 0)
    if rules < 0:
        return False
    try:
        reading = _READ_FILE | _READ_DIR
        for path in dict.fromkeys([*READABLE, sys.prefix, sys.base_prefix, sys.exec_prefix, *code]):
            _allow(libc, rules, path, reading & files)
        _allow(libc, rules, "/dev/null", (_READ_FILE | _WRITE_FILE | _TRUNCATE) & files)
        _allow(libc, rules, str(scratch), files & ~1)  # all but running programs
        return libc.syscall(_LANDLOCK_RESTRICT, rules, 0) == 0
    finally:
        os.close(rules)


def _allow(libc: ctypes.CDLL, rules: int, path: str, rights: int) -> None:
    """Allow `rights` for a path and all below it; one that isn't there needs no rule."""
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not Path(path).is_dir():
            rights &= _OF_FILES
        libc.syscall(_LANDLOCK_ADD, rules, 1, struct.pack("=Qi", rights, handle), 0)
    finally:
        os.close(handle)
