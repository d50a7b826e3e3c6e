import { HebbenchError } from '@hebbench/core';
import { parseArgs, type ArgsDef } from 'citty';
import { readFileSync } from 'node:fs';
import { checkArgs, checkCommand } from './check.ts';
import { checkFlags, checkWord } from './check-flags.ts';
import { compareArgs, compareCommand } from './compare.ts';
import { dataArgs, dataCommand } from './data.ts';
import { enginesArgs, enginesCommand } from './engines.ts';
import { exportArgs, exportCommand } from './export.ts';
import { listArgs, listCommand } from './list.ts';
import { withFolders } from './paths.ts';
import { publishArgs, publishCommand } from './publish.ts';
import { reportArgs, reportCommand } from './report.ts';
import { rulesArgs, rulesCommand } from './rules.ts';
import { runArgs, runCommand, unknownCommand } from './run.ts';
import { showArgs, showCommand } from './show.ts';
import { speedArgs, speedCommand } from './speed.ts';
import { styleOf } from './terminal.ts';
import { usageText } from './usage.ts';

interface Command {
  readonly description: string;
  readonly args: ArgsDef;
  /** How many arguments without a flag it takes. */
  readonly positionals: number;
  /** Returns the exit status. */
  readonly run: (args: never) => number | Promise<number>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  run: {
    description: 'Train and test cells, and write their reports (the default)',
    args: runArgs,
    positionals: 0,
    run: runCommand,
  },
  show: { description: 'Print published tables', args: showArgs, positionals: 1, run: showCommand },
  list: { description: 'List suites and their cells', args: listArgs, positionals: 0, run: listCommand },
  rules: {
    description: 'List installed rules; of one, its source, presets and hyperparameters',
    args: rulesArgs,
    positionals: 1,
    run: rulesCommand,
  },
  report: {
    description: 'Write the reports again from stored records',
    args: reportArgs,
    positionals: 0,
    run: reportCommand,
  },
  publish: {
    description: 'Take finished runs over into the published reports',
    args: publishArgs,
    positionals: 0,
    run: publishCommand,
  },
  compare: {
    description: 'Compare two reports cell by cell',
    args: compareArgs,
    positionals: 2,
    run: compareCommand,
  },
  check: {
    description: 'Train cells of a report, drawn at random, with a new seed, and hold them against it',
    args: checkArgs,
    positionals: 0,
    run: checkCommand,
  },
  export: {
    description: 'Write a trained network as files that other programs read',
    args: exportArgs,
    positionals: 1,
    run: exportCommand,
  },
  engines: {
    description: 'List engines with their measured speed',
    args: enginesArgs,
    positionals: 0,
    run: enginesCommand,
  },
  speed: {
    description: 'Time single updates, beside another program if you like',
    args: speedArgs,
    positionals: 0,
    run: speedCommand,
  },
  data: { description: 'Show, fetch or verify data sets', args: dataArgs, positionals: 1, run: dataCommand },
};

/**
 * Runs the command line.
 * @param argv - what was typed after `pnpm bench`
 * @returns the exit status
 * @throws {@link HebbenchError} for what the user can mend
 */
export async function runProgram(argv: readonly string[]): Promise<number> {
  // A literal -- before the flags, as `npm run` needs it, says nothing here.
  const words = argv[0] === '--' ? argv.slice(1) : [...argv];
  if (words[0] === '--version' || words[0] === '-v') return print(version());
  const named = words[0] !== undefined && !words[0].startsWith('-');
  const name = named ? words[0]! : 'run';
  checkWord(name);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw unknownCommand(name, Object.keys(COMMANDS));
  const rest = named ? words.slice(1) : words;
  if (rest.some((word) => word === '--help' || word === '-h')) return print(usage(named ? name : undefined));
  const given = checkFlags(rest, command.args, command.positionals);
  return command.run(withFolders(parse(rest, command.args, name), command.args, given) as never);
}

function parse(argv: string[], args: ArgsDef, name: string): Readonly<Record<string, unknown>> {
  try {
    return parseArgs(argv, args);
  } catch (cause) {
    throw new HebbenchError('USAGE', (cause as Error).message, {
      got: `pnpm bench ${name} ${argv.join(' ')}`,
      expected: `what \`pnpm bench ${name} --help\` says`,
      fix: 'complete the command',
      cause,
    });
  }
}

function usage(name: string | undefined): string {
  const { description, args } = COMMANDS[name ?? 'run']!;
  const others = Object.entries(COMMANDS).map(([each, command]) => [each, command.description] as const);
  return usageText(
    {
      command: `pnpm bench ${name ?? '[run]'}`,
      description,
      args,
      ...(name === undefined && { others: Object.fromEntries(others) }),
    },
    styleOf(process.stdout).width,
  );
}

function version(): string {
  const manifest = new URL('../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}

function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}
