import type { Architecture, Batch, Phase, Trainer } from '@hebbench/core';
import { checkTrainer } from '@hebbench/nn';
import { isDeepStrictEqual } from 'node:util';
import { countTensors, leakWatch } from './leaks.ts';
import { guardModel } from './model.ts';
import type { RuleCode } from './rule-code.ts';

/**
 * The trainer that a rule makes, checked, with the rule to blame for whatever its own code does wrong, and for nothing
 * else.
 * @param architecture - what the rule is asked for
 * @throws {@link HebbenchError} `RULE_FAULT`
 */
export function guardTrainer(create: () => Trainer, architecture: Architecture, code: RuleCode): Trainer {
  const trainer = code.call('`create`', create);
  code.call('what `create` returns', () => {
    checkTrainer(trainer, `The rule "${code.rule}"`);
    if (isDeepStrictEqual({ ...trainer.model.architecture }, { ...architecture })) return;
    throw code.fault(
      `a model of architecture ${JSON.stringify(trainer.model.architecture)}`,
      JSON.stringify(architecture),
    );
  });
  return {
    model: guardModel(trainer.model, architecture, code),
    variables: trainer.variables,
    ...(trainer.hiddenState && { hiddenState: trainer.hiddenState }),
    phases: trainer.phases.map((phase) => guardPhase(phase, code)),
    ...(trainer.diagnostics && { diagnostics: () => diagnosticsOf(trainer, code) }),
    dispose: () => code.call('`dispose`', () => trainer.dispose()),
  };
}

function guardPhase(phase: Phase, code: RuleCode): Phase {
  const { name, trains, epochs, batchSize, sampling, input } = phase;
  const of = (part: string): string => `\`${part}\` of phase "${name}"`;
  const checkLeaks = leakWatch(code, `updates of phase "${name}"`);
  return {
    name,
    trains,
    epochs,
    batchSize,
    sampling,
    input,
    ...(phase.begin && { begin: (sample) => code.call(of('begin'), () => phase.begin!(sample)) }),
    step: (batch, progress) => {
      const before = countTensors();
      const { watched, gathered } = watchBatch(batch);
      code.call(of('step'), () => phase.step(watched, progress));
      checkLeaks(countTensors() - before - gathered());
    },
    ...(phase.end && { end: () => code.call(of('end'), () => phase.end!()) }),
  };
}

/** A batch that knows whether the rule has had its images gathered: that tensor is the batch's own. */
function watchBatch(batch: Batch): { watched: Batch; gathered: () => number } {
  const { labels, labelsOnHost, size } = batch;
  let gathered = 0;
  const watched: Batch = {
    get x() {
      const before = countTensors();
      const { x } = batch;
      gathered += countTensors() - before;
      return x;
    },
    parts: (samples) => batch.parts(samples),
    labels,
    labelsOnHost,
    size,
  };
  return { watched, gathered: () => gathered };
}

function diagnosticsOf(trainer: Trainer, code: RuleCode): Readonly<Record<string, number>> {
  const found: unknown = code.call('`diagnostics`', () => trainer.diagnostics!());
  if (typeof found === 'object' && found !== null && !Array.isArray(found))
    return found as Readonly<Record<string, number>>;
  throw code.fault(`diagnostics of type ${found === null ? 'null' : typeof found}`, 'numbers by name');
}
