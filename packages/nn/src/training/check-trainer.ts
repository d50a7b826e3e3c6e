import { HebbenchError, isOneLine, type Trainer } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';

/** A value of foreign code with members of any type. */
type Members = Readonly<Record<string, unknown>>;

const TRAINS: ReadonlySet<unknown> = new Set(['hidden', 'head', 'all']);
const SAMPLINGS: ReadonlySet<unknown> = new Set(['shuffled', 'label-balanced']);

/**
 * Checks that a trainer, whatever a rule has made it of, can be trained: its members, and every field of its phases.
 * A phase without end or of unknown form would not be noticed while it runs.
 * @param owner - whose it is, e.g. `The rule "my-rule"`
 * @throws {@link HebbenchError} `RULE_FAULT` naming the phase and the field
 */
export function checkTrainer(trainer: Trainer, owner = 'A trainer'): void {
  const refuse = (got: string, expected: string): never => {
    throw new HebbenchError('RULE_FAULT', `${owner} breaks the contract.`, {
      got,
      expected,
      fix: 'correct what `create` returns; the types of @hebbench/core say what it has',
    });
  };
  const members = (value: unknown, name: string): Members => {
    if (typeof value === 'object' && value !== null) return value as Members;
    return refuse(`${name} of type ${typeOf(value)}`, `${name} that is an object`);
  };
  const haveFunctions = (
    of: Members,
    name: string,
    needed: readonly string[],
    optional: readonly string[],
  ): void => {
    for (const each of [...needed, ...optional]) {
      const value = of[each];
      if (typeof value === 'function' || (value === undefined && optional.includes(each))) continue;
      refuse(`${name} with \`${each}\` of type ${typeOf(value)}`, `a function \`${each}\``);
    }
  };

  const parts = members(trainer, 'a trainer');
  if (typeof parts['then'] === 'function')
    refuse('a promise of a trainer', 'a trainer: `create` waits for nothing');
  haveFunctions(parts, 'a trainer', ['dispose'], ['diagnostics']);
  const model = members(parts['model'], 'a model');
  haveFunctions(model, 'a model', ['logits', 'hidden', 'activity', 'weights', 'dispose'], []);
  members(model['architecture'], "a model's architecture");
  checkVariables(members(parts['variables'], 'variables'), trainer, refuse);
  for (const name of trainer.hiddenState ?? [])
    if (!(name in trainer.variables))
      refuse(`hidden state "${name}", which is no variable`, 'names of variables as hidden state');

  const { phases } = parts;
  if (!Array.isArray(phases)) return refuse(`phases of type ${typeOf(phases)}`, 'a list of phases');
  const names = new Set<unknown>();
  const layers = trainer.model.architecture.hidden?.length ?? 0;
  phases.forEach((each: unknown, i) => {
    const phase = members(each, `phase ${i + 1}`);
    const { name } = phase;
    if (typeof name !== 'string' || name.trim() === '' || !isOneLine(name))
      return refuse(`phase ${i + 1} named ${show(name)}`, 'a name, on one line');
    if (names.has(name)) refuse(`two phases named "${name}"`, 'a name of its own for each phase');
    names.add(name);
    haveFunctions(phase, `phase "${name}"`, ['step'], ['begin', 'end']);
    for (const [field, isRight, expected] of FIELDS) {
      if (!isRight(phase[field], layers))
        refuse(`phase "${name}" with ${field} ${show(phase[field])}`, expected);
    }
  });
}

type Refuse = (got: string, expected: string) => never;

function checkVariables(variables: Members, { model }: Trainer, refuse: Refuse): void {
  for (const [name, variable] of Object.entries(variables)) {
    if (!(variable instanceof tf.Variable))
      refuse(`variable "${name}" of type ${typeOf(variable)}`, 'a tf.Variable');
    else if (variable.isDisposed)
      refuse(`variable "${name}" that is disposed`, 'a variable that training can change');
  }
  const weights: unknown = model.weights();
  if (!Array.isArray(weights)) return refuse(`weights of type ${typeOf(weights)}`, 'a list of weights');
  if (weights.length > 0 && Object.keys(variables).length === 0)
    refuse(`no variables, and ${weights.length} weights`, 'all that training changes among the variables');
}

/** Fields of a phase: whether a value is right, and what would be. */
const FIELDS: readonly (readonly [string, (value: unknown, layers: number) => boolean, string])[] = [
  ['trains', (value) => TRAINS.has(value), 'one of hidden, head, all'],
  [
    'epochs',
    (value) => Number.isFinite(value) && (value as number) >= 0,
    'a finite number of epochs, 0 or more',
  ],
  [
    'batchSize',
    (value) => Number.isSafeInteger(value) && (value as number) >= 1,
    'a whole number of samples, 1 or more',
  ],
  ['sampling', (value) => SAMPLINGS.has(value), 'one of shuffled, label-balanced'],
  [
    'input',
    isInput,
    '{ kind: "pixels" }, or { kind: "activity", layer } with one of the hidden layers, counted from 1',
  ],
];

function isInput(value: unknown, layers: number): boolean {
  const { kind, layer } = (value ?? {}) as Members;
  if (kind === 'pixels') return true;
  return (
    kind === 'activity' && Number.isInteger(layer) && (layer as number) >= 1 && (layer as number) <= layers
  );
}

function typeOf(value: unknown): string {
  return value === null ? 'null' : typeof value;
}

function show(value: unknown): string {
  if (typeof value === 'number' || value === undefined) return String(value);
  if (typeof value === 'object' || typeof value === 'string') return JSON.stringify(value);
  return `of type ${typeof value}`;
}
