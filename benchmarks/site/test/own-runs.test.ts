import { SUITES } from '@hebbench/benchmarks/published';
import type { Cell, RunRecord } from '@hebbench/core';
import { findDefinition, traitsOf } from '@hebbench/datasets';
import { JSDOM } from 'jsdom';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { changedCell } from '../../src/experiments/changes.ts';
import { exampleRecord } from '../../test/example-record.ts';
import { siteFiles } from '../src/build/files.ts';
import { leagues } from '../src/model/league.ts';
import { withRuns } from '../src/model/load.ts';
import type { SiteModel } from '../src/model/types.ts';
import { nothingPublished, storedRuns } from './example-site.ts';

let runs = '';

afterEach(() => rmSync(runs, { recursive: true, force: true }));

const [base] = SUITES[0]!.cells('smoke', { rules: ['backprop'], seeds: 1 }) as [Cell];

function experiment(learningRate: number, accuracy: number, validation = false): RunRecord {
  const changes = { set: { learningRate }, ...(validation && { validation: true as const }) };
  const record = exampleRecord(changedCell(base, changes), 0, accuracy);
  const hyperparameters = { learningRate, batchSize: 100 };
  return { ...record, provenance: { ...record.provenance, hyperparameters } };
}

async function siteOf(records: readonly RunRecord[], data?: string): Promise<SiteModel> {
  runs = storedRuns(records, data);
  return withRuns(nothingPublished(new Map()), { runs, warn: expect.fail });
}

function pagesOf(model: SiteModel): Map<string, Document> {
  return new Map(
    [...siteFiles(model, { assets: new Map() })]
      .filter(({ path }) => path.endsWith('.html'))
      .map(({ path, content }) => [path, new JSDOM(String(content)).window.document]),
  );
}

describe('experiments', () => {
  test('have a report whose rows lead to the evidence, that of the cell as it is included', async () => {
    const model = await siteOf([exampleRecord(base, 0, 90), experiment(0.1, 91), experiment(0.2, 92)]);
    expect(model.reports.map(({ slug }) => slug)).toEqual([
      'own-table1-smoke-embedded',
      'own-table1-smoke-embedded-experiments',
    ]);
    const pages = pagesOf(model);
    const report = pages.get('results/own-table1-smoke-embedded-experiments.html')!;
    const links = [...report.querySelectorAll('tbody th a')].map((link) => [
      link.textContent,
      link.getAttribute('href'),
    ]);
    const shared = `../cells/own-table1-smoke-embedded-experiments/${base.id.split('/').slice(1).join('--')}.html`;
    expect(links).toEqual([
      ['as it is', `../cells/own-table1-smoke-embedded/${base.id.split('/').slice(1).join('--')}.html`],
      ['learningRate 0.1', `${shared}#learning-rate-0.1`],
      ['learningRate 0.2', `${shared}#learning-rate-0.2`],
    ]);
  });

  test('share a page that says once what they have in common, and of each the rest', async () => {
    const page = [...pagesOf(await siteOf([experiment(0.1, 91, true), experiment(0.2, 92, true)]))].find(
      ([path]) => path.startsWith('cells/'),
    )![1];
    const parts = [...page.querySelectorAll('details[data-evidence]')];
    // The best first.
    expect(parts.map(({ id }) => id)).toEqual([
      'learning-rate-0.2+validation',
      'learning-rate-0.1+validation',
    ]);
    expect(parts.map((part) => part.querySelector('dl')?.textContent)).toEqual([
      'learningRate0.2',
      'learningRate0.1',
    ]);
    expect(parts[0]!.querySelector('pre')!.textContent).toContain('--set learningRate=0.2 --validation');
    expect(page.querySelector('#common ~ dl')!.textContent).toContain('batchSize100');
  });

  test('are held against the control of the same shape on the same images alone', async () => {
    const [control] = SUITES[0]!.cells('smoke', { rules: ['random-features'], seeds: 1 }) as [Cell];
    const tested = experiment(0.1, 91);
    const scored = experiment(0.1, 92, true);
    const boards = leagues(await siteOf([exampleRecord(control, 0, 80), tested, scored]));
    const standings = boards.flatMap((board) => board.standings);
    const differenceOf = (id: string): number | undefined =>
      standings.find(({ cell }) => cell.id === id)!.difference?.mean;
    expect(differenceOf(tested.cell.id)).toBeCloseTo(11);
    expect(differenceOf(scored.cell.id)).toBeUndefined();
    expect(standings.find(({ cell }) => cell.id === tested.cell.id)!.variant).toContain('learningRate 0.1');
  });
});

describe('a data set of one’s own', () => {
  const set = { ...traitsOf(findDefinition('mnist')), name: 'mine', title: '**Mine** <b>$x$</b> `c`' };
  const [cell] = SUITES[0]!.cells('smoke', { rules: ['backprop'], seeds: 1, sets: [set] }) as [Cell];
  const record = exampleRecord(cell);
  const own = {
    ...record,
    provenance: {
      ...record.provenance,
      data: { ...record.provenance.data, origin: 'own' as const, set },
    },
  };

  test('is on the leaderboard and in its report by its title, which stays text', async () => {
    const pages = pagesOf(await siteOf([own], 'mine-own-0123abcd'));
    for (const path of ['leaderboard.html', 'results/own-table1-smoke-mine-own-0123abcd.html']) {
      const { body } = pages.get(path)!;
      expect(body.textContent).toContain(set.title);
      const marked = [...body.querySelectorAll('b, strong, code')].map((each) => each.outerHTML);
      expect(marked.filter((html) => /Mine|>x<|>c</.test(html))).toEqual([]);
    }
  });

  test('that nothing is known of any more costs its own place, and is told of', async () => {
    runs = storedRuns([exampleRecord(base)]);
    mkdirSync(join(runs, 'table1', 'smoke-gone-own-0123abcd'));
    const told: string[] = [];
    const { reports } = await withRuns(nothingPublished(new Map()), {
      runs,
      warn: (text) => told.push(text),
    });
    expect(reports.map(({ slug }) => slug)).toEqual(['own-table1-smoke-embedded']);
    expect(told.join()).toContain('"gone"');
  });
});
