# Read by the commands beside this file. They stand in for Slurm's own while Snakemake runs, because Snakemake's
# plugin takes a controller that does not answer for the end of its jobs.

here=$(cd "$(dirname "$0")" && pwd)
runs=.snakemake/slurm # one file for each run of this folder, named by its id: the jobs that it submitted
snakemake=$AFFECTFLOW_SNAKEMAKE # process of Snakemake, which shows nothing of what its commands say
unset AFFECTFLOW_SNAKEMAKE      # not for jobs, which run on other machines

# Say something to the user.
say() {
    { printf '%s\n' "$*" >>"${snakemake:+/proc/$snakemake/fd/2}"; } 2>/dev/null || printf '%s\n' "$*" >&2
}

# Path of Slurm's own command.
own() {
    PATH=$(printf %s "$PATH" | tr : '\n' | grep -vxF "$here" | paste -sd : -) command -v "$1"
}

# Wait until the controller answers. A ping costs nothing, and fails at once.
await_controller() {
    until "$(own scontrol)" ping >/dev/null 2>&1; do
        [ -n "$waiting" ] || say "Slurm's controller does not answer. Waiting for it."
        waiting=yes
        sleep 2
    done
}

# Run a command of Slurm's for its `answer`; what it says of problems is in the file `problems`.
ask() {
    [ -n "$problems" ] || { problems=$(mktemp) && trap 'rm -f "$problems"' EXIT; }
    command=$(own "$1") && shift || { echo "$1 is not on this machine" >"$problems" && return 127; }
    answer=$("$command" "$@" 2>"$problems")
}

# Whether a problem is that the controller was not reached, and not that it refused.
unreached() {
    grep -qE 'Unable to contact|timed out|Connection refused|ommunication|Zero Bytes|emporarily un' "$problems"
}

# Ask; while the controller cannot be reached, ask again.
patiently() {
    until ask "$@"; do
        unreached || return 1
        await_controller
    done
}
