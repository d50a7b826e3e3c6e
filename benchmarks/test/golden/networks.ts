import { SCALES, type Architecture, type Cell, type LayerSpec, type PresetName } from '@hebbench/core';
import { createHash } from 'node:crypto';
import type { RegisteredRule } from '../../src/rules/registry.ts';
import { architectureOf, hyperparametersOf } from '../../src/run/hyperparameters.ts';
import { canonicalJson } from '../../src/run/identity.ts';
import { SUITES } from '../../src/suites/index.ts';
import { setOf } from '../../src/run/set-of.ts';

/** A small network that is trained as a published one is. */
export interface GoldenNetwork {
  /** Unique; with the settings, so that other settings are another network. */
  readonly name: string;
  /** A published cell with fewer inputs, units, images and epochs, and with complete hyperparameters. */
  readonly cell: Cell;
}

/** Inputs and classes of every golden network: few, so that hundreds are trained in seconds. */
export const SMALL = {
  inputs: 12,
  classes: 3,
  kind: 'drawing',
  shape: { height: 4, width: 3, channels: 1 },
} as const;
/** Units of each hidden layer: more than any rule ranks. */
const UNITS = 14;
/** Of each phase, with images for two batches or three: a step, its schedule, and a second epoch's order count. */
const BUDGET = { hiddenEpochs: 2, headEpochs: 2 };

/**
 * The networks of a rule: one for each of its presets with and without the constraint, and one for each combination of
 * hyperparameters, constraint and number of layers among the cells of all suites at all scales. Hyperparameters are
 * those of the cell's own sizes, on which presets depend.
 */
export function goldenNetworks({ rule }: RegisteredRule, cells: readonly Cell[]): GoldenNetwork[] {
  const networks = new Map<string, GoldenNetwork>();
  for (const cell of [...presetCells(rule.name), ...cells.filter((each) => each.rule === rule.name)]) {
    const { hidden, nonnegative } = cell;
    const hyperparameters = hyperparametersOf(cell, rule, sizesOf(cell)) as Record<string, unknown>;
    const settings = settingsDigest({
      hyperparameters,
      layers: hidden.length,
      nonnegative,
      ...(cell.layers && { convolutional: true }),
    });
    if (networks.has(settings)) continue;
    networks.set(settings, {
      name: `${cell.id} (settings ${settings})`,
      cell: {
        ...cell,
        hidden: hidden.map(() => UNITS),
        ...(cell.layers && { layers: cell.layers.map(withFewUnits) }),
        hyperparameters,
        budget: BUDGET,
      },
    });
  }
  return [...networks.values()];
}

/** The cells of all suites at all scales. */
export function publishedCells(installed: readonly string[]): Cell[] {
  return SUITES.flatMap((suite) => SCALES.flatMap((scale) => suite.cells(scale, { rules: [], installed })));
}

function withFewUnits(layer: LayerSpec): LayerSpec {
  return layer.kind === 'pool' ? layer : { ...layer, units: UNITS };
}

function sizesOf(cell: Cell): Architecture {
  if (cell.dataset === '') return architectureOf(cell, SMALL);
  return architectureOf(cell, setOf(cell));
}

function presetCells(rule: string): Cell[] {
  return (['paper', 'best'] as const satisfies readonly PresetName[]).flatMap((preset) =>
    [false, true].map((nonnegative): Cell => ({
      id: `preset/${preset}/${nonnegative ? 'nonneg' : 'free'}`,
      suite: '',
      scale: 'smoke',
      dataset: '',
      hidden: [UNITS, UNITS],
      nonnegative,
      rule,
      head: 'default',
      preset,
      hyperparameters: {},
      budget: BUDGET,
      seeds: [0],
    })),
  );
}

function settingsDigest(settings: unknown): string {
  return createHash('sha256').update(canonicalJson(settings)).digest('hex').slice(0, 8);
}
