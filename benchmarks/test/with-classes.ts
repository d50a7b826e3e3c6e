import type { Batch, LearningRule, Phase, PhaseSample, Progress, Trainer } from '@hebbench/core';

/** The same rule, written with classes: its trainer's and its phases' methods are on prototypes and need `this`. */
export function withClasses<H>(rule: LearningRule<H>): LearningRule<H> {
  return { ...rule, create: (setup) => new ClassTrainer(rule.create(setup)) };
}

class ClassTrainer implements Trainer {
  readonly model;
  readonly variables;
  readonly phases: readonly Phase[];
  readonly #trainer: Trainer;

  constructor(trainer: Trainer) {
    this.#trainer = trainer;
    this.model = trainer.model;
    this.variables = trainer.variables;
    this.phases = trainer.phases.map((phase) => new ClassPhase(phase));
  }

  dispose(): void {
    this.#trainer.dispose();
  }
}

class ClassPhase implements Phase {
  readonly name;
  readonly trains;
  readonly epochs;
  readonly batchSize;
  readonly sampling;
  readonly input;
  readonly #phase: Phase;

  constructor(phase: Phase) {
    this.#phase = phase;
    ({
      name: this.name,
      trains: this.trains,
      epochs: this.epochs,
      batchSize: this.batchSize,
      sampling: this.sampling,
      input: this.input,
    } = phase);
  }

  begin(sample: PhaseSample): void {
    this.#phase.begin?.(sample);
  }

  step(batch: Batch, progress: Progress): void {
    this.#phase.step(batch, progress);
  }

  end(): void {
    this.#phase.end?.();
  }
}
