/**
 * What Slurm runs for each part. It is the same text whatever is measured: all that differs comes as arguments, which no
 * shell reads but the lines of setup, which are the user's own.
 *
 * Arguments: the folder of the parts, lines of setup, the number of modules, the modules, then the command that measures a
 * part. It opens its log itself, because Slurm reads signs such as %a in the names of logs and in those of their folders.
 * `exec` makes the command the process that Slurm sends signals to.
 */
export const jobScript = `#!/bin/bash
# Measures one part of a validation. Written by archscale; changes are lost.
folder=$1
setup=$2
count=$3
shift 3
exec >>"$folder/$SLURM_ARRAY_TASK_ID.log" 2>&1
modules=("\${@:1:count}")
shift "$count"
if [ "$count" -gt 0 ]; then
  command -v module >/dev/null || . /etc/profile
  module load "\${modules[@]}" || exit
fi
if [ -n "$setup" ]; then
  eval "$setup" || exit
fi
# Node, also where it is within VS Code.
export ELECTRON_RUN_AS_NODE=1
exec "$@" "$SLURM_ARRAY_TASK_ID"
`;
