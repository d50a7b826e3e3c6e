import { excerpt, HebbenchError } from '@hebbench/core/basics';
import { parseArgs, type ArgsDef } from 'citty';
import { readFileSync } from 'node:fs';
import { checkArgs } from './flags/check.ts';
import { checkFlags, checkWord, withRepeated } from './check-flags.ts';
import { compareArgs } from './flags/compare.ts';
import { dataArgs } from './flags/data.ts';
import { enginesArgs } from './flags/engines.ts';
import { exportArgs } from './flags/export.ts';
import { listArgs } from './flags/list.ts';
import { withFolders } from './paths.ts';
import { publishArgs } from './flags/publish.ts';
import { queueCommandArgs } from './flags/queue.ts';
import { reportArgs } from './flags/report.ts';
import { rulesArgs } from './flags/rules.ts';
import { runArgs } from './flags/run.ts';
import { showArgs } from './flags/show.ts';
import { speedArgs } from './flags/speed.ts';
import { workerArgs } from './flags/worker.ts';
import { styleOf } from './terminal.ts';
import { usageText } from './usage.ts';

interface Command {
  readonly description: string;
  readonly args: ArgsDef;
  /** How many arguments without a flag it takes. */
  readonly positionals: number;
  /** Loads what it does, which returns the exit status: help and refusals wait for no command to load. */
  readonly load: () => Promise<(args: never) => number | Promise<number>>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  run: {
    description: 'Train and test cells, and write their reports (the default)',
    args: runArgs,
    positionals: 0,
    load: async () => (await import('./run.ts')).runCommand,
  },
  show: {
    description: 'Print published tables',
    args: showArgs,
    positionals: 1,
    load: async () => (await import('./show.ts')).showCommand,
  },
  list: {
    description: 'List suites and their cells',
    args: listArgs,
    positionals: 0,
    load: async () => (await import('./list.ts')).listCommand,
  },
  rules: {
    description: 'List installed rules; of one, its source, presets and hyperparameters',
    args: rulesArgs,
    positionals: 1,
    load: async () => (await import('./rules.ts')).rulesCommand,
  },
  report: {
    description: 'Write the reports again from stored records',
    args: reportArgs,
    positionals: 0,
    load: async () => (await import('./report.ts')).reportCommand,
  },
  publish: {
    description: 'Take finished runs over into the published reports',
    args: publishArgs,
    positionals: 0,
    load: async () => (await import('./publish.ts')).publishCommand,
  },
  compare: {
    description: 'Compare two reports cell by cell',
    args: compareArgs,
    positionals: 2,
    load: async () => (await import('./compare.ts')).compareCommand,
  },
  check: {
    description: 'Train cells of a report, drawn at random, with a new seed, and hold them against it',
    args: checkArgs,
    positionals: 0,
    load: async () => (await import('./check.ts')).checkCommand,
  },
  export: {
    description: 'Write a trained network as files that other programs read',
    args: exportArgs,
    positionals: 1,
    load: async () => (await import('./export.ts')).exportCommand,
  },
  engines: {
    description: 'List engines with their measured speed',
    args: enginesArgs,
    positionals: 0,
    load: async () => (await import('./engines.ts')).enginesCommand,
  },
  speed: {
    description: 'Time single updates, beside another program if you like',
    args: speedArgs,
    positionals: 0,
    load: async () => (await import('./speed.ts')).speedCommand,
  },
  worker: {
    description: 'Do the runs of a queue, beside other machines',
    args: workerArgs,
    positionals: 0,
    load: async () => (await import('./worker.ts')).workerCommand,
  },
  queue: {
    description: 'Show how far the runs of a queue are, and who does them',
    args: queueCommandArgs,
    positionals: 0,
    load: async () => (await import('./queue.ts')).queueCommand,
  },
  data: {
    description: 'List, show, fetch or verify data sets',
    args: dataArgs,
    positionals: 1,
    load: async () => (await import('./data.ts')).dataCommand,
  },
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
  const values = withFolders(withRepeated(parse(rest, command.args, name), given), command.args, given);
  const run = await command.load();
  return run(values as never);
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

/** The error of a command that was not understood. */
function unknownCommand(name: string, known: readonly string[]): HebbenchError {
  return new HebbenchError('USAGE', `There is no command "${excerpt(name)}".`, {
    got: excerpt(name),
    expected: `one of ${known.join(', ')}`,
    fix: 'see `pnpm bench --help`',
  });
}
