import type { Command } from 'commander';
import { completedCommands, studyNames, type CompletedOption } from './words.js';

const offers = { studies: "-xa '(__archscale_studies)'", folders: "-xa '(__fish_complete_directories)'" } as const;

/** The completion script for fish. */
export function fishCompletion(program: Command): string {
  const lines = completedCommands(program).flatMap(({ name, description, takesFile, choices, options }) => {
    const inside = `complete -c archscale -n '__fish_seen_subcommand_from ${name}'`;
    return [
      `complete -c archscale -n __fish_use_subcommand -a ${name} -d ${quoted(description)}`,
      ...(takesFile ? [`${inside} -ka '(__fish_complete_suffix .arch)'`] : []),
      ...(choices.length > 0 ? [`${inside} -a '${choices.join(' ')}'`] : []),
      ...options.map(
        (option) => `${inside} -l ${option.flag.slice(2)}${offered(option)} -d ${quoted(option.description)}`,
      ),
    ];
  });
  return `# fish completion for archscale
function __archscale_studies
  for word in (commandline -opc)
    if string match -q '*.arch' -- $word; and test -r $word
      sed -n '${studyNames}' $word
    end
  end
end
complete -c archscale -f
${lines.join('\n')}
`;
}

function offered({ values }: CompletedOption): string {
  if (values === undefined) return '';
  return ` ${typeof values === 'string' ? offers[values] : `-xa '${values.join(' ')}'`}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`\'`)}'`;
}
