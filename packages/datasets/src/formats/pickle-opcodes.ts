import { buildArray, buildType, globalOf, textOf } from './pickle-globals.ts';
import { PickledArray, PickledGlobal, PickledType, type PickleValue } from './pickle-values.ts';

/** The state of reading. */
export interface Machine {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  at: number;
  readonly stack: PickleValue[];
  /** Heights of the stack at the marks. */
  readonly marks: number[];
  readonly memo: Map<number, PickleValue>;
}

type Execute = (machine: Machine) => void;

/** Whether a stack had nothing to give. */
export function isNothing(value: PickleValue | undefined): value is undefined {
  return value === undefined;
}

function take(machine: Machine, length: number): Uint8Array {
  const end = machine.at + length;
  if (!(length >= 0 && end <= machine.bytes.length)) throw new Error('a pickle that is cut off');
  const taken = machine.bytes.subarray(machine.at, end);
  machine.at = end;
  return taken;
}

function number(machine: Machine, bytes: 1 | 2 | 4 | 8): number {
  const { view, at } = machine;
  take(machine, bytes);
  if (bytes === 1) return view.getUint8(at);
  if (bytes === 2) return view.getUint16(at, true);
  return bytes === 4 ? view.getUint32(at, true) : Number(view.getBigUint64(at, true));
}

/** Big-endian, as nothing else is. */
function float(machine: Machine): number {
  const { view, at } = machine;
  take(machine, 8);
  return view.getFloat64(at);
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** A text of protocol 0, which has a line for each value and so no line ends within. */
function unescaped(text: string): string {
  return text.replace(
    /\\(?:x([\da-f]{2})|u([\da-f]{4})|U([\da-f]{8})|(.))/g,
    (_, byte?: string, short?: string, wide?: string, letter?: string) => {
      if (letter !== undefined) return ESCAPES[letter] ?? letter;
      return String.fromCodePoint(Number.parseInt((byte ?? short ?? wide)!, 16));
    },
  );
}

function line(machine: Machine): string {
  const end = machine.bytes.indexOf(10, machine.at);
  const text = Buffer.from(take(machine, (end < 0 ? NaN : end) - machine.at)).toString('latin1');
  machine.at++;
  return text;
}

function pop(machine: Machine): PickleValue {
  const value = machine.stack.pop();
  if (isNothing(value)) throw new Error('a pickle that takes more from its stack than is there');
  return value;
}

function top(machine: Machine): PickleValue {
  const value = machine.stack.at(-1);
  if (isNothing(value)) throw new Error('a pickle that takes more from its stack than is there');
  return value;
}

/** What lies above the last mark. */
function popMarked(machine: Machine): PickleValue[] {
  const mark = machine.marks.pop();
  if (mark === undefined) throw new Error('a pickle without the mark that it refers to');
  return machine.stack.splice(mark);
}

const push =
  (of: (machine: Machine) => PickleValue): Execute =>
  (machine) => {
    machine.stack.push(of(machine));
  };

const bytesOf = (size: 1 | 4 | 8): Execute => push((machine) => take(machine, number(machine, size)));
const unicodeOf = (size: 1 | 4 | 8): Execute =>
  push((machine) => Buffer.from(take(machine, number(machine, size))).toString('utf8'));

/** A little-endian whole number of any length, in two's complement. */
function long(bytes: Uint8Array): number {
  const value = bytes.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);
  return Number(BigInt.asIntN(8 * bytes.length, value));
}

function extend(machine: Machine, values: readonly PickleValue[]): void {
  const list = top(machine);
  if (!Array.isArray(list)) throw new Error('a pickle that appends to what is no list');
  for (const value of values) list.push(value);
}

function setItems(machine: Machine, pairs: readonly PickleValue[]): void {
  const map = top(machine);
  if (!(map instanceof Map)) throw new Error('a pickle that sets an item of what is no dictionary');
  for (let i = 0; i + 1 < pairs.length; i += 2) map.set(textOf(pairs[i]), pairs[i + 1]!);
}

function call(machine: Machine): void {
  const args = pop(machine);
  const made = pop(machine);
  if (!(made instanceof PickledGlobal) || !Array.isArray(args))
    throw new Error('a pickle that calls a value');
  machine.stack.push(made.make(...args));
}

function build(machine: Machine): void {
  const state = pop(machine);
  const value = top(machine);
  if (value instanceof PickledArray) buildArray(value, state);
  else if (value instanceof PickledType) buildType(value, state);
  else throw new Error('a pickle that gives a state to a plain value');
}

const ignore: Execute = () => {};
const last = (machine: Machine, count: number): PickleValue[] =>
  Array.from({ length: count }, () => pop(machine)).toReversed();
const get = (machine: Machine, key: number): PickleValue => {
  const value = machine.memo.get(key);
  if (isNothing(value)) throw new Error('a pickle that refers to what it has not said');
  return value;
};
const put = (machine: Machine, key: number): void => void machine.memo.set(key, top(machine));

/** The opcodes of protocols 0 to 5 that plain values and arrays need. */
export const OPCODES: ReadonlyMap<string, Execute> = new Map<string, Execute>([
  ['\x80', (machine) => void take(machine, 1)],
  ['\x95', (machine) => void take(machine, 8)],
  ['(', ({ marks, stack }) => void marks.push(stack.length)],
  ['0', (machine) => void pop(machine)],
  ['1', (machine) => void popMarked(machine)],
  ['2', push(top)],
  ['N', push(() => null)],
  ['\x88', push(() => true)],
  ['\x89', push(() => false)],
  ['K', push((machine) => number(machine, 1))],
  ['M', push((machine) => number(machine, 2))],
  ['J', push((machine) => number(machine, 4) | 0)],
  ['\x8a', push((machine) => long(take(machine, number(machine, 1))))],
  ['I', push((machine) => toPlain(line(machine)))],
  ['L', push((machine) => Number(line(machine).replace(/L$/, '')))],
  ['F', push((machine) => Number(line(machine)))],
  ['G', push(float)],
  ['U', bytesOf(1)],
  ['T', bytesOf(4)],
  ['C', bytesOf(1)],
  ['B', bytesOf(4)],
  ['\x8e', bytesOf(8)],
  ['\x96', bytesOf(8)],
  ['\x8c', unicodeOf(1)],
  ['X', unicodeOf(4)],
  ['\x8d', unicodeOf(8)],
  ['V', push((machine) => unescaped(line(machine)))],
  ['S', push((machine) => Buffer.from(unescaped(line(machine).slice(1, -1)), 'latin1'))],
  [']', push(() => [])],
  ['l', push(popMarked)],
  ['e', (machine) => extend(machine, popMarked(machine))],
  ['a', (machine) => extend(machine, [pop(machine)])],
  [')', push(() => [])],
  ['t', push(popMarked)],
  ['\x85', push((machine) => last(machine, 1))],
  ['\x86', push((machine) => last(machine, 2))],
  ['\x87', push((machine) => last(machine, 3))],
  ['}', push(() => new Map<string, PickleValue>())],
  ['d', dictionary],
  ['u', (machine) => setItems(machine, popMarked(machine))],
  ['s', (machine) => setItems(machine, last(machine, 2))],
  ['q', (machine) => put(machine, number(machine, 1))],
  ['r', (machine) => put(machine, number(machine, 4))],
  ['p', (machine) => put(machine, Number(line(machine)))],
  ['\x94', (machine) => put(machine, machine.memo.size)],
  ['h', push((machine) => get(machine, number(machine, 1)))],
  ['j', push((machine) => get(machine, number(machine, 4)))],
  ['g', push((machine) => get(machine, Number(line(machine))))],
  ['c', push((machine) => globalOf(line(machine), line(machine)))],
  ['\x93', push((machine) => globalOf(...(last(machine, 2).map(textOf) as [string, string])))],
  ['R', call],
  ['\x81', call],
  ['b', build],
  ['\x98', ignore],
]);

function dictionary(machine: Machine): void {
  const pairs = popMarked(machine);
  machine.stack.push(new Map<string, PickleValue>());
  setItems(machine, pairs);
}

/** Protocol 0 writes truth as `00` and `01`. */
function toPlain(text: string): PickleValue {
  return text === '01' ? true : text === '00' ? false : Number(text);
}
