import type { Command } from 'commander';
import { completedCommands, sizeNames, studyNames, type CompletedOption } from './words.js';

const reply = {
  studies: '_archscale_studies',
  sizes: '_archscale_sizes',
  folders: 'compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- "$current"))',
  files: 'compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current"))',
} as const;

/** What is offered beside the options, in the place of an argument. */
const taken = {
  arch: '_archscale_files',
  files: 'compopt -o filenames 2>/dev/null; COMPREPLY+=($(compgen -f -- "$current"))',
  folders: 'compopt -o filenames 2>/dev/null; COMPREPLY+=($(compgen -d -- "$current"))',
} as const;

/** The completion script for bash. */
export function bashCompletion(program: Command): string {
  const commands = completedCommands(program);
  const values = commands.flatMap(({ name, options }) =>
    options.filter(({ values }) => values).map((option) => `    ${name}:${option.flag}) ${offered(option)}; return ;;`),
  );
  const words = commands.map(({ name, options, choices, takes }) => {
    const own = [...choices, ...options.map(({ flag }) => flag), '--help'].join(' ');
    const files = takes === undefined ? '' : `; ${taken[takes]}`;
    return `    ${name}) COMPREPLY=($(compgen -W '${own}' -- "$current"))${files} ;;`;
  });
  return `# bash completion for archscale
_archscale_files() {
  compopt -o filenames 2>/dev/null
  COMPREPLY+=($(compgen -f -X '!*.arch' -- "$current") $(compgen -d -- "$current"))
}
_archscale_names() {
  local word
  for word in "\${COMP_WORDS[@]}"; do
    if [[ $word == *.arch && -f $word && -r $word ]]; then sed -n "$1" "$word"; fi
  done
}
_archscale_studies() {
  COMPREPLY+=($(compgen -W "$(_archscale_names '${studyNames}')" -- "$current"))
}
# Several sizes have commas between them: the last one is completed.
_archscale_sizes() {
  local before=
  if [[ $current == *,* ]]; then before=\${current%,*},; fi
  COMPREPLY+=($(compgen -P "$before" -W "$(_archscale_names '${sizeNames}')" -- "\${current##*,}"))
}
_archscale() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]}
  COMPREPLY=()
  # A key is followed by a value of one's own, not by another word.
  if [[ $previous == --slurm ]]; then compopt -o nospace 2>/dev/null; fi
  if [[ $COMP_CWORD -eq 1 ]]; then
    COMPREPLY=($(compgen -W '${commands.map(({ name }) => name).join(' ')} --help --version' -- "$current"))
    return
  fi
  case $command:$previous in
${values.join('\n')}
  esac
  case $command in
${words.join('\n')}
  esac
}
complete -F _archscale archscale
`;
}

function offered({ values }: CompletedOption): string {
  if (values === undefined) return ':';
  return typeof values === 'string' ? reply[values] : `COMPREPLY=($(compgen -W '${values.join(' ')}' -- "$current"))`;
}
