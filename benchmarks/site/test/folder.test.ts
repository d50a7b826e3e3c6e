import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { brokenLinks } from '../check/links.ts';
import { writeSite } from '../src/build/write.ts';
import { serveSite } from '../src/serve/server.ts';
import { watchRecords } from '../src/serve/watch.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hebbench-site-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a folder of a site', () => {
  test('keeps files that are as they were, and loses those that the site no longer has', () => {
    const out = join(folder, 'site');
    const page = { path: 'a/page.html', content: 'one' };
    expect(writeSite(out, [page, { path: 'old.html', content: 'x' }]).changed).toEqual([
      'a/page.html',
      'old.html',
    ]);
    expect(writeSite(out, [page, { path: 'new.html', content: 'y' }])).toEqual({
      files: 2,
      bytes: 4,
      changed: ['new.html'],
    });
    expect(existsSync(join(out, 'old.html'))).toBe(false);
    expect(readFileSync(join(out, 'a/page.html'), 'utf8')).toBe('one');
  });

  test('is never one that holds something else', () => {
    writeFileSync(join(folder, 'thesis.txt'), 'years of work');
    expect(() => writeSite(folder, [])).toThrow('holds something else');
    expect(readFileSync(join(folder, 'thesis.txt'), 'utf8')).toBe('years of work');
  });
});

test('links that lead nowhere are found, whatever is wrong with them', () => {
  writeFileSync(join(folder, 'b.html'), '<h1 id="there">B</h1>');
  const links = [
    'b.html#there',
    'b.html',
    '#here',
    '#x=y',
    'https://else',
    'b.html#gone',
    'c.html',
    '../out.html',
    '/b.html',
  ];
  const html = links.map((link) => `<a href="${link}">x</a>`).join('');
  writeFileSync(join(folder, 'a.html'), `<p id="here">${html}</p>`);
  expect(brokenLinks(folder).map((fault) => fault.split(': ')[1])).toEqual(links.slice(5));
});

describe('a site on this machine', () => {
  test.each([
    ['/', 200, 'front'],
    ['/index.html', 200, 'front'],
    ['/none.html', 404, 'no such page'],
    ['/../secret.txt', 404, 'no such page'],
    ['/%2e%2e/secret.txt', 404, 'no such page'],
  ])('%s is answered by %d', async (path, status, text) => {
    writeFileSync(join(folder, 'secret.txt'), 'secret');
    mkdirSync(join(folder, 'site'));
    writeFileSync(join(folder, 'site', 'index.html'), 'front');
    const server = await serveSite(join(folder, 'site'), 0);
    try {
      // As it is typed: a browser would take the dots away.
      const { port } = new URL(server.url);
      const request = get({ host: '127.0.0.1', port, path });
      const [response] = await once(request, 'response');
      expect(response.statusCode).toBe(status);
      expect(String(await response.toArray())).toContain(text);
    } finally {
      await server.close();
    }
  });

  test('tells open pages what has changed', async () => {
    const server = await serveSite(folder, 0);
    try {
      const response = await fetch(`${server.url}.news`);
      const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
      await reader.read();
      server.tell(['index.html']);
      expect((await reader.read()).value).toBe('data: ["index.html"]\n\n');
      await reader.cancel();
    } finally {
      await server.close();
    }
  });
});

test('pages hear how far runs are, those that are opened later too; none is no news', async () => {
  const server = await serveSite(folder, 0);
  const hears = async (): Promise<string> => {
    const response = await fetch(`${server.url}.news`);
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    const { value = '' } = await reader.read();
    await reader.cancel();
    return value;
  };
  try {
    server.tellTraining([]);
    expect(await hears()).toBe(': news\n\n');
    const command = { at: '', total: 2, finished: 1, failures: 0, running: [] };
    server.tellTraining([command]);
    expect(await hears()).toBe(`: news\n\nevent: training\ndata: ${JSON.stringify([command])}\n\n`);
  } finally {
    await server.close();
  }
});

test('a record that is written is seen', async () => {
  const records = join(folder, 'table1', 'quick-real', 'records');
  mkdirSync(records, { recursive: true });
  const seen = new Promise<void>((resolve) => {
    const watcher = watchRecords(folder, async () => {
      watcher.close();
      resolve();
    });
  });
  writeFileSync(join(records, 'a.seed-0.json'), '{}');
  await seen;
});
