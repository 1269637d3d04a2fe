# Read by the commands beside this file. They stand in for Slurm's own while Snakemake runs, because Snakemake's
# plugin takes a controller that does not answer for the end of its jobs.

here=$(cd "$(dirname "$0")" && pwd)
runs=.snakemake/slurm # one file for each run of this folder, named by its id: the jobs that it submitted

# Path of Slurm's own command.
own() {
    PATH=$(printf %s "$PATH" | tr : '\n' | grep -vxF "$here" | paste -sd : -) command -v "$1"
}

# Whether a message says that the controller could not be reached, and not that it refused.
unreachable() {
    case $1 in
    *"Unable to contact"* | *"timed out"* | *"Connection refused"* | *"ommunication"* | *"Zero Bytes"*) ;;
    *"temporarily unable"* | *"esource temporarily unavailable"*) ;;
    *) return 1 ;;
    esac
}

# Wait until the controller answers. A ping costs nothing, and fails at once.
await_controller() {
    until "$(own scontrol)" ping >/dev/null 2>&1; do sleep 2; done
}

# Run a command of Slurm's; while the controller cannot be reached, run it again.
patiently() {
    command=$(own "$1") && shift || return 127
    until answer=$("$command" "$@" 2>&1); do
        unreachable "$answer" || break
        await_controller
    done
}
