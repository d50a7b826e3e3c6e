import {
  readsPhotographs,
  valuesOf,
  type Architecture,
  type LearningRule,
  type PresetName,
} from '@hebbench/core';
import { DATASETS, traitsOf } from '@hebbench/datasets';
import { z } from 'zod';

/** A hyperparameter, as JSON Schema says it. */
export interface HyperparameterSchema {
  /** What it is: unit and equation. */
  readonly description?: string;
  readonly default?: unknown;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly exclusiveMaximum?: number;
}

/** What a preset is on some networks. */
export interface PresetDescription {
  readonly preset: PresetName;
  /** The networks, in words, e.g. `MNIST⁺ 1 layer`. */
  readonly networks: readonly string[];
  /** What differs there from the defaults. */
  readonly hyperparameters: Readonly<Record<string, unknown>>;
}

/** A rule for people, as a JSON value. */
export interface RuleDescription {
  readonly name: string;
  readonly title: string;
  readonly citation: string;
  readonly presets: readonly PresetDescription[];
  /** JSON Schema of the hyperparameters, by name in its `properties`. */
  readonly hyperparameters: { readonly properties?: Readonly<Record<string, HyperparameterSchema>> };
}

/** Numbers of hidden layers for which presets are shown, those of the paper's Table 1, and units of each. */
const DEPTHS = [1, 2, 10];
const UNITS = 2000;

/**
 * Describes a rule.
 * @throws whatever its presets throw
 */
export function describeRule({
  name,
  title,
  citation,
  presets,
  hyperparameters,
}: LearningRule): RuleDescription {
  return {
    name,
    title,
    citation,
    presets: (['paper', 'best'] as const).flatMap((preset) => describePreset(preset, presets[preset])),
    hyperparameters: z.toJSONSchema(hyperparameters, {
      io: 'input',
      unrepresentable: 'any',
    }) as RuleDescription['hyperparameters'],
  };
}

function describePreset(preset: PresetName, of: LearningRule['presets'][PresetName]): PresetDescription[] {
  const found = new Map<string, { networks: string[]; hyperparameters: Readonly<Record<string, unknown>> }>();
  for (const [network, architecture] of exampleNetworks()) {
    const hyperparameters = of(architecture);
    const key = JSON.stringify(hyperparameters);
    const same = found.get(key) ?? { networks: [], hyperparameters };
    same.networks.push(network);
    found.set(key, same);
  }
  return [...found.values()].map((each) => ({ preset, ...each }));
}

/** Presets depend on what images are, not on whose they are: the first data set of drawings and of photographs stand for all. */
function exampleNetworks(): [string, Architecture][] {
  const examples = [false, true].flatMap((photographs) => {
    const found = DATASETS.find(({ kind }) => readsPhotographs({ reads: kind }) === photographs);
    return found ? [traitsOf(found)] : [];
  });
  return examples.flatMap(({ title, shape, classes, kind }) =>
    [false, true].flatMap((nonnegative) =>
      DEPTHS.map((layers): [string, Architecture] => [
        `${title}${nonnegative ? '⁺' : ''} ${layers}`,
        {
          inputs: valuesOf(shape),
          hidden: Array.from({ length: layers }, () => UNITS),
          classes,
          nonnegative,
          reads: kind,
        },
      ]),
    ),
  );
}
