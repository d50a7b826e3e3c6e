export { fgsm, pgd, type RobustnessPoint } from '@hebbench/attacks';
export {
  createStreams,
  HebbenchError,
  type Dataset,
  type LearningRule,
  type Model,
  type Split,
} from '@hebbench/core';
export { loadDataset, type LoadOptions } from '@hebbench/datasets';
export { openEngine } from '@hebbench/engine';
export { subset } from '@hebbench/nn';
export { attack, type AttackOptions } from './attack.ts';
export { loadNetwork, saveNetwork } from './files.ts';
export { createNetwork, type Network, type NetworkOptions } from './network.ts';
export { type NetworkDescription } from './network-file.ts';
export { loadRule, ruleNames } from './rules.ts';
export { evaluate, trainNetwork, type TrainNetworkOptions } from './train.ts';
export { updates, type Update } from './updates.ts';
