import type { Command } from 'commander';
import { completedCommands, sizeNames, studyNames, type CompletedOption } from './words.js';

const offers = {
  studies: "-xa '(__archscale_studies)'",
  sizes: "-xa '(__fish_complete_list , __archscale_sizes)'",
  folders: "-xa '(__fish_complete_directories)'",
  files: '-rF',
} as const;

const taken = {
  arch: "-ka '(__fish_complete_suffix .arch)'",
  files: '-F',
  folders: "-a '(__fish_complete_directories)'",
} as const;

/** The completion script for fish. */
export function fishCompletion(program: Command): string {
  const lines = completedCommands(program).flatMap(({ name, description, takes, choices, options }) => {
    const inside = `complete -c archscale -n '__fish_seen_subcommand_from ${name}'`;
    return [
      `complete -c archscale -n __fish_use_subcommand -a ${name} -d ${quoted(description)}`,
      ...(takes === undefined ? [] : [`${inside} ${taken[takes]}`]),
      ...(choices.length > 0 ? [`${inside} -a '${choices.join(' ')}'`] : []),
      ...options.map(
        (option) => `${inside} -l ${option.flag.slice(2)}${offered(option)} -d ${quoted(option.description)}`,
      ),
    ];
  });
  return `# fish completion for archscale
function __archscale_names
  for word in (commandline -opc)
    if string match -q '*.arch' -- $word; and test -f $word; and test -r $word
      sed -n $argv[1] $word
    end
  end
end
function __archscale_studies
  __archscale_names '${studyNames}'
end
function __archscale_sizes
  __archscale_names '${sizeNames}'
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
