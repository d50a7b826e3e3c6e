import { HebbenchError, type Cell, type Scale } from '@hebbench/core';
import { findDefinition, loadDataset } from '@hebbench/datasets';
import { openEngine } from '@hebbench/engine';
import { restoreWeights } from '@hebbench/nn';
import { join } from 'node:path';
import { baseId, changeFlags } from '../experiments/changes.ts';
import { exportFiles } from '../export/export-files.ts';
import { findRulePackages } from '../rules/packages.ts';
import { findRule, loadRules } from '../rules/registry.ts';
import { modelHash } from '../run/identity.ts';
import { createNetwork } from '../run/network.ts';
import { experimentsDirectory } from '../run/plan.ts';
import { packageVersions } from '../run/package-versions.ts';
import { selectCells } from '../run/select.ts';
import { writeAtomically } from '../store/atomic-write.ts';
import { openRunStore } from '../store/run-store.ts';
import type { CellOptions } from '../suite.ts';
import { reportFolders } from '../results/report-folders.ts';
import { openModelStore, type StoredModel } from '../store/model-store.ts';
import { FIGURE_SCALES } from '../suites/figure4/scales.ts';
import { findSuite, SUITES } from '../suites/index.ts';
import { askedDatasets } from './asked-datasets.ts';
import { exportArgs } from './flags/export.ts';
import { messages } from './messages.ts';
import { badFlag, parseCount, parseData, parseEngine, parseList, parseScale } from './options.ts';
import { writtenText } from '../results/write-report.ts';

/** Values of the flags of `pnpm bench export`. */
export interface ExportFlags {
  readonly cell: string;
  readonly to: string;
  readonly scale: string;
  readonly seed: string;
  readonly images: string;
  readonly data: string;
  readonly 'data-dir'?: string;
  readonly engine: string;
  readonly rule?: string;
  readonly dataset?: string;
  readonly plugin?: string;
  readonly out: string;
}

/** PGD's step size, as everywhere. */
const STEP_SIZE = 0.01;

/**
 * `pnpm bench export CELL`: a trained network as files that other programs read.
 * @throws {@link HebbenchError} `UNKNOWN_NAME`, `USAGE`; `DATA_MISSING` if the network is not kept; `UNSUPPORTED`
 */
export async function exportCommand(flags: ExportFlags): Promise<number> {
  const scale = parseScale(flags.scale);
  const seed = parseSeed(flags.seed);
  const images = parseCount('images', flags.images)!;
  const data = parseData(flags.data);
  const engine = parseEngine(flags.engine);
  const wanted = parseList('rule', flags.rule);
  const plugins = parseList('plugin', flags.plugin);
  const rules = await loadRules(findRulePackages(plugins));
  const { datasets, sets, faults } = await askedDatasets(flags.dataset, plugins);
  faults.forEach(({ message }) => messages.warn(message));
  wanted.forEach((name) => findRule(rules, name));
  const cell =
    experimentCell(flags.out, flags.cell, scale) ??
    suiteCell(flags.cell, scale, { rules: wanted, installed: [...rules.keys()], sets });
  await openEngine({ engine });
  const definitions = [...datasets.values()].map(({ definition }) => definition);
  const dataset = await loadDataset(findDefinition(cell.dataset, definitions), {
    data,
    directory: flags['data-dir'],
    notify: (message) => messages.warn(message),
  });
  const { from } = findRule(rules, cell.rule);
  const modelDirectory = join(flags.out, '.models');
  const hash = modelHash({ cell, seed }, from, dataset.digest);
  const stored = openModelStore(modelDirectory).load(hash);
  if (!stored)
    throw notKept(
      cell,
      join(modelDirectory, `${hash}.bin`),
      dataset.origin === 'embedded' ? 'embedded' : 'real',
      flags,
    );
  const { trainer, hyperparameters } = networkOf(cell, seed, stored);
  try {
    const { epsilons, steps } = FIGURE_SCALES[scale];
    const files = await exportFiles(
      {
        model: trainer.model,
        dataset,
        cell,
        seed,
        hyperparameters: hyperparameters as Record<string, unknown>,
        packages: packageVersions(from, findSuite(cell.suite).packages?.(cell, dataset)),
      },
      { images, epsilons, steps, stepSize: STEP_SIZE },
    );
    for (const [name, content] of files) writeAtomically(join(flags.to, name), content);
    messages.info(writtenText(flags.to, [...files.keys()]));
    return 0;
  } finally {
    trainer.dispose();
  }

  function networkOf(of: Cell, root: number, { tensors }: StoredModel): ReturnType<typeof createNetwork> {
    const network = createNetwork(of, root, {
      dataset,
      rules,
      modelDirectory,
      retrain: false,
      signal: new AbortController().signal,
    });
    restoreWeights(network.trainer.model, tensors);
    return network;
  }
}

function suiteCell(typed: string, scale: Scale, options: CellOptions): Cell {
  const found = selectCells(SUITES, typed, scale, options, { word: 'CELL', noun: 'cell' });
  return oneCell(
    typed,
    found.flatMap(({ selected }) => selected),
  );
}

/** The cell of an experiment that has a record. */
function experimentCell(out: string, id: string, scale: Scale): Cell | undefined {
  return reportFolders(out, SUITES)
    .filter((folder) => folder.scale === scale && id.startsWith(`${folder.suite.name}/`))
    .flatMap(({ directory }) => openRunStore(experimentsDirectory(directory)).cells())
    .find((cell) => cell.id === id);
}

function parseSeed(value: string): number {
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw badFlag('seed', `"${value}"`, 'a whole number, 0 or more');
}

function oneCell(typed: string, found: readonly Cell[]): Cell {
  if (found.length === 1) return found[0]!;
  throw new HebbenchError('USAGE', 'One network is exported at a time.', {
    got: `"${typed}", which names ${found.length} cells`,
    expected: `one cell, such as ${found[0]!.id}`,
    fix: 'give the id of a cell; see `pnpm bench list`',
  });
}

function notKept(cell: Cell, file: string, data: string, flags: ExportFlags): HebbenchError {
  const given = ['rule', 'dataset', 'plugin', 'data-dir', 'out'] as const;
  const same = given
    .filter((name) => flags[name] !== undefined && flags[name] !== defaultOf(name))
    .map((name) => ` --${name} ${flags[name]}`);
  const { id, scale, changes } = cell;
  const filter = changes ? [baseId(cell), ...changeFlags(changes)].join(' ') : id;
  const command = `pnpm bench --filter ${filter} --scale ${scale} --data ${data} --seed ${flags.seed} --force`;
  return new HebbenchError('DATA_MISSING', `There is no trained network of ${id}, seed ${flags.seed}.`, {
    got: `no file ${file}`,
    expected: 'the network of a run with this code, scale, seed and data; networks above 64 MiB are not kept',
    fix: `train it with \`${command}${same.join('')}\``,
  });
}

function defaultOf(name: keyof typeof exportArgs): string | undefined {
  const arg = exportArgs[name];
  return 'default' in arg ? arg.default : undefined;
}
