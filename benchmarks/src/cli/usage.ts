import type { ArgDef, ArgsDef } from 'citty';

/** What the help of a command says. */
export interface Usage {
  /** As typed, e.g. `pnpm bench list`. */
  readonly command: string;
  readonly description: string;
  readonly args: ArgsDef;
  /** Other commands with their descriptions. */
  readonly others?: Readonly<Record<string, string>>;
}

/** The help of a command, no wider than the terminal. */
export function usageText({ command, description, args, others }: Usage, width: number): string {
  const all = Object.entries(args);
  const positionals = all.filter(([, arg]) => arg.type === 'positional');
  const flags = all.filter(([, arg]) => arg.type !== 'positional');
  const words = positionals.map(([name, { required }]) => (required ? name.toUpperCase() : `[${name}]`));
  const line = [command, ...words, ...(flags.length > 0 ? ['[flags]'] : [])].join(' ');
  const sections = [
    `${description}.\n\nUsage: ${line}`,
    rows(positionals.map(([name, arg]) => [name.toUpperCase(), textOf(arg)])),
    rows(flags.map(([name, arg]) => [flagOf(name, arg), textOf(arg)])),
    ...(others
      ? [
          `Commands, each with a --help of its own:\n\n${rows(Object.entries(others).map(([name, text]) => [name, text]))}`,
        ]
      : []),
  ];
  return sections.filter(Boolean).join('\n\n');

  function rows(pairs: readonly (readonly [string, string])[]): string {
    const indent = 4 + Math.max(...pairs.map(([left]) => left.length).filter((length) => length <= 18), 0);
    return pairs
      .map(([left, right]) => {
        const wrapped = wrap(right, Math.max(24, width - indent));
        const lines = wrapped.map((each) => ' '.repeat(indent) + each);
        return left.length + 4 > indent
          ? [`  ${left}`, ...lines].join('\n')
          : [`  ${left}`.padEnd(indent) + wrapped[0]!, ...lines.slice(1)].join('\n');
      })
      .join('\n');
  }
}

function flagOf(name: string, arg: ArgDef): string {
  const hint = 'valueHint' in arg ? arg.valueHint : undefined;
  return `--${name}${hint === undefined ? '' : ` ${hint}`}`;
}

function textOf(arg: ArgDef): string {
  const fallback = 'default' in arg && arg.default !== false ? arg.default : undefined;
  return `${arg.description}${fallback === undefined ? '' : ` (default: ${String(fallback)})`}`;
}

function wrap(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!;
    if (line !== '' && line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}
