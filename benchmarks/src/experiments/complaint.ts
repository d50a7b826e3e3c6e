import type { HebbenchError } from '@hebbench/core';

/**
 * The error for a setting of an experiment, in the words of whoever wrote it: as a flag, or as a line of a file.
 * @param setting - as the flag is called, without hyphens at its beginning, e.g. `set` or `head-epochs`
 * @param got - its value
 * @param fix - @defaultValue to give what was expected
 */
export type Complain = (setting: string, got: string, expected: string, fix?: string) => HebbenchError;
