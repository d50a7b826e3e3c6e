import type { Labels } from '@hebbench/core';
import { corruptFile } from './corrupt.ts';

/**
 * Checks that all labels name a class.
 * @throws `DATA_CORRUPT`
 */
export function checkLabels(labels: Labels, classes: number, file: string): void {
  const wrong = labels.findIndex((label) => label >= classes);
  if (wrong >= 0)
    throw corruptFile(file, `label ${labels[wrong]} of image ${wrong}`, `labels from 0 to ${classes - 1}`);
}
