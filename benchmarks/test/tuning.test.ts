import { SCALES, type PresetName } from '@hebbench/core';
import { createSlugger } from '@hebbench/report';
import { describe, expect, test } from 'vitest';
import { setOf } from '../src/run/set-of.ts';
import { findRulePackages } from '../src/rules/packages.ts';
import { findRule, loadRules } from '../src/rules/registry.ts';
import { architectureOf, hyperparametersOf } from '../src/run/hyperparameters.ts';
import { tableEntries } from '../src/suites/table1/cells.ts';
import { candidateCell, questionOf } from '../src/suites/tuning/cells.ts';
import { tuning } from '../src/suites/tuning/index.ts';
import { QUESTIONS, QUESTIONS_ON_READINGS } from '../src/suites/tuning/questions/index.ts';
import { exampleRecord } from './example-record.ts';

describe('questions', () => {
  test.each(QUESTIONS.map((question) => [question.name, question] as const))(
    '%s is complete',
    (_, question) => {
      const names = question.candidates.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      expect(names.length).toBeGreaterThan(1);
      for (const taken of Object.values(question.taken)) expect(names).toContain(taken);
    },
  );

  test.each(SCALES)('no cell at scale %s sees a test image, and no two are the same', (scale) => {
    const cells = tuning.cells(scale, { rules: [] });
    expect(cells.every(({ tuning: validation }) => validation)).toBe(true);
    expect(new Set(cells.map(({ id }) => id)).size).toBe(cells.length);
  });

  test('every rule takes its candidates', async () => {
    const rules = await loadRules(findRulePackages());
    for (const cell of tuning.cells('quick', { rules: [] })) {
      const architecture = architectureOf(cell, setOf(cell));
      expect(() => hyperparametersOf(cell, findRule(rules, cell.rule).rule, architecture)).not.toThrow();
    }
  });
});

describe('what is used', () => {
  const uses = QUESTIONS.flatMap((question) =>
    Object.entries(question.taken).flatMap(([use, name]) =>
      use
        .split(', ')
        .filter((preset) => preset === 'paper' || preset === 'best')
        .map((preset) => ({ question, name, preset: preset as PresetName })),
    ),
  );

  test.each(uses)('$preset holds what $question.name says it takes', async ({ question, name, preset }) => {
    const { rule } = findRule(await loadRules(findRulePackages()), question.rule);
    const candidate = question.candidates.find((each) => each.name === name)!;
    const plain = candidateCell('quick', question, { name: 'plain' });
    const architecture = architectureOf(plain, setOf(plain));
    // The table's own overrides belong to the preset `paper`.
    const own = preset === 'paper' ? { ...plain, preset } : { ...plain, preset, hyperparameters: {} };
    const held = hyperparametersOf(own, rule, architecture) as Record<string, unknown>;
    for (const [key, value] of Object.entries(candidate.hyperparameters ?? {})) {
      // What may be left out has a default, which the rule's schema describes.
      if (key in held) expect({ [key]: held[key] }).toEqual({ [key]: value });
      else if (key === 'activityThreshold') expect(value).toBe(0);
      else expect(['initial', 'outputSchedule', 'perturbationForm']).toContain(key);
    }
  });

  test.each(uses.filter(({ preset }) => preset === 'paper'))(
    'the table trains as long as what $question.name takes',
    ({ question, name }) => {
      const candidate = question.candidates.find((each) => each.name === name)!;
      // What is taken at the paper's sizes alone is held against the table below.
      const scales = question.taken['table1, scale paper']
        ? (['quick'] as const)
        : (['quick', 'paper'] as const);
      for (const scale of scales) {
        const table = tableEntries(scale, { rules: [question.rule] }).find(
          ({ column }) => column.key === question.column,
        );
        expect(candidateCell(scale, question, candidate).budget).toEqual(table!.cell.budget);
      }
    },
  );
});

describe('the report', () => {
  const cells = tuning.cells('quick', { rules: [], seeds: 1 });
  const records = cells.map((cell, n) => exampleRecord(cell, 0, 80 + (n % 7)));

  test('sorts candidates by accuracy and says what is used', async () => {
    const files = await tuning.report({ scale: 'quick', data: 'real', cells, records });
    const rows = (files.get('tuning.csv') as string).trim().split('\n').slice(1);
    expect(rows).toHaveLength(cells.length);
    const own = rows.filter((row) => row.startsWith('hidden-free,')).map((row) => row.split(','));
    const used = (files.get('tuning.csv') as string).split('\n')[0]!.split(',').indexOf('used');
    const accuracies = own.map((row) => Number(row[6]));
    expect(accuracies).toEqual(accuracies.toSorted((a, b) => b - a));
    expect(own.find((row) => row[1] === 'currents-0.005')?.[used]).toContain('paper');
    expect(files.get('summary.md')).toContain('No test image is used');
  });

  test.each(['summary.md', 'readings.md'])('%s begins with links to its tables', async (name) => {
    const files = await tuning.report({ scale: 'quick', data: 'real', cells, records });
    const lines = (files.get(name) as string).split('\n');
    const slug = createSlugger();
    const headings = lines
      .filter((line) => /^#+ /.test(line))
      .map((line) => `#${slug(line.replace(/^#+ /, ''))}`);
    const links = lines.flatMap((line) => /^- \[.*\]\((#.*)\)$/.exec(line)?.[1] ?? []);
    expect(links.length).toBeGreaterThan(1);
    // The last headings of the suite's are those of how the numbers were made.
    expect(headings.slice(1, links.length + 1)).toEqual(links);
  });

  test('has each question on one of two pages, those on readings of equation (6) on their own', async () => {
    const files = await tuning.report({ scale: 'quick', data: 'real', cells, records });
    const pages = ['summary.md', 'readings.md'].map((name) => (files.get(name) as string).split('\n'));
    const asked = [...new Set(cells.map((cell) => questionOf(cell)))];
    for (const question of asked) {
      const found = pages.map((lines) => lines.includes(`## ${question.title}`));
      const isReading = QUESTIONS_ON_READINGS.includes(question);
      expect([question.name, ...found]).toEqual([question.name, !isReading, isReading]);
    }
  });

  test('marks what was trained before a setting changed', async () => {
    const outdated = records.filter(({ cell }) => cell.id === 'tuning/power/power-2');
    const files = await tuning.report({ scale: 'quick', data: 'real', cells, records, outdated });
    expect(files.get('summary.md')).toContain('| power-2 † |');
    expect(files.get('summary.md')).toContain('| power-3 |');
    expect(files.get('summary.md')).toContain('They are: tuning/power/power-2.');
    expect(files.get('tuning.csv')).toMatch(/^power,power-2,.*,true,/m);
  });

  test('shows in a terminal what was asked, with names that can be told apart', () => {
    const asked = new Set(['tuning/power/power-2']);
    const text = tuning.terminal(
      { scale: 'quick', data: 'real', cells, records },
      { width: 100, colour: false, asked },
    );
    expect(text).toMatch(/^K&H: power of the activation\n/);
    expect(text).toContain('power-2 ');
    expect(text).toContain('power-3 ');
    expect(text).not.toContain('Backpropagation');
    const candidates = cells.map(({ id }) => id.split('/').at(-1)!);
    for (const width of [40, 80, 100]) {
      const all = tuning.terminal({ scale: 'quick', data: 'real', cells, records }, { width, colour: false });
      const begins = new Set(all.split('\n').map((line) => line.split(' ', 1)[0]));
      expect(candidates.filter((name) => !begins.has(name))).toEqual([]);
    }
  });

  test('leaves out questions without a record', async () => {
    const only = records.filter(({ cell }) => cell.id.startsWith('tuning/power/'));
    const files = await tuning.report({ scale: 'quick', data: 'real', cells, records: only });
    expect(files.get('summary.md')).toContain('K&H: power of the activation');
    expect(files.get('summary.md')).not.toContain('Backpropagation:');
    expect(files.has('readings.md')).toBe(false);
    expect(files.get('summary.md')).not.toContain('readings.md');
  });

  test.each(QUESTIONS.filter(({ name, taken }) => name.startsWith('head-input') && taken['table1']))(
    'Table 1 trains the output layer that $name says it takes',
    ({ column: key, rule, row: preset = 'paper', candidates, taken }) => {
      const common = { headInput: 'scaled', headLearningRate: 0.003 };
      const { cell } = tableEntries('paper', { rules: [] }).find(
        ({ column, row }) => column.key === key && row.rule === rule && row.preset === preset,
      )!;
      const candidate = candidates.find(({ name }) => name === taken['table1'])!;
      const { headInput, headLearningRate } = { ...common, ...cell.hyperparameters };
      expect({ headInput, headLearningRate }).toEqual({ ...common, ...candidate.hyperparameters });
    },
  );

  test.each(
    QUESTIONS.filter(({ name }) => /^(settled-cifar|output-krotov|output-readings|best-output)/.test(name)),
  )('Table 1 trains the network that $name says it takes', (question) => {
    const { rule, row: preset = 'paper', taken } = question;
    // With the constraint, rows of the table have the chosen reading of equation (6); questions are about presets.
    const { cell } = tableEntries('paper', { rules: preset === 'paper' ? [rule] : [] }).find(
      ({ column, row }) => column.key === question.column && row.rule === rule && row.preset === preset,
    )!;
    const candidate = question.candidates.find(
      ({ name }) => name === (taken['table1'] ?? taken['table1, scale paper'] ?? taken['paper']),
    )!;
    const { hyperparameters, budget } = candidateCell('paper', question, candidate);
    expect(cell.hyperparameters).toEqual(hyperparameters);
    expect(cell.budget).toEqual(budget);
  });

  test('with the constraint, Table 1 trains the output layer of best that hidden-nonneg-output takes', () => {
    const question = QUESTIONS.find(({ name }) => name === 'hidden-nonneg-output')!;
    const taken = question.taken['table1, scale paper'];
    const candidate = question.candidates.find(({ name }) => name === taken)!;
    const { cell } = tableEntries('paper', { rules: [] }).find(
      ({ column, row }) => column.key === question.column && row.preset === 'best',
    )!;
    const { hyperparameters, budget } = candidateCell('paper', question, candidate);
    expect(hyperparameters).toMatchObject(cell.hyperparameters);
    expect(cell.budget).toEqual(budget);
  });

  test.each(['hidden-nonneg', 'hidden-nonneg-2', 'cifar-nonneg'])(
    'the row best trains its hidden layers, at scale paper, as long as what %s takes',
    (name) => {
      const question = QUESTIONS.find((each) => each.name === name)!;
      const candidate = question.candidates.find((each) => each.name === question.taken['best'])!;
      const best = tableEntries('paper', { rules: [] }).find(
        ({ column, row }) => column.key === question.column && row.preset === 'best',
      );
      const { hiddenEpochs } = candidateCell('paper', question, candidate).budget;
      expect(hiddenEpochs).toBeCloseTo(best!.cell.budget.hiddenEpochs);
    },
  );
});
