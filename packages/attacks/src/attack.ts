import type { Model, RandomStream } from '@hebbench/core';
import * as tf from '@tensorflow/tfjs-core';
import { ballAround, project, type Ball } from './ball.ts';
import { checkEpsilon, checkPixels } from './inputs.ts';

/** What an attack works on. */
export interface AttackContext {
  readonly model: Model;
  /** The images, `[batch, inputs]`, values in [0, 1]. */
  readonly x: tf.Tensor2D;
  /** Their true classes, int32 `[batch]`. */
  readonly labels: tf.Tensor1D;
  /** ℓ∞ radius, in [0, 1]. */
  readonly epsilon: number;
  /** Where random starts and proposals come from. */
  readonly stream: RandomStream;
}

/** What an attack found out on its way. */
export interface AttackLog {
  /** Input gradients that were computed. */
  gradients: number;
  /** Those that were zero in every pixel. */
  zeroGradients: number;
  /** Those with a pixel that is no finite number: the image stays as it was there. */
  brokenGradients: number;
}

/** A log of nothing. */
export function emptyLog(): AttackLog {
  return { gradients: 0, zeroGradients: 0, brokenGradients: 0 };
}

/** An attack within an ℓ∞ ball. */
export interface Attack {
  /** In kebab case, e.g. `pgd-margin`. */
  readonly name: string;
  /**
   * Changed images, `[batch, inputs]`: within ε of the originals and within [0, 1].
   * @throws {@link HebbenchError} `INVALID_CONFIG` for ε or pixels outside [0, 1]
   */
  perturb(context: AttackContext, log?: AttackLog): tf.Tensor2D;
}

/** What the author of an attack writes: how to find better images. */
export type Search = (context: AttackContext, ball: Ball, log: AttackLog) => tf.Tensor2D;

/** Makes an attack of a search. Whatever the search returns is brought into the ball here, once for all. */
export function createAttack(name: string, search: Search): Attack {
  return {
    name,
    perturb(context, log = emptyLog()) {
      const { epsilon, x } = context;
      checkEpsilon(name, epsilon);
      checkPixels(name, x);
      return tf.tidy(() => {
        if (epsilon === 0) return x.clone();
        const ball = ballAround(x, epsilon);
        return project(search(context, ball, log), ball);
      });
    },
  };
}
