import fc from 'fast-check';
import { expect } from 'vitest';
import { architectures } from '../arbitraries.ts';
import { runs, type Check } from './check.ts';

/** The rule has a name, a title and a citation, and its presets are valid for every architecture. */
export const presetsAreValid: Check = (rule, settings) => {
  expect(rule.name).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
  expect(rule.title.trim()).not.toBe('');
  expect(rule.citation.trim()).not.toBe('');
  fc.assert(
    fc.property(architectures(settings), (architecture) => {
      for (const preset of Object.values(rule.presets)) {
        expect(rule.hyperparameters.safeParse(preset(architecture)).error).toBeUndefined();
      }
    }),
    runs(settings, 100),
  );
};

/**
 * Hyperparameters that do not exist, are of a type that no hyperparameter has, or are numbers out of any range are
 * refused by name.
 */
export const badHyperparametersAreRefused: Check = (rule) => {
  const complete = rule.hyperparameters.parse({}) as Record<string, unknown>;
  for (const name of ['notAHyperparameter', ...Object.keys(complete)]) {
    const { error } = rule.hyperparameters.safeParse({ ...complete, [name]: Symbol('of no use') });
    expect(error?.message, `a useless value of ${name}`).toContain(name);
  }
  for (const [name, value] of Object.entries(complete)) {
    if (typeof value !== 'number') continue;
    for (const bad of [Number.NaN, Infinity, -1e300]) {
      const { error } = rule.hyperparameters.safeParse({ ...complete, [name]: bad });
      expect(error?.message, `${name} = ${bad}`).toContain(name);
    }
  }
};
