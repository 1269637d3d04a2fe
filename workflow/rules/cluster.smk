# What a run on a cluster needs beside profiles/slurm.
import subprocess

STAND_INS = Path(workflow.basedir) / "profiles/slurm/bin"


def gpus(run, model):
    """How many GPUs a model's job asks for: those of a network, where the profile says that there are some."""
    wanted = MACHINE.accelerator in ("gpu", "cuda") and section(run, "train")["models"][model]["kind"] == "network"
    return MACHINE.devices if wanted else 0


# One machine, that of Snakemake, writes to the tracking database: SQLite's locks do not hold on every shared disk.
localrules:
    index,
    track,


_plan = workflow._build_dag


def plan():
    """Cancel what a killed run left with Slurm, also where this run is local, before Snakemake looks which files are
    there: a job that is cancelled removes what it had begun. A locked folder may have a run that lives."""
    takes_lock = "lock" not in vars(workflow.persistence)
    locked = any(Path(workflow.persistence.path, "locks").iterdir())
    if takes_lock and not locked and Path(".snakemake/slurm").is_dir():
        subprocess.run(STAND_INS / "cancel-strays", check=True)
    _plan()


workflow._build_dag = plan


onstart:
    if workflow.executor_plugin.name == "slurm":
        path = os.pathsep.join([str(STAND_INS), *os.get_exec_path()])
        os.environ.update(PATH=path, AFFECTFLOW_SNAKEMAKE=str(os.getpid()))
        # The plugin would ask ever more seldom, up to every three minutes, while a finished job keeps others waiting.
        pause = workflow.remote_execution_settings.seconds_between_status_checks
        steady = property(lambda self: pause, lambda self, longer: None)
        workflow.executor_plugin.executor.next_seconds_between_status_checks = steady
