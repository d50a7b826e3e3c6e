import type { Cell, JointLayout, Scale } from '@hebbench/core';
import { classesOfPart, JOINT_LAYOUTS, jointTraits, type JointTraits } from '@hebbench/datasets/joint';
import { FSDD, MNIST, SOUNDS } from '@hebbench/datasets/traits';
import type { CellOptions } from '../../suite.ts';
import type { Column } from '../common/columns.ts';
import { CONTROL_ROW, PAPER_ROWS, rowOf, settingsOf, type Row } from '../common/rows/index.ts';
import { partOf, taskName, TASKS, type Task } from './tasks.ts';

interface ConcurrentScale {
  readonly seeds: number;
  readonly layouts: readonly JointLayout[];
  /** Units of the hidden layer, each twice the one before: half of the units of one network are those of another. */
  readonly widths: readonly number[];
  /** The width that claims are made at; here a network that has learned one task learns the other after it. */
  readonly mainWidth: number;
  /** Images of both sets to train on. @defaultValue all */
  readonly trainImages?: number;
  /** Images that each phase sees, at least: there are few sounds, and Table 1's epochs of few images are few updates. */
  readonly leastImages: number;
}

/** Sizes of the suite at each scale. */
export const CONCURRENT_SCALES: Readonly<Record<Scale, ConcurrentScale>> = {
  smoke: {
    seeds: 1,
    layouts: ['beside'],
    widths: [50, 100],
    mainWidth: 100,
    trainImages: 1000,
    leastImages: 5000,
  },
  quick: {
    seeds: 3,
    layouts: JOINT_LAYOUTS,
    widths: [250, 500, 1000],
    mainWidth: 1000,
    leastImages: 60_000,
  },
  paper: {
    seeds: 3,
    layouts: JOINT_LAYOUTS,
    widths: [500, 1000, 2000],
    mainWidth: 2000,
    leastImages: 180_000,
  },
};

/**
 * Networks that learn two tasks at once, and networks of the same inputs and classes that learn one of them, for each way
 * of joining the sets and each width.
 */
export function concurrentCells(scale: Scale, options: CellOptions): Cell[] {
  const { layouts, widths } = CONCURRENT_SCALES[scale];
  const rows = options.rules.length > 0 ? options.rules.map(rowOf) : [...PAPER_ROWS, CONTROL_ROW];
  return soundsOf(options).flatMap((sounds) =>
    layouts.flatMap((layout) => {
      const joint = jointTraits(MNIST, sounds, layout);
      return widths.flatMap((units) =>
        TASKS.flatMap((task) => rows.map((row) => toCell(scale, { joint, units, task, row }, options))),
      );
    }),
  );
}

/** Spoken digits, or the sets of sounds that were asked for. */
function soundsOf({ sets }: CellOptions): typeof SOUNDS {
  if (!sets) return [FSDD];
  return SOUNDS.filter(({ name }) => sets.some((set) => set.name === name));
}

interface Place {
  readonly joint: JointTraits;
  readonly units: number;
  readonly task: Task;
  readonly row: Row;
}

function toCell(scale: Scale, { joint, units, task, row }: Place, { seeds }: CellOptions): Cell {
  const { seeds: own, trainImages, leastImages } = CONCURRENT_SCALES[scale];
  const column = columnOf(joint);
  const settings = settingsOf(row, column, scale);
  const variant = settings.variant(column, scale);
  const { hiddenEpochs, headEpochs } = settings.budget(column, scale, variant);
  const least = Math.ceil(leastImages / (trainImages ?? joint.images.train));
  return {
    id: `concurrent/${joint.name}/units-${units}/${taskName(task, joint)}/${row.rule}`,
    suite: 'concurrent',
    scale,
    dataset: joint.name,
    hidden: [units],
    nonnegative: column.nonnegative,
    rule: row.rule,
    head: variant.head,
    preset: row.preset,
    hyperparameters: variant.hyperparameters,
    budget: {
      hiddenEpochs: hiddenEpochs === 0 ? 0 : Math.max(hiddenEpochs, least),
      headEpochs: Math.max(headEpochs, least),
    },
    seeds: Array.from({ length: seeds ?? own }, (_, seed) => seed),
    ...(trainImages !== undefined && { trainImages }),
    ...(task !== 'both' && { trainClasses: classesOfPart(joint, partOf(task)) }),
  };
}

/** The column of Table 1 whose settings are those here: one layer, with the constraint. */
function columnOf(joint: JointTraits): Column {
  const key = `${joint.name}/nonneg/1`;
  return {
    key,
    paperKey: key,
    title: joint.title,
    set: joint,
    nonnegative: true,
    hiddenLayers: 1,
    variant: 'a',
  };
}
