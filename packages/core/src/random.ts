import { xoroshiro128plus, xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { createHash } from 'node:crypto';
import { HebbenchError } from './errors.ts';

/**
 * One stream of random numbers, drawn on the host, so that a seed gives the same numbers on every engine.
 * Streams are independent of each other: drawing from one never moves another.
 */
export interface RandomStream {
  /** A number in [0, 1), with 32 random bits. */
  uniform(): number;
  /** An integer in [0, `bound`), unbiased up to 2⁻³² × `bound`. */
  integer(bound: number): number;
  /** Fills `out` with draws from U[`low`, `high`), rounded to float32, which may give `high`. Returns `out`. */
  fillUniform(out: Float32Array, low: number, high: number): Float32Array;
  /** Fills `out` with draws from N(`mean`, `sd`²). Returns `out`. */
  fillNormal(out: Float32Array, mean: number, sd: number): Float32Array;
  /** A uniformly random order of 0 … `count` − 1 (Fisher–Yates). */
  permutation(count: number): Uint32Array;
}

/**
 * A tree of named random streams under one root seed. The same path always names the same stream, whatever else was
 * drawn before: `streams.stream('shuffle/head/3')` is the order of epoch 3 on the first run and after a resume.
 */
export interface Streams {
  /** The root seed, a non-negative safe integer. 0 is a seed like any other. */
  readonly seed: number;
  /** A fresh stream for `name`, at its beginning. */
  stream(name: string): RandomStream;
  /** The sub-tree of streams below `name`. */
  child(name: string): Streams;
}

/**
 * The streams of a root seed.
 * @param seed - a non-negative safe integer
 * @throws {@link HebbenchError} `INVALID_CONFIG` for any other number
 */
export function createStreams(seed: number): Streams {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new HebbenchError('INVALID_CONFIG', 'A seed is a non-negative whole number.', {
      got: String(seed),
      expected: `a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`,
      fix: 'choose such a seed, for instance 0',
    });
  }
  return streamsBelow(seed, '');
}

function streamsBelow(seed: number, path: string): Streams {
  return {
    seed,
    stream: (name) => createStream(`${seed}${path}/${name}`),
    child: (name) => streamsBelow(seed, `${path}/${name}`),
  };
}

function createStream(path: string): RandomStream {
  // 128 bits of SHA-256 as the generator's state: related seeds and names give unrelated streams.
  const digest = createHash('sha256').update(path).digest();
  const state = [0, 4, 8, 12].map((offset) => digest.readInt32LE(offset));
  const generator = state.some((word) => word !== 0) ? xoroshiro128plusFromState(state) : xoroshiro128plus(1);
  return new GeneratorStream(generator);
}

const TWO_POW_MINUS_32 = 2 ** -32;

class GeneratorStream implements RandomStream {
  readonly #generator: RandomGenerator;

  constructor(generator: RandomGenerator) {
    this.#generator = generator;
  }

  uniform(): number {
    return (this.#generator.next() >>> 0) * TWO_POW_MINUS_32;
  }

  integer(bound: number): number {
    return Math.floor(this.uniform() * bound);
  }

  fillUniform(out: Float32Array, low: number, high: number): Float32Array {
    const width = high - low;
    for (let i = 0; i < out.length; i++) out[i] = low + width * this.uniform();
    return out;
  }

  fillNormal(out: Float32Array, mean: number, sd: number): Float32Array {
    // Box–Muller in pairs. The radius takes 1 − u, which is never 0.
    for (let i = 0; i < out.length; i += 2) {
      const radius = sd * Math.sqrt(-2 * Math.log(1 - this.uniform()));
      const angle = 2 * Math.PI * this.uniform();
      out[i] = mean + radius * Math.cos(angle);
      if (i + 1 < out.length) out[i + 1] = mean + radius * Math.sin(angle);
    }
    return out;
  }

  permutation(count: number): Uint32Array {
    const order = Uint32Array.from({ length: count }, (_, i) => i);
    for (let i = count - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const moved = order[i]!;
      order[i] = order[j]!;
      order[j] = moved;
    }
    return order;
  }
}
