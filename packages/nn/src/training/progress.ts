import { layerShapes, type Architecture, type Phase, type Trainer } from '@hebbench/core';
import { updatesOfPhase } from './sampling.ts';

/** How far training is. */
export interface TrainingProgress {
  /** Name of the running phase. */
  readonly phase: string;
  /** Updates of that phase so far. */
  readonly update: number;
  /** Updates of that phase in all. */
  readonly updates: number;
  /** Estimated share of the whole training's work that is done, in [0, 1]. */
  readonly overallFraction: number;
}

/** The share of the work done after `update` updates of phase number `phase`, by {@link phaseWork}. */
export function overallFraction(trainer: Trainer, samples: number, phase: number, update: number): number {
  const work = trainer.phases.map((each) => phaseWork(trainer.model.architecture, each, samples));
  const total = work.reduce((sum, each) => sum + each, 0);
  if (total === 0) return 1;
  const updates = updatesOfPhase(trainer.phases[phase]!.epochs, samples, trainer.phases[phase]!.batchSize);
  const before = work.slice(0, phase).reduce((sum, each) => sum + each, 0);
  return Math.min(1, (before + (work[phase]! * update) / Math.max(1, updates)) / total);
}

/** A rough count of multiplications, good enough for an estimate of the time left. */
function phaseWork(architecture: Architecture, phase: Phase, samples: number): number {
  const layers = layerShapes(architecture);
  const first = phase.input.kind === 'activity' ? phase.input.layer : 0;
  const last = phase.trains === 'hidden' ? Math.min(first + 1, layers.length) : layers.length;
  let weights = layers.at(-1)!.width * architecture.classes;
  for (const { positions, fanIn, units } of layers.slice(first, last)) weights += positions * fanIn * units;
  const perUpdate = 1e6;
  return updatesOfPhase(phase.epochs, samples, phase.batchSize) * (phase.batchSize * weights * 3 + perUpdate);
}
