import type { ArgsDef } from 'citty';

/** Flags that change the cells of a suite: what they make are experiments, which are never published. */
export const experimentArgs = {
  set: {
    type: 'string',
    valueHint: 'KEY=VALUE',
    description:
      'Experiment: a hyperparameter of the rule, see `pnpm bench rules NAME`; of several values, KEY=A,B,C, each is tried; may be given again for another one',
  },
  preset: { type: 'string', valueHint: 'paper|best', description: 'Experiment: the rule’s preset' },
  hidden: {
    type: 'string',
    valueHint: 'UNITS',
    description: 'Experiment: units of each hidden layer, e.g. 500,500 for two',
  },
  epochs: {
    type: 'string',
    valueHint: 'N',
    description: 'Experiment: epochs of each hidden layer’s training without labels',
  },
  'head-epochs': {
    type: 'string',
    valueHint: 'N',
    description:
      'Experiment: epochs of training with labels, of the output layer or of all that backprop trains',
  },
  'train-images': { type: 'string', valueHint: 'N', description: 'Experiment: images to train on' },
  validation: {
    type: 'boolean',
    default: false,
    description:
      'Experiment: train without the validation images and score on them, as settings are to be chosen',
  },
  experiment: {
    type: 'string',
    valueHint: 'FILE',
    description: 'Experiments from a YAML file, see docs/experiments.md',
  },
} as const satisfies ArgsDef;
