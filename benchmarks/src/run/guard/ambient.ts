import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

/** A function of the process whose results do not follow from a seed. */
interface Source {
  /** As its user writes it. */
  readonly name: string;
  readonly holder: object;
  readonly key: string;
  /** Clocks are used by TensorFlow.js itself, which measures with them; random numbers are always the caller's. */
  readonly clock: boolean;
}

const CRYPTO = ['randomBytes', 'randomFill', 'randomFillSync', 'randomInt', 'randomUUID', 'getRandomValues'];
const WEB_CRYPTO = ['randomUUID', 'getRandomValues'];

const SOURCES: readonly Source[] = [
  { name: 'Math.random', holder: Math, key: 'random', clock: false },
  ...CRYPTO.map((key) => ({ name: `crypto.${key}`, holder: crypto, key, clock: false })),
  ...WEB_CRYPTO.map((key) => ({
    name: `globalThis.crypto.${key}`,
    holder: Object.getPrototypeOf(globalThis.crypto) as object,
    key,
    clock: false,
  })),
  { name: 'Date.now', holder: Date, key: 'now', clock: true },
  { name: 'Date', holder: globalThis, key: 'Date', clock: true },
  { name: 'performance.now', holder: performance, key: 'now', clock: true },
  { name: 'process.hrtime.bigint', holder: process.hrtime, key: 'bigint', clock: true },
  { name: 'process.hrtime', holder: process, key: 'hrtime', clock: true },
];

/** Told the name of each ambient source that is used; throws to refuse it. */
export type AmbientListener = (name: string) => void;

let listener: AmbientListener | undefined;
let installed = false;

/**
 * Tells `onUse` of every use of an ambient source of numbers – random numbers that no seed gives, clocks – until `run`
 * returns. Clocks that libraries read for themselves are theirs. What {@link watchAmbientSources} has not put in place is
 * not seen.
 */
export function withAmbientListener<T>(onUse: AmbientListener, run: () => T): T {
  const outer = listener;
  listener = onUse;
  try {
    return run();
  } finally {
    listener = outer;
  }
}

/**
 * Puts watched functions into the place of the process's own. To be called before rules are loaded: what a module takes
 * at its beginning (`const { now } = Date`) is the watched one then.
 */
export function watchAmbientSources(): void {
  if (installed) return;
  installed = true;
  for (const { name, holder, key, clock } of SOURCES) {
    const original = Reflect.get(holder, key) as (...args: unknown[]) => unknown;
    const watched = new Proxy(original, {
      apply: function apply(target, self, args) {
        told(name, clock, apply);
        return Reflect.apply(target, self, args);
      },
      // Of these, `Date` alone is a class: with arguments it says what they say.
      construct: function construct(target, args, newTarget) {
        if (args.length === 0) told(`new ${name}()`, clock, construct);
        return Reflect.construct(target, args, newTarget) as object;
      },
    });
    Reflect.set(holder, key, watched, holder);
  }
  // For those who import these functions by name.
  syncBuiltinESMExports();
}

/** The functions that are in place of {@link watchAmbientSources}' now, by name. */
export function ambientSources(): Record<string, unknown> {
  return Object.fromEntries(SOURCES.map(({ name, holder, key }) => [name, Reflect.get(holder, key)]));
}

function told(name: string, clock: boolean, trap: Function): void {
  if (listener && !(clock && isReadByLibrary(trap))) listener(name);
}

/** Libraries that measure time for themselves, and Node's own modules. */
const LIBRARY = /node:|[\\/]node_modules[\\/](@tensorflow|onnxruntime-node|koffi)[\\/]|wasm:/;

/** @param trap - what was called in place of a clock: whoever has called it is the first that is not ours */
function isReadByLibrary(trap: Function): boolean {
  const who = { stack: '' };
  Error.captureStackTrace(who, trap);
  return LIBRARY.test(who.stack.split('\n')[1] ?? '');
}
