"""A real Slurm on this machine: munge, a controller and some nodes on loopback, all below one folder.

    python -m tests.cluster.slurm start FOLDER [NODES]     prints what to add to the environment
    python -m tests.cluster.slurm stop FOLDER

As root, on Debian: apt-get install --no-install-recommends munge slurmctld slurmd slurm-client. Starting twice starts
only what does not run; stopping ends exactly what was started, checked by pid files, and takes the folder away.
"""

import getpass
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import ExitStack, suppress
from pathlib import Path

from .daemons import living, stop, until, with_variable

NEEDED = ("munged", "slurmctld", "slurmd", "sbatch", "srun", "squeue", "scontrol", "sinfo")
SBIN = os.pathsep + "/usr/sbin"


def absent() -> str | None:
    """Why no Slurm can be started here, if so."""
    missing = [name for name in NEEDED if not shutil.which(name, path=os.environ["PATH"] + SBIN)]
    if missing:
        return f"no {', '.join(missing)} on this machine"
    return "only root can be every daemon of a Slurm" if os.geteuid() else None


class Slurm:
    """The Slurm below `place`; `environ` leads its commands to it."""

    def __init__(self, place: Path):
        self.place = place.resolve()
        self.conf = self.place / "etc/slurm.conf"
        self.environ = {"SLURM_CONF": str(self.conf)}

    def start(self, nodes: int = 3, cpus: int = 2, memory: int = 4500) -> "Slurm":
        """Start what does not run. A configuration that is there is kept, with its ports."""
        if not self.conf.is_file():
            self._configure(nodes, cpus, memory)
        if not living(self.place / "munge/pid", "munged"):
            self._start_munge()
        self.start_controller()
        for node in self.nodes():
            self.start_node(node)
        if not until(self._all_idle, 30):
            raise SystemExit(f"not all nodes are up after 30 s; see {self.place}/log")
        return self

    def stop(self) -> None:
        """End all jobs, then all daemons, then remove the folder."""
        if self._controller():
            self.cancel()
        for node in self.nodes():
            self.kill_node(node)
        for folder, file, name in (("run", "slurmctld.pid", "slurmctld"), ("munge", "pid", "munged")):
            if pid := living(self.place / folder / file, name):
                stop(pid, name)
        shutil.rmtree(self.place, ignore_errors=True)

    def cancel(self) -> None:
        """End all jobs."""
        self.call("scancel", f"--user={getpass.getuser()}", check=False)
        until(lambda: not self.call("squeue", "-h", check=False), 15)

    def nodes(self) -> list[str]:
        """Names of the nodes."""
        lines = self.conf.read_text().splitlines() if self.conf.is_file() else []
        return [line.split()[0].removeprefix("NodeName=") for line in lines if line.startswith("NodeName=")]

    def call(self, *command: str, check: bool = True) -> str:
        """What a Slurm command prints."""
        environ = os.environ | self.environ
        return subprocess.run(command, env=environ, capture_output=True, text=True, check=check, timeout=60).stdout

    def start_controller(self) -> None:
        """Start the controller, with the state that it saved when it was stopped."""
        if not self._controller():
            self._daemon("slurmctld")

    def stop_controller(self) -> None:
        """Take the controller away; jobs go on."""
        if pid := self._controller():
            stop(pid, "slurmctld")

    def start_node(self, node: str) -> None:
        """Start a node's daemon."""
        if not living(self.place / f"run/{node}.pid", "slurmd"):
            self._daemon("slurmd", "-N", node, AFFECTFLOW_TEST_NODE=self._tag(node))

    def kill_node(self, node: str) -> None:
        """Kill a node's daemon and whatever runs on it, at once, as a power cut does."""
        own = [pid for pid in [living(self.place / f"run/{node}.pid", "slurmd")] if pid]
        there = {*own, *with_variable(f"AFFECTFLOW_TEST_NODE={self._tag(node)}"), *self._jobs_on(node)}
        # Held first: a daemon that saw its job die would still report that the job failed.
        for blow in (signal.SIGSTOP, signal.SIGKILL):
            for pid in there:
                with suppress(ProcessLookupError):
                    os.kill(pid, blow)

    def _tag(self, node: str) -> str:
        return f"{self.place}/{node}"

    def _jobs_on(self, node: str) -> set[int]:
        here = set(with_variable(f"SLURM_CONF={self.conf}"))
        return here & set(with_variable(f"SLURMD_NODENAME={node}"))

    def _controller(self) -> int | None:
        return living(self.place / "run/slurmctld.pid", "slurmctld")

    def _all_idle(self) -> bool:
        states = self.call("sinfo", "-h", "-N", "-p", "main", "-o", "%T", check=False).split()
        return len(states) == len(self.nodes()) and set(states) <= {"idle", "mixed", "allocated"}

    def _daemon(self, name: str, *arguments: str, **environ: str) -> None:
        path = shutil.which(name, path=os.environ["PATH"] + SBIN)
        assert path
        subprocess.run([path, "-f", self.conf, *arguments], env=os.environ | self.environ | environ, check=True)

    def _start_munge(self) -> None:
        munge = self.place / "munge"
        files = [f"--{name}-file={munge / name}" for name in ("key", "pid", "log", "seed")]
        path = shutil.which("munged", path=os.environ["PATH"] + SBIN)
        subprocess.run([path, "--force", f"--socket={munge / 'socket'}", *files], check=True, stderr=subprocess.DEVNULL)

    def _configure(self, nodes: int, cpus: int, memory: int) -> None:
        for folder in ("etc", "state", "log", "munge", "run", "spool"):
            (self.place / folder).mkdir(parents=True, exist_ok=True)
        (self.place / "munge").chmod(0o755)
        key = self.place / "munge/key"
        key.touch(0o600)
        key.write_bytes(secrets.token_bytes(128))
        host, ports = socket.gethostname().split(".")[0], free_ports(nodes + 1)
        text = (Path(__file__).with_name("slurm.conf").read_text()).format(
            host=host, port=ports[0], place=self.place, user=getpass.getuser()
        )
        for i, port in enumerate(ports[1:], start=1):
            (self.place / f"spool/n{i}").mkdir()
            size = f"CPUs={cpus} RealMemory={memory}{' Gres=gpu:1' if i == nodes else ''}"
            text += f"NodeName=n{i} NodeHostname={host} NodeAddr=127.0.0.1 Port={port} {size}\n"
        text += "PartitionName=main Nodes=ALL Default=YES MaxTime=1-0\n"
        text += f"PartitionName=gpu Nodes=n{nodes} MaxTime=1-0\n"
        (self.place / "etc/gres.conf").write_text(f"NodeName=n{nodes} Name=gpu File=/dev/null\n")
        self.conf.write_text(text)


def free_ports(count: int) -> list[int]:
    """Ports of this machine that nobody uses."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


if __name__ == "__main__":
    slurm = Slurm(Path(sys.argv[2]))
    if sys.argv[1] == "stop":
        slurm.stop()
    else:
        slurm.start(*map(int, sys.argv[3:]))
        print(*(f"export {name}={value}" for name, value in slurm.environ.items()), sep="\n")
