import type { OptionalPackage } from './optional-package.ts';
import { rememberTicks, type Tick } from './ticks.ts';

/** Features and limits of a graphics card, as WebGPU has them; only those that are used here. */
export interface Adapter {
  readonly features: ReadonlySet<string>;
  readonly limits: Readonly<Record<string, number>>;
  readonly info: Readonly<Record<'vendor' | 'architecture' | 'description' | 'device', string>>;
  requestDevice(descriptor: object): Promise<Device>;
}

/** WebGPU's `GPUDevice`; TensorFlow.js uses the rest of it. */
export interface Device {
  addEventListener(
    type: 'uncapturederror',
    listener: (event: { readonly error: { readonly message: string } }) => void,
  ): void;
  readonly lost: Promise<{ readonly message: string }>;
}

/** WebGPU's `GPUBuffer`, as far as it is used here. */
export interface GpuBuffer {
  readonly size: number;
  readonly mapState: 'unmapped' | 'pending' | 'mapped';
  mapAsync(mode: number): Promise<void>;
  getMappedRange(): ArrayBuffer;
  unmap(): void;
}

/** What the package `webgpu` exports. */
export interface Dawn {
  create(flags: readonly string[]): Gpu;
  readonly globals: Readonly<Record<string, unknown>>;
}

interface Gpu {
  requestAdapter(options: { readonly powerPreference: string }): Promise<Adapter | null>;
}

/** A graphics card, opened. */
export interface OpenCard {
  readonly device: Device;
  readonly info: Adapter['info'];
  /** See {@link rememberTicks}. */
  readonly tick: Tick;
}

/** Limits of which TensorFlow.js wants as much as the card has. */
const LIMITS = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
];

/**
 * Opens the graphics card through Dawn, and makes `navigator.gpu` and WebGPU's classes known, as TensorFlow.js expects.
 * @param found - the package `webgpu`
 * @throws if it does not load, or there is no card that it can use
 */
export async function openCard(found: OptionalPackage): Promise<OpenCard> {
  // Before Dawn is loaded.
  const tick = rememberTicks();
  const dawn = (await found.load()) as Dawn;
  Object.assign(globalThis, dawn.globals);
  const gpu = dawn.create([]);
  announce(gpu);
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('there is no graphics card that Dawn can use (Vulkan, Metal or Direct3D 12)');
  const requiredLimits = Object.fromEntries(LIMITS.map((name) => [name, adapter.limits[name]]));
  const device = await adapter.requestDevice({ requiredLimits });
  return { device, info: adapter.info, tick };
}

/** Node.js before 21 has no `navigator`, and later ones have one that cannot be assigned to. */
function announce(gpu: Gpu): void {
  const { navigator = {} } = globalThis as { navigator?: object };
  Object.defineProperty(navigator, 'gpu', { value: gpu, configurable: true });
  Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });
}
