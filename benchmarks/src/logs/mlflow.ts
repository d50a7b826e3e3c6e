import type { RunRecord } from '@hebbench/core';
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stringify } from 'yaml';
import { notWritable, writeAtomically } from '../store/atomic-write.ts';
import { pointsOf } from './points.ts';

/** `FINISHED` and `LOCAL`, as MLflow's own numbers say it. */
const FINISHED = 3;
const LOCAL = 4;

/** Of a parameter's value, in characters. */
const LONGEST_VALUE = 6000;

/**
 * Writes runs into a file store of MLflow (https://mlflow.org), which `mlflow ui` shows: an experiment for each suite, scale
 * and origin of images; in each run its settings as parameters, where it comes from as tags, its curve by epoch and the
 * metrics of the trained network. A run that is written again replaces itself.
 * @param folder - of the store
 * @throws {@link HebbenchError} `NOT_WRITABLE`
 */
export function writeMlflow(records: readonly RunRecord[], folder: string): void {
  const names = new Set(records.map(experimentOf));
  for (const name of names) {
    const own = records.filter((record) => experimentOf(record) === name);
    // MLflow's own are numbers of 18 digits.
    const id = String(10n ** 17n + (BigInt(`0x${digestOf(name)}`) % 10n ** 17n));
    const directory = join(folder, id);
    const times = own.map(({ provenance }) => Date.parse(provenance.startedAt));
    const meta = {
      artifact_location: pathToFileURL(directory).href,
      creation_time: Math.min(...times),
      experiment_id: id,
      last_update_time: Math.max(...times),
      lifecycle_stage: 'active',
      name,
    };
    writeAtomically(join(directory, 'meta.yaml'), stringify(meta));
    for (const record of own) writeRun(record, id, directory);
  }
}

function experimentOf({ cell, provenance }: RunRecord): string {
  return `${cell.suite}, scale ${cell.scale}, ${provenance.data.origin} data`;
}

function writeRun(record: RunRecord, experiment: string, parent: string): void {
  const { cell, seed, provenance } = record;
  const id = digestOf(JSON.stringify([cell.id, cell.scale, seed, provenance.data.digest])).slice(0, 32);
  const directory = join(parent, id);
  const began = Date.parse(provenance.startedAt);
  const files = new Map([...metricFiles(record), ...parameterFiles(record), ...tagFiles(record)]);
  try {
    rmSync(directory, { recursive: true, force: true });
    // Empty, but without it MLflow takes the folder for no run.
    mkdirSync(join(directory, 'artifacts'), { recursive: true });
    for (const [name, content] of files) {
      const file = join(directory, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
  } catch (cause) {
    throw notWritable(directory, cause);
  }
  // Last: without it, a folder is no run.
  const meta = {
    artifact_uri: pathToFileURL(join(directory, 'artifacts')).href,
    end_time: began + Math.round(1000 * (provenance.trainSeconds + provenance.scoreSeconds)),
    entry_point_name: '',
    experiment_id: experiment,
    lifecycle_stage: 'active',
    run_id: id,
    run_name: runName(record),
    run_uuid: id,
    source_name: '',
    source_type: LOCAL,
    source_version: '',
    start_time: began,
    status: FINISHED,
    tags: [],
    user_id: '',
  };
  writeAtomically(join(directory, 'meta.yaml'), stringify(meta));
}

function runName({ cell, seed }: RunRecord): string {
  return `${cell.id} #${seed}`;
}

/** A line for each step: milliseconds since 1970, the value, the step. */
function metricFiles(record: RunRecord): Map<string, string> {
  const files = new Map<string, string>();
  for (const { tag, step, value, time } of pointsOf(record)) {
    const file = join('metrics', ...tag.split('/').map(nameFor));
    files.set(file, `${files.get(file) ?? ''}${Math.round(1000 * time)} ${value} ${step}\n`);
  }
  return files;
}

function parameterFiles({ cell, seed, provenance }: RunRecord): [string, string][] {
  const { rule, dataset, hidden, layers, nonnegative, head, preset, budget } = cell;
  const { trainImages, testImages, tuning } = cell;
  const named = {
    rule,
    dataset,
    hidden: layers ? undefined : hidden,
    layers,
    nonnegative,
    head,
    preset,
    ...budget,
    trainImages,
    testImages,
    validation: tuning,
    seed,
    ...Object.fromEntries(
      Object.entries(provenance.hyperparameters).map(([name, value]) => [`hyperparameters.${name}`, value]),
    ),
  };
  return Object.entries(named).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return [[join('params', nameFor(name)), text.slice(0, LONGEST_VALUE)] as [string, string]];
  });
}

function tagFiles(record: RunRecord): [string, string][] {
  const { cell, provenance } = record;
  const { code, data, engine, machine } = provenance;
  const tags = {
    'mlflow.runName': runName(record),
    'mlflow.source.name': `hebbench ${cell.suite}`,
    'mlflow.source.type': 'LOCAL',
    ...(code?.commit && { 'mlflow.source.git.commit': code.commit }),
    ...(code && { clean: String(code.clean) }),
    cell: cell.id,
    data: `${data.origin} ${data.digest}`,
    engine: `${engine.name} (${engine.detail}), ${engine.threads} threads`,
    machine: `${machine.cpu}, ${machine.platform}, Node.js ${machine.node}`,
  };
  return Object.entries(tags).map(([name, value]) => [join('tags', name), value]);
}

/** Names are names of files; MLflow takes letters, digits and a few signs. Rules of others name what they measure. */
function nameFor(name: string): string {
  const allowed = name.replaceAll(/[^\w .:-]/g, '_');
  return /^\.*$/.test(allowed) ? '_' : allowed;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
