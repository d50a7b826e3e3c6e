import { unknownName, type HebbenchError } from '@hebbench/core';
import { loadDataset } from '@hebbench/datasets';
import { openEngine } from '@hebbench/engine';
import { terminalTable } from '@hebbench/report';
import { join } from 'node:path';
import { findRulePackages } from '../rules/packages.ts';
import { loadRules } from '../rules/registry.ts';
import { describeMachine } from '../run/machine.ts';
import { repositoryState } from '../run/repository.ts';
import { measureLimit, measureUnit } from '../speed/measure.ts';
import { PEER_NAMES, type PeerName } from '../speed/peer-names.ts';
import { findPython } from '../speed/peer.ts';
import { openPeers } from '../speed/open-peers.ts';
import type { SpeedMeasurement, SpeedResults } from '../speed/measurement.ts';
import { speedFiles, speedTable } from '../speed/report.ts';
import { SPEED_RESULTS } from '../speed/rewrite.ts';
import type { SpeedUnit } from '../speed/unit.ts';
import { SCALING_UNITS, SPEED_UNITS } from '../speed/units.ts';
import { writeAtomically } from '../store/atomic-write.ts';
import { FIGURE_SETS } from '../suites/common/sets.ts';
import { checkOut } from '../results/folders.ts';
import { messages } from './messages.ts';
import { badFlag, parseChoice, parseCount, parseData, parseEngine, parseList } from './options.ts';
import { styleOf } from './terminal.ts';
import { writtenText } from '../results/write-report.ts';

/** Values of the flags of `pnpm bench speed`. */
export interface SpeedFlags {
  readonly work?: string;
  readonly seconds: string;
  readonly rounds: string;
  readonly peers?: string;
  readonly python?: string;
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
  const names = choosePeers(parseList('peers', flags.peers));
  const python = names.length > 0 ? findPython(flags.python) : undefined;
  const startedAt = new Date().toISOString();
  if (flags.out !== undefined) checkOut(flags.out);
  const engine = await openEngine({
    engine: wanted,
    ...(threads !== undefined && { threads }),
  });
  const [set] = FIGURE_SETS;
  const dataset = await loadDataset(set!.name, {
    data,
    directory: flags['data-dir'],
    notify: (message) => messages.warn(message),
  });
  const rules = await loadRules(findRulePackages([]));
  const limitGflops = measureLimit();
  let failures = 0;
  const onFailure = (error: HebbenchError): void => {
    failures++;
    messages.warn(error.message);
  };
  const peers =
    python === undefined
      ? undefined
      : openPeers({
          names,
          python,
          dataset,
          rules,
          seconds,
          limitGflops,
          threads: engine.threads,
          onFailure,
        });
  const measureAll = async (some: readonly SpeedUnit[], main: boolean): Promise<SpeedMeasurement[]> => {
    const measured: SpeedMeasurement[] = [];
    for (const unit of some) {
      messages.info(`${unit.name} …`);
      const turns = main ? await peers?.turnsOf(unit) : undefined;
      const own = { dataset, rules, seconds, rounds, engine, limitGflops, profile: main };
      const found = await measureUnit(unit, { ...own, peers: turns });
      measured.push(found);
      if (flags.json) process.stdout.write(`${JSON.stringify(found)}\n`);
    }
    return measured;
  };
  const measured = await measureAll(units, true);
  const scaling = flags.scaling ? await measureAll(SCALING_UNITS, false) : undefined;
  peers?.close();
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
  return failures > 0 ? 1 : 0;
}

function choosePeers(names: readonly string[]): readonly PeerName[] {
  const chosen = new Set(names.map((name) => parseChoice('peers', name, ['all', ...PEER_NAMES] as const)));
  return PEER_NAMES.filter((name) => chosen.has('all') || chosen.has(name));
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
