import { unknownName } from '@hebbench/core';
import { loadDataset } from '@hebbench/datasets';
import { openEngine } from '@hebbench/engine';
import { terminalTable } from '@hebbench/report';
import { join } from 'node:path';
import { findRulePackages } from '../rules/packages.ts';
import { loadRules } from '../rules/registry.ts';
import { describeMachine } from '../run/machine.ts';
import { repositoryState } from '../run/repository.ts';
import { measureLimit, measureUnit, type MeasureOptions } from '../speed/measure.ts';
import type { SpeedMeasurement, SpeedResults } from '../speed/measurement.ts';
import { speedFiles, speedTable } from '../speed/report.ts';
import { SPEED_RESULTS } from '../speed/rewrite.ts';
import type { SpeedUnit } from '../speed/unit.ts';
import { SCALING_UNITS, SPEED_UNITS } from '../speed/units.ts';
import { writeAtomically } from '../store/atomic-write.ts';
import { checkOut } from '../results/folders.ts';
import { messages } from './messages.ts';
import { badFlag, parseCount, parseData, parseEngine, parseList } from './options.ts';
import { styleOf } from './terminal.ts';
import { writtenText } from '../results/write-report.ts';

/** Values of the flags of `pnpm bench speed`. */
export interface SpeedFlags {
  readonly work?: string;
  readonly seconds: string;
  readonly rounds: string;
  readonly peer?: string;
  readonly threads?: string;
  readonly engine: string;
  readonly data: string;
  readonly 'data-dir'?: string;
  readonly out?: string;
  readonly scaling: boolean;
  readonly json: boolean;
}

/**
 * `pnpm bench speed`: times the units of work.
 * @throws `USAGE`, `UNKNOWN_NAME`, `ENGINE_UNAVAILABLE`
 */
export async function speedCommand(flags: SpeedFlags): Promise<number> {
  const units = chooseUnits(parseList('work', flags.work));
  const seconds = parseSeconds(flags.seconds);
  const rounds = parseCount('rounds', flags.rounds)!;
  const threads = parseCount('threads', flags.threads);
  const data = parseData(flags.data);
  const wanted = parseEngine(flags.engine);
  const startedAt = new Date().toISOString();
  if (flags.out !== undefined) checkOut(flags.out);
  const engine = await openEngine({
    engine: wanted,
    ...(threads !== undefined && { threads }),
  });
  const dataset = await loadDataset('mnist', {
    data,
    directory: flags['data-dir'],
    notify: (message) => messages.warn(message),
  });
  const rules = await loadRules(findRulePackages([]));
  const limitGflops = measureLimit();
  const measureAll = async (
    some: readonly SpeedUnit[],
    { peer, profile }: Pick<MeasureOptions, 'peer' | 'profile'>,
  ): Promise<SpeedMeasurement[]> => {
    const measured: SpeedMeasurement[] = [];
    for (const unit of some) {
      messages.info(`${unit.name} …`);
      const found = await measureUnit(unit, {
        dataset,
        rules,
        seconds,
        rounds,
        engine,
        peer,
        limitGflops,
        profile,
      });
      measured.push(found);
      if (flags.json) process.stdout.write(`${JSON.stringify(found)}\n`);
    }
    return measured;
  };
  const measured = await measureAll(units, { peer: flags.peer, profile: true });
  const scaling = flags.scaling ? await measureAll(SCALING_UNITS, { profile: false }) : undefined;
  const results: SpeedResults = {
    schema: 1,
    startedAt,
    code: repositoryState(),
    engine: { name: engine.name, detail: engine.detail, threads: engine.threads },
    machine: describeMachine(),
    data: `${dataset.title} (${dataset.origin})`,
    limitGflops,
    units: measured,
    ...(scaling && { scaling }),
  };
  if (flags.out !== undefined) writeFiles(flags.out, results);
  if (!flags.json) {
    const { columns, rows } = speedTable([...measured, ...(scaling ?? [])]);
    process.stdout.write(`${terminalTable(columns, rows, styleOf(process.stdout))}\n`);
    process.stdout.write(
      `Engine ${engine.name} (${engine.detail}), ${engine.threads} threads; limit ${limitGflops.toFixed(0)} GFLOP/s.\n`,
    );
  }
  return 0;
}

function chooseUnits(names: readonly string[]): readonly SpeedUnit[] {
  if (names.length === 0) return SPEED_UNITS;
  return names.map((name) => {
    const found = SPEED_UNITS.find((unit) => unit.name === name);
    if (found) return found;
    throw unknownName(
      'unit of work',
      name,
      SPEED_UNITS.map((unit) => unit.name),
    );
  });
}

function parseSeconds(value: string): number {
  const seconds = Number(value);
  if (/^\d*\.?\d+$/.test(value) && seconds > 0 && seconds <= 3600) return seconds;
  throw badFlag('seconds', `"${value}"`, 'a number of seconds above 0, at most 3600');
}

function writeFiles(directory: string, results: SpeedResults): void {
  const files = new Map([[SPEED_RESULTS, `${JSON.stringify(results, null, 2)}\n`], ...speedFiles(results)]);
  for (const [name, content] of files) writeAtomically(join(directory, name), content);
  messages.info(writtenText(directory, [...files.keys()]));
}
