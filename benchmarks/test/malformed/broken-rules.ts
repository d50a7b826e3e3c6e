import { HebbenchError, type LearningRule, type Model, type Phase, type Trainer } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import control from '../../../packages/rule-random-features/src/index.ts';

/** A rule that breaks the contract in one way. */
export interface BrokenRule {
  /** What it does. */
  readonly name: string;
  /** Stands in for the rule's own members. */
  readonly members: Readonly<Record<string, unknown>>;
  /** Words of its error. */
  readonly says: readonly string[];
}

const RULE = control as unknown as LearningRule;
type Setup = Parameters<LearningRule['create']>[0];

/** Any value in the place of one that the types ask for. */
type Any<T> = { readonly [K in keyof T]?: unknown };

function trainer(
  name: string,
  change: (own: Trainer, setup: Setup) => unknown,
  ...says: string[]
): BrokenRule {
  return { name, members: { create: (setup: Setup) => change(RULE.create(setup), setup) }, says };
}

function phase(name: string, fields: Any<Phase>, ...says: string[]): BrokenRule {
  return trainer(name, (own) => ({ ...own, phases: [{ ...own.phases[0], ...fields }] }), ...says);
}

function model(name: string, changes: (own: Model) => Any<Model>, ...says: string[]): BrokenRule {
  return trainer(name, (own) => ({ ...own, model: { ...own.model, ...changes(own.model) } }), ...says);
}

function fails(): never {
  throw new Error('of no use');
}

/** Logits that are no numbers. */
const noNumbers = (x: tf.Tensor): tf.Tensor2D => tf.mul(tf.ones<tf.Rank.R2>([rows(x), 3]), Number.NaN);

const rows = ({ shape }: tf.Tensor): number => shape[0]!;

const CREATE: readonly BrokenRule[] = [
  trainer('create returns nothing', () => undefined, 'a trainer of type undefined'),
  trainer('create returns null', () => null, 'a trainer of type null'),
  trainer('create returns a number', () => 3, 'a trainer of type number'),
  trainer('create is async', async (own) => own, 'a promise from `create`'),
  trainer('create throws', fails, 'throws in `create`', 'of no use'),
  trainer('create is async and rejects', async () => fails(), 'a promise from `create`'),
  trainer(
    'create throws a value that cannot be shown',
    () => {
      throw Object.create(null);
    },
    'throws in `create`',
    'cannot be shown',
  ),
  trainer(
    'create asks for a stop',
    () => {
      throw new HebbenchError('INTERRUPTED', 'No.', { got: 'a', expected: 'b', fix: 'c' });
    },
    'throws in `create`',
  ),
  trainer('create draws', () => Math.random(), 'Math.random in `create`'),
  trainer('no model', ({ model: _model, ...rest }) => rest, 'a model of type undefined'),
  trainer('no phases', ({ phases: _phases, ...rest }) => rest, 'phases of type undefined'),
  trainer('phases are no list', (own) => ({ ...own, phases: {} }), 'phases of type object'),
  trainer('a phase is null', (own) => ({ ...own, phases: [null] }), 'phase 1 of type null'),
  trainer('no variables', ({ variables: _variables, ...rest }) => rest, 'variables of type undefined'),
  trainer('empty variables', (own) => ({ ...own, variables: {} }), 'no variables'),
  trainer(
    'a variable is a number',
    (own) => ({ ...own, variables: { w: 1 } }),
    'variable "w" of type number',
  ),
  trainer('no dispose', ({ dispose: _dispose, ...rest }) => rest, '`dispose` of type undefined'),
  trainer(
    'diagnostics are an object',
    (own) => ({ ...own, diagnostics: {} }),
    '`diagnostics` of type object',
  ),
  trainer(
    'another architecture',
    (own, { architecture }) => ({
      ...own,
      model: { ...own.model, architecture: { ...architecture, classes: 2 } },
    }),
    'a model of architecture',
  ),
];

const PHASES: readonly BrokenRule[] = [
  phase('no epochs', { epochs: undefined }, 'phase "head" with epochs undefined'),
  phase('endless epochs', { epochs: Infinity }, 'phase "head" with epochs Infinity'),
  phase('epochs that are no number', { epochs: Number.NaN }, 'phase "head" with epochs NaN'),
  phase('negative epochs', { epochs: -1 }, 'phase "head" with epochs -1'),
  phase('epochs as text', { epochs: '3' }, 'phase "head" with epochs "3"'),
  phase('an empty batch', { batchSize: 0 }, 'phase "head" with batchSize 0'),
  phase('half a sample', { batchSize: 1.5 }, 'phase "head" with batchSize 1.5'),
  phase('a negative batch', { batchSize: -8 }, 'phase "head" with batchSize -8'),
  phase('an endless batch', { batchSize: Infinity }, 'phase "head" with batchSize Infinity'),
  phase('unknown sampling', { sampling: 'sorted' }, 'phase "head" with sampling "sorted"'),
  phase('trains something else', { trains: 'output' }, 'phase "head" with trains "output"'),
  phase('no input', { input: undefined }, 'phase "head" with input undefined'),
  phase('an input as text', { input: 'pixels' }, 'phase "head" with input "pixels"'),
  phase('a layer too high', { input: { kind: 'activity', layer: 3 } }, '"layer":3'),
  phase('a layer too low', { input: { kind: 'activity', layer: 0 } }, '"layer":0'),
  phase('no name', { name: undefined }, 'phase 1 named undefined'),
  phase('a name of control codes', { name: '\u001B[2J' }, 'phase 1 named "\\u001b[2J"'),
  phase('no step', { step: undefined }, '`step` of type undefined'),
  phase('begin is no function', { begin: true }, '`begin` of type boolean'),
  phase('end is no function', { end: 'now' }, '`end` of type string'),
  trainer(
    'two phases of one name',
    (own) => ({ ...own, phases: [own.phases[0], own.phases[0]] }),
    'two phases named "head"',
  ),
];

const leaked: tf.Tensor[] = [];
let updates = 0;

const STEPS: readonly BrokenRule[] = [
  phase('a step throws', { step: fails }, 'throws in `step` of phase "head"', 'of no use'),
  phase('a step throws text', { step: throwText }, 'throws in `step` of phase "head"', 'only text'),
  phase('a step is async', { step: async () => {} }, 'a promise from `step` of phase "head"'),
  phase('begin throws', { begin: fails }, 'throws in `begin` of phase "head"'),
  phase('end throws', { end: fails }, 'throws in `end` of phase "head"'),
  phase('a step draws', { step: () => tf.randomNormal([1]).dispose() }, 'Math.random in `step`'),
  phase('a step reads the clock', { step: () => void performance.now() }, 'performance.now in `step`'),
  phase('a step asks for the date', { step: () => void new Date() }, 'new Date() in `step`'),
  phase(
    'a step leaks',
    { step: () => void leaked.push(tf.zeros([1])) },
    '21 tensors left behind by 21 updates of phase "head"',
  ),
  phase(
    'every second step leaks',
    { step: () => void (updates++ % 2 && leaked.push(tf.zeros([1]))) },
    '20 tensors left behind',
  ),
  phase(
    'a step takes parts of no row',
    { step: ({ parts }: { parts: (samples: number) => Iterable<unknown> }) => void [...parts(0)] },
    'throws in `step`',
    'Rows of a part',
  ),
  phase('a step breaks a shape', { step: () => tf.reshape(tf.zeros([2]), [3]) }, 'throws in `step`'),
];

function throwText(): never {
  // oxlint-disable-next-line no-throw-literal -- as a plug-in may do
  throw 'only text';
}

const NETWORKS: readonly BrokenRule[] = [
  model('logits throw', () => ({ logits: fails }), 'throws in `logits`', 'of no use'),
  model('no logits', () => ({ logits: undefined }), '`logits` of type undefined'),
  model('logits are numbers', () => ({ logits: () => [1, 2, 3] }), 'logits of type object'),
  model('logits are nothing', () => ({ logits: () => undefined }), 'logits of type undefined'),
  model('logits are async', ({ logits }) => ({ logits: async (x: tf.Tensor2D) => logits(x) }), '`logits`'),
  model('logits of one row', () => ({ logits: () => tf.zeros([1, 3]) }), 'logits of shape [1, 3]'),
  model('logits of too few classes', () => ({ logits: (x: tf.Tensor) => tf.zeros([rows(x), 2]) }), ', 2]'),
  model('logits of one dimension', () => ({ logits: () => tf.zeros([3]) }), 'logits of shape [3]'),
  model(
    'logits of whole numbers',
    () => ({ logits: (x: tf.Tensor) => tf.zeros([rows(x), 3], 'int32') }),
    'int32',
  ),
  model(
    'logits are no numbers',
    () => ({ logits: (x: tf.Tensor) => noNumbers(x) }),
    'NaN or infinite logits',
  ),
  model(
    'logits of other batches are no numbers',
    ({ logits }) => ({
      logits: (x: tf.Tensor2D) => (rows(x) > 3 ? noNumbers(x) : logits(x)),
    }),
    'NaN or infinite logits, first for image 1 of 20',
  ),
  model(
    'logits over a pixel',
    ({ logits }) => ({ logits: (x: tf.Tensor2D) => tf.div(logits(x), tf.slice(x, [0, 1], [-1, 1])) }),
    'NaN or infinite logits',
  ),
  model(
    'logits less the mean of a batch',
    ({ logits }) => ({ logits: (x: tf.Tensor2D) => tf.sub(logits(x), tf.mean(logits(x), 0)) }),
    'an image alone',
  ),
  model(
    'logits that keep a tensor',
    ({ logits }) => ({ logits: (x: tf.Tensor2D) => (leaked.push(tf.keep(tf.zeros([1]))), logits(x)) }),
    'left behind by',
    '`logits`',
  ),
  model('logits read the clock', () => ({ logits: () => Date.now() }), 'Date.now in `logits`'),
  model('hidden throws', () => ({ hidden: fails }), 'throws in `hidden`'),
  model(
    'hidden is one tensor',
    () => ({ hidden: (x: tf.Tensor) => tf.zeros([rows(x), 6]) }),
    'hidden activity of type',
  ),
  model(
    'hidden of too few layers',
    ({ hidden }) => ({ hidden: (x: tf.Tensor2D) => hidden(x).slice(1) }),
    '1 hidden',
  ),
  model(
    'hidden layers in another order',
    ({ hidden }) => ({ hidden: (x: tf.Tensor2D) => hidden(x).toReversed() }),
    'activity of hidden layer 1 of shape',
  ),
  model(
    'hidden activity that is no number',
    ({ hidden }) => ({ hidden: (x: tf.Tensor2D) => hidden(x).map((z) => tf.div(z, tf.zerosLike(z))) }),
    'NaN or infinite activity of hidden layer 1',
  ),
  model('activity throws', () => ({ activity: fails }), 'throws in `activity`'),
  model('activity of another layer', () => ({ activity: (x: tf.Tensor) => tf.zeros([rows(x), 1]) }), ', 1]'),
  model('weights throw', () => ({ weights: fails }), 'of no use'),
  model('weights are no list', () => ({ weights: () => ({}) }), 'weights of type object'),
  model('a weight is null', () => ({ weights: () => [null] }), 'a weight named undefined'),
  model(
    'weights of one name',
    ({ weights }) => ({ weights: () => [weights()[0], weights()[0]] }),
    'two weights named',
  ),
  model(
    'a weight of no kind',
    ({ weights }) => ({ weights: () => [{ ...weights()[0], kind: 'x' }] }),
    'of kind x',
  ),
  model(
    'a weight of no layer',
    ({ weights }) => ({ weights: () => [{ ...weights()[0], layer: 1 }] }),
    'of layer 1',
  ),
  model(
    'a weight that is no variable',
    ({ weights }) => ({ weights: () => [{ ...weights()[0], tensor: 1 }] }),
    'whose tensor is no variable',
  ),
  model(
    'a constant of two dimensions',
    ({ weights }) => ({ weights: () => [{ ...weights()[0], kind: 'constant' }] }),
    'constant "hidden-1/kernel" of shape',
  ),
  model(
    'a kernel of one dimension',
    ({ weights }) => ({ weights: () => [{ ...weights().at(-1), kind: 'kernel' }] }),
    'of shape [3]',
  ),
  trainer(
    'weights that are no numbers',
    (own) => {
      const [{ tensor }] = own.model.weights() as unknown as [{ tensor: tf.Variable }];
      tensor.assign(tf.fill(tensor.shape, Number.NaN));
      return own;
    },
    'NaN or infinite values in hidden-1/kernel',
  ),
  trainer(
    'steps that end in no numbers',
    (own) => {
      const [{ tensor }] = own.model.weights() as unknown as [{ tensor: tf.Variable }];
      const step = (): void => tf.tidy(() => tensor.assign(tf.fill(tensor.shape, Infinity)));
      return { ...own, phases: [{ ...own.phases[0], input: { kind: 'pixels' }, step }] };
    },
    'NaN or infinite',
  ),
];

const MORE: readonly BrokenRule[] = [
  {
    name: 'a preset throws',
    members: { presets: { ...RULE.presets, paper: fails } },
    says: ['throws in the preset "paper"', 'of no use'],
  },
  {
    name: 'a preset is text',
    members: { presets: { ...RULE.presets, paper: () => 'all' } },
    says: ['the preset "paper" of type string'],
  },
  {
    name: 'a preset is nothing',
    members: { presets: { ...RULE.presets, paper: () => undefined } },
    says: ['the preset "paper" of type undefined'],
  },
  {
    name: 'a schema throws',
    members: { hyperparameters: { safeParse: fails } },
    says: ['throws in its schema of hyperparameters'],
  },
  {
    name: 'a schema answers nothing',
    members: { hyperparameters: { safeParse: () => undefined } },
    says: ['throws in its schema of hyperparameters'],
  },
  { name: 'unsupported throws', members: { unsupported: fails }, says: ['throws in `unsupported`'] },
  { name: 'unsupported is true', members: { unsupported: () => true }, says: ['true from `unsupported`'] },
  { name: 'unsupported is empty', members: { unsupported: () => '' }, says: ['"" from `unsupported`'] },
  { name: 'hiddenIdentity throws', members: { hiddenIdentity: fails }, says: ['throws in `hiddenIdentity`'] },
  {
    name: 'hiddenIdentity is a function',
    members: { hiddenIdentity: () => fails },
    says: ['a value of type function from `hiddenIdentity`'],
  },
  {
    name: 'hiddenIdentity is a map',
    members: { hiddenIdentity: () => new Map([['a', 1]]) },
    says: ['a value of type object from `hiddenIdentity`'],
  },
  {
    name: 'hiddenIdentity is no number',
    members: { hiddenIdentity: () => ({ rate: Number.NaN }) },
    says: ['a value of type object from `hiddenIdentity`'],
  },
  trainer('diagnostics throw', (own) => ({ ...own, diagnostics: fails }), 'throws in `diagnostics`'),
  trainer(
    'diagnostics are nothing',
    (own) => ({ ...own, diagnostics: () => null }),
    'diagnostics of type null',
  ),
  trainer(
    'a diagnostic is no number',
    (own) => ({ ...own, diagnostics: () => ({ share: Number.NaN }) }),
    'NaN as the metric "a-rule.share"',
  ),
  trainer(
    'a diagnostic is text',
    (own) => ({ ...own, diagnostics: () => ({ share: 'half' }) }),
    'half as the metric "a-rule.share"',
  ),
  trainer('dispose throws', (own) => ({ ...own, dispose: fails }), 'throws in `dispose`'),
];

/** Rules that load, and fail in their run. */
export const BROKEN_RULES: readonly BrokenRule[] = [...CREATE, ...PHASES, ...STEPS, ...NETWORKS, ...MORE];

/** The rule of a row. */
export function ruleOf({ members }: Pick<BrokenRule, 'members'>): LearningRule {
  return { ...RULE, ...members, name: 'a-rule' } as LearningRule;
}

/** Frees what broken rules have left behind. */
export function freeLeaks(): void {
  tf.dispose(leaked.splice(0));
  updates = 0;
}
