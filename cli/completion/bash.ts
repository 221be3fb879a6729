import type { Command } from 'commander';
import { completedCommands, studyNames, type CompletedOption } from './words.js';

const reply = {
  studies: '_archscale_studies',
  folders: 'COMPREPLY=($(compgen -d -- "$current"))',
} as const;

/** The completion script for bash. */
export function bashCompletion(program: Command): string {
  const commands = completedCommands(program);
  const values = commands.flatMap(({ name, options }) =>
    options.filter(({ values }) => values).map((option) => `    ${name}:${option.flag}) ${offered(option)}; return ;;`),
  );
  const words = commands.map(({ name, options, choices, takesFile }) => {
    const own = [...choices, ...options.map(({ flag }) => flag), '--help'].join(' ');
    const files = takesFile ? '; _archscale_files' : '';
    return `    ${name}) COMPREPLY=($(compgen -W '${own}' -- "$current"))${files} ;;`;
  });
  return `# bash completion for archscale
_archscale_files() {
  compopt -o filenames 2>/dev/null
  COMPREPLY+=($(compgen -f -X '!*.arch' -- "$current") $(compgen -d -- "$current"))
}
_archscale_studies() {
  local word
  for word in "\${COMP_WORDS[@]}"; do
    if [[ $word == *.arch && -r $word ]]; then
      COMPREPLY+=($(compgen -W "$(sed -n '${studyNames}' "$word")" -- "$current"))
    fi
  done
}
_archscale() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]}
  COMPREPLY=()
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
