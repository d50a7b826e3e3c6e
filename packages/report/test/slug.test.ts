import { expect, test } from 'vitest';
import { createSlugger } from '../src/slug.ts';

// As GitHub renders them.
test.each([
  ['Readings of equation (6): the choice', 'readings-of-equation-6-the-choice'],
  ['K&H: epochs of the hidden layer', 'kh-epochs-of-the-hidden-layer'],
  ['Proposed rule’s own output layer', 'proposed-rules-own-output-layer'],
  ['A – B', 'a--b'],
  ['MNIST⁺ 1ᵃ', 'mnist-1ᵃ'],
  ['snake_case `code`', 'snake_case-code'],
])('%s', (heading, slug) => {
  expect(createSlugger()(heading)).toBe(slug);
});

test('headings that are alike are numbered', () => {
  const slug = createSlugger();
  expect(['Cost', 'cost', 'Costs', 'Cost!'].map(slug)).toEqual(['cost', 'cost-1', 'costs', 'cost-2']);
});
