import type { HeapBackend } from '../heap.ts';
import { KERNELS_MODULE } from './module.ts';

/** Number of images and where their windows lie. */
export type WindowArguments = readonly [
  samples: number,
  height: number,
  width: number,
  channels: number,
  size: number,
  stride: number,
  top: number,
  left: number,
  rows: number,
  columns: number,
];

/** The compiled functions of `simd/kernels.ts`; addresses in bytes. */
export interface KernelExports {
  adam(w: number, m: number, v: number, g: number, count: number, ...settings: number[]): void;
  descend(w: number, g: number, count: number, rate: number, floor: number): void;
  clipAtZero(w: number, count: number): void;
  normaliseRows(y: number, z: number, rows: number, columns: number, epsilon: number): void;
  normaliseRowsGradient(
    y: number,
    dz: number,
    dy: number,
    rows: number,
    columns: number,
    epsilon: number,
  ): void;
  standardiseRows(x: number, out: number, rows: number, columns: number, gain: number, epsilon: number): void;
  standardiseRowsGradient(
    x: number,
    g: number,
    dx: number,
    rows: number,
    columns: number,
    gain: number,
    epsilon: number,
  ): void;
  rescaleRows(y: number, z: number, rows: number, columns: number, epsilon: number): void;
  rescaleRowsGradient(
    y: number,
    dz: number,
    dy: number,
    rows: number,
    columns: number,
    epsilon: number,
  ): void;
  signStep(
    x: number,
    g: number,
    low: number,
    high: number,
    out: number,
    rows: number,
    columns: number,
    step: number,
  ): number;
  expandBytes(buffer: number, count: number, scale: number): void;
  rankRows(x: number, rows: number, columns: number, rank: number, best: number, ranked: number): void;
  changeRows(
    d: number,
    x: number,
    w: number,
    places: number,
    columns: number,
    decay: number,
    units: number,
    starts: number,
    terms: number,
    factor: number,
  ): number;
  stepRow(
    w: number,
    p: number,
    d: number,
    count: number,
    rate: number,
    floor: number,
    exponent: number,
  ): void;
  power(x: number, z: number, count: number, exponent: number, tables: number): number;
  reluPower(x: number, z: number, count: number, exponent: number, tables: number): number;
  reluPowerGradient(
    x: number,
    dz: number,
    dx: number,
    count: number,
    exponent: number,
    less: number,
    tables: number,
  ): number;
  patches(x: number, out: number, ...windows: WindowArguments): void;
  sumPatches(p: number, out: number, ...windows: WindowArguments): void;
  pool(x: number, y: number, mean: number, ...windows: WindowArguments): void;
  poolGradient(x: number, y: number, dy: number, dx: number, mean: number, ...windows: WindowArguments): void;
}

/** The part of the global that is used here: without the browser's types, TypeScript does not know it. */
const { WebAssembly: Wasm } = globalThis as unknown as {
  readonly WebAssembly: {
    readonly Module: new (bytes: Uint8Array) => object;
    readonly Instance: new (module: object, imports: object) => { readonly exports: object };
  };
};

const instances = new WeakMap<object, KernelExports>();

/** The kernels on a backend's memory. */
export function kernelsOn({ wasm }: Pick<HeapBackend, 'wasm'>): KernelExports {
  const known = instances.get(wasm);
  if (known) return known;
  const module = new Wasm.Module(Buffer.from(KERNELS_MODULE, 'base64'));
  const { exports } = new Wasm.Instance(module, { env: { memory: wasm.asm.memory } });
  const kernels = exports as unknown as KernelExports;
  instances.set(wasm, kernels);
  return kernels;
}
