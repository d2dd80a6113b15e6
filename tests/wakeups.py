# SPDX-License-Identifier: GPL-3.0-or-later
"""What the threads of a program at rest ask of the system, watched by strace: each call is a waking up."""
import re
import shutil
import subprocess
import tempfile

# The beginning of a wait that strace met at its start, and its own end: what wakes up is resumed.
NOTHING = re.compile(r"restart_syscall|strace: |^\d+ +(poll|ppoll|futex|epoll_wait|select)\(([^=]*|.* <unfinished \.\.\.>)$|<detached \.\.\.>$")


def why_not():
    """Why nothing can be watched here; None: it can."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    sleeper = subprocess.Popen(["sleep", "30"])
    done = subprocess.run(["timeout", "1", "strace", "-o", "/dev/null", "-p", str(sleeper.pid)], capture_output=True, text=True)
    sleeper.kill()
    return "a program may not be traced here" if "not permitted" in done.stderr else None


def thread(pid, number):
    """The name of one of its threads; its number where it has ended."""
    try:
        with open(f"/proc/{pid}/task/{number}/comm", encoding="utf-8") as name:
            return name.read().strip()
    except OSError:
        return number


def calls(pid, seconds):
    """What they ask in that time, each with the thread that does."""
    with tempfile.NamedTemporaryFile("r") as log:
        subprocess.run(["timeout", "-s", "INT", str(seconds), "strace", "-f", "-o", log.name, "-p", str(pid)],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        lines = [line.rstrip().split(maxsplit=1) for line in log]
    assert any(line[0] == str(pid) for line in lines), f"strace watches nothing: {lines}"
    return [f"{thread(pid, line[0])}: {line[-1]}" for line in lines if not NOTHING.search(" ".join(line))]
