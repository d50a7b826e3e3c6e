import type { ArgDef, ArgsDef } from 'citty';
import { rows } from './wrapped.ts';

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
    rows(
      positionals.map(([name, arg]) => [name.toUpperCase(), textOf(arg)]),
      width,
    ),
    rows(
      flags.map(([name, arg]) => [flagOf(name, arg), textOf(arg)]),
      width,
    ),
    ...(others ? [`Commands, each with a --help of its own:\n\n${rows(Object.entries(others), width)}`] : []),
  ];
  return sections.filter(Boolean).join('\n\n');
}

function flagOf(name: string, arg: ArgDef): string {
  const hint = 'valueHint' in arg ? arg.valueHint : undefined;
  return `--${name}${hint === undefined ? '' : ` ${hint}`}`;
}

function textOf(arg: ArgDef): string {
  const fallback = 'default' in arg && arg.default !== false ? arg.default : undefined;
  return `${arg.description}${fallback === undefined ? '' : ` (default: ${String(fallback)})`}`;
}
