import {
  badFlag,
  checkFlags,
  exitOnInterrupt,
  fitted,
  internalError,
  moves,
  parseList,
  styleOf,
  usageText,
  withFolders,
} from '@hebbench/benchmarks/program';
import { HebbenchError } from '@hebbench/core/basics';
import { parseArgs } from 'citty';
import { siteArgs, type SiteFlags } from './flags.ts';

exitOnInterrupt();

async function main(argv: readonly string[]): Promise<number> {
  if (argv.some((word) => word === '--help' || word === '-h')) {
    const usage = {
      command: 'pnpm site',
      description: 'Build one static site from published records and the docs',
      args: siteArgs,
    };
    process.stdout.write(`${usageText(usage, styleOf(process.stdout).width)}\n`);
    return 0;
  }
  const given = checkFlags(argv, siteArgs, 0);
  const values = parseArgs([...argv], siteArgs) as unknown as SiteFlags & Record<string, unknown>;
  const flags = withFolders(values, siteArgs, given);
  const port = Number(flags.port);
  if (!/^\d+$/.test(flags.port) || port > 65_535)
    throw badFlag('port', `"${flags.port}"`, 'a whole number from 0 to 65535');
  const plugins = parseList('plugin', flags.plugin);
  const { siteCommand } = await import('./command.ts');
  return siteCommand(flags, port, plugins);
}

try {
  const words = process.argv.slice(2);
  process.exitCode = await main(words[0] === '--' ? words.slice(1) : words);
} catch (thrown) {
  const error = thrown instanceof HebbenchError ? thrown : internalError(thrown);
  const { stderr } = process;
  const debug = (process.env['HEBBENCH_DEBUG'] ?? '') !== '';
  stderr.write(
    `${debug ? error.stack : fitted(error.message, moves(stderr) ? stderr.columns : undefined)}\n`,
  );
  process.exitCode = error.exitCode;
}
