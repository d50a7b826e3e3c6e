import type { Phase, Trainer } from '@hebbench/core';

/**
 * A trainer whose phases differ in what `changesOf` gives for each. All other members are forwarded one by one: a
 * trainer and its phases may be instances of classes, whose methods a spread would lose.
 */
export function changePhases(trainer: Trainer, changesOf: (phase: Phase) => Partial<Phase>): Trainer {
  return {
    model: trainer.model,
    variables: trainer.variables,
    ...(trainer.hiddenState && { hiddenState: trainer.hiddenState }),
    phases: trainer.phases.map((phase) => ({ ...forwardPhase(phase), ...changesOf(phase) })),
    ...(trainer.diagnostics && { diagnostics: () => trainer.diagnostics!() }),
    dispose: () => trainer.dispose(),
  };
}

function forwardPhase(phase: Phase): Phase {
  const { name, trains, epochs, batchSize, sampling, input } = phase;
  return {
    name,
    trains,
    epochs,
    batchSize,
    sampling,
    input,
    ...(phase.begin && { begin: (sample) => phase.begin!(sample) }),
    step: (batch, progress) => phase.step(batch, progress),
    ...(phase.end && { end: () => phase.end!() }),
  };
}
