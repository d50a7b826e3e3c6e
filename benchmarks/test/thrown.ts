import { HebbenchError } from '@hebbench/core';
import { expect } from 'vitest';

export function thrown(action: () => unknown): HebbenchError {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(HebbenchError);
    return error as HebbenchError;
  }
  throw new Error('nothing was thrown');
}
