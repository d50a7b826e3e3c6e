import {
  architectureSchema,
  HebbenchError,
  WEIGHT_KINDS,
  type Architecture,
  type Budget,
  type Model,
  type WeightKind,
} from '@hebbench/core';
import { saveWeights, type SavedTensor } from '@hebbench/nn';
import { z } from 'zod';
import { decodeSafetensors, encodeSafetensors } from './safetensors.ts';

/** What a file of a network says beside its weights: all that is needed to make the network again. */
export interface NetworkDescription {
  /** Name of the rule that trained it. */
  readonly rule: string;
  readonly architecture: Architecture;
  /** Complete, after preset and overrides. */
  readonly hyperparameters: Readonly<Record<string, unknown>>;
  readonly budget: Budget;
  readonly seed: number;
  /** What it was trained on. */
  readonly data: { readonly name: string; readonly origin: string; readonly digest: string };
}

/** A weight as a file of a network has it. */
export interface WeightDescription {
  /** Also the name of the tensor, e.g. `hidden-1/kernel`. */
  readonly name: string;
  readonly kind: WeightKind;
  readonly layer: 'hidden' | 'output';
  /** Of a kernel of a fully connected layer `[inputs, units]`, whatever it is in memory. */
  readonly shape: readonly number[];
}

/** The content of a file of a network. */
export interface NetworkFile {
  readonly description: NetworkDescription;
  readonly weights: readonly WeightDescription[];
  /** By name, in the shapes of {@link NetworkFile.weights}. */
  readonly tensors: Readonly<Record<string, SavedTensor>>;
}

const descriptionSchema = z.strictObject({
  schema: z.literal(1),
  rule: z.string(),
  architecture: architectureSchema,
  hyperparameters: z.record(z.string(), z.json()),
  budget: z.strictObject({ hiddenEpochs: z.number().min(0), headEpochs: z.number().min(0) }),
  seed: z.int().min(0),
  data: z.strictObject({ name: z.string(), origin: z.string(), digest: z.string() }),
  weights: z.array(
    z.strictObject({
      name: z.string(),
      kind: z.enum(WEIGHT_KINDS),
      layer: z.enum(['hidden', 'output']),
      shape: z.array(z.int().min(0)),
    }),
  ),
});

/** Name of the text in the file that describes the network. */
const ENTRY = 'hebbench';

/**
 * A network as a safetensors file: its weights by name, and in the metadata, as JSON under `hebbench`, rule, architecture,
 * hyperparameters, budget, seed and data.
 */
export function encodeNetwork(model: Model, description: NetworkDescription): Uint8Array {
  const tensors = withUnitsLast(model, saveWeights(model));
  const weights = model
    .weights()
    .map(({ name, kind, layer }): WeightDescription => ({ name, kind, layer, shape: tensors[name]!.shape }));
  const metadata = { [ENTRY]: JSON.stringify({ schema: 1, ...description, weights }) };
  return encodeSafetensors({ tensors, metadata });
}

/**
 * Reads what {@link encodeNetwork} wrote.
 * @param from - name of the file, for errors
 * @throws {@link HebbenchError} `RECORD_CORRUPT` for anything else
 */
export function decodeNetwork(bytes: Uint8Array, from: string): NetworkFile {
  let problem: string;
  try {
    const { tensors, metadata } = decodeSafetensors(bytes);
    const text = metadata[ENTRY];
    if (text === undefined) throw new Error(`no "${ENTRY}" among its metadata`);
    const found = descriptionSchema.safeParse(JSON.parse(text));
    if (found.success) {
      const { schema: _schema, weights, ...description } = found.data;
      return { description: description as NetworkDescription, weights, tensors };
    }
    problem = z.prettifyError(found.error).replaceAll('\n', ' ');
  } catch (error) {
    problem = (error as Error).message;
  }
  throw new HebbenchError('RECORD_CORRUPT', `${from} is no network of this program.`, {
    got: problem,
    expected: 'a file that saveNetwork() or `pnpm bench export` wrote',
    fix: 'name another file, or write this one again',
  });
}

/** Weights as a file has them, or as the model has them: the same step both ways. */
export function withUnitsLast(
  model: Model,
  tensors: Readonly<Record<string, SavedTensor>>,
): Record<string, SavedTensor> {
  const transposed = new Set(model.weights().flatMap((each) => (each.transposed ? [each.name] : [])));
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => [name, transposed.has(name) ? turned(tensor) : tensor]),
  );
}

function turned({ shape, data }: SavedTensor): SavedTensor {
  const [rows, columns] = shape as [number, number];
  const values = new Float32Array(data.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      values[column * rows + row] = data[row * columns + column]!;
  return { shape: [columns, rows], data: values };
}
