import { HebbenchError } from '@hebbench/core';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { downloadFile, loadDataset, type DownloadOptions, type RemoteFile } from '../src/index.ts';

const CONTENT = Buffer.from(Array.from({ length: 200_000 }, (_, i) => (i * 31) % 256));
const QUICK: DownloadOptions = { pauseMilliseconds: 1 };
const IMPATIENT: DownloadOptions = { ...QUICK, timeoutMilliseconds: 300 };

type Handler = (request: IncomingMessage, response: ServerResponse, call: number) => void;

let server: Server;
let address: string;
let handler: Handler;
let calls: { url: string; range: string | undefined }[];
let folder: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    calls.push({ url: request.url!, range: request.headers.range });
    handler(request, response, calls.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  calls = [];
  folder = mkdtempSync(join(tmpdir(), 'hebbench-download-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function remote(overrides: Partial<RemoteFile> = {}): RemoteFile {
  return {
    name: 'file.gz',
    urls: [`${address}/a`],
    md5: createHash('md5').update(CONTENT).digest('hex'),
    bytes: CONTENT.length,
    ...overrides,
  };
}

/** Serves the content, with ranges. */
const serve: Handler = (request, response) => {
  const start = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
  response.writeHead(start > 0 ? 206 : 200).end(CONTENT.subarray(start));
};

async function failure(file: RemoteFile, options: DownloadOptions = QUICK): Promise<HebbenchError> {
  const error: unknown = await downloadFile(file, folder, options).then(
    () => new Error('no error'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(HebbenchError);
  expect(existsSync(join(folder, 'file.gz'))).toBe(false);
  return error as HebbenchError;
}

describe('downloadFile', () => {
  test('fetches, checks and moves a file, and tells how far it is', async () => {
    handler = serve;
    const seen: number[] = [];
    const path = await downloadFile(remote(), folder, {
      ...QUICK,
      onProgress: (p) => seen.push(p.receivedBytes),
    });
    expect(readFileSync(path).equals(CONTENT)).toBe(true);
    expect(seen.at(-1)).toBe(CONTENT.length);
    expect(existsSync(`${path}.part`)).toBe(false);
    await downloadFile(remote(), folder, QUICK);
    expect(calls).toHaveLength(1);
  });

  test('goes on where it was cut off', async () => {
    handler = (request, response, call) => {
      if (call > 1) return serve(request, response, call);
      response.writeHead(200, { 'content-length': CONTENT.length });
      response.write(CONTENT.subarray(0, 90_000), () => setTimeout(() => response.destroy(), 50));
    };
    const path = await downloadFile(remote(), folder, QUICK);
    expect(readFileSync(path).equals(CONTENT)).toBe(true);
    // What was sent may not all have been received when the connection broke.
    const start = Number(/^bytes=(\d+)-$/.exec(calls[1]!.range!)![1]);
    expect(start).toBeGreaterThan(0);
    expect(start).toBeLessThanOrEqual(90_000);
  });

  test('starts again when the server ignores the range', async () => {
    writeFileSync(join(folder, 'file.gz.part'), CONTENT.subarray(0, 1000));
    handler = (_, response) => response.writeHead(200).end(CONTENT);
    const path = await downloadFile(remote(), folder, QUICK);
    expect(readFileSync(path).equals(CONTENT)).toBe(true);
  });

  test('goes on to the next address', async () => {
    handler = (request, response, call) =>
      request.url === '/a' ? response.writeHead(404).end() : serve(request, response, call);
    await downloadFile(remote({ urls: [`${address}/a`, `${address}/b`] }), folder, QUICK);
    expect(calls.map(({ url }) => url)).toEqual(['/a', '/b']);
  });

  test.each([
    {
      name: '404',
      respond: (response: ServerResponse) => response.writeHead(404).end(),
      reason: 'HTTP status 404',
      tries: 1,
    },
    {
      name: '503',
      respond: (response: ServerResponse) => response.writeHead(503).end(),
      reason: 'HTTP status 503',
      tries: 3,
    },
    {
      name: 'another content',
      respond: (response: ServerResponse) => response.writeHead(200).end(Buffer.alloc(CONTENT.length)),
      reason: 'MD5',
      tries: 1,
    },
    {
      name: 'too much',
      respond: (response: ServerResponse) => response.writeHead(200).end(Buffer.concat([CONTENT, CONTENT])),
      reason: 'more than 200000 bytes',
      tries: 1,
    },
    { name: 'silence', respond: () => {}, reason: 'no answer for too long', tries: 3, options: IMPATIENT },
  ])('fails with the reason on $name', async ({ respond, reason, tries, options }) => {
    handler = (_, response) => void respond(response);
    const error = await failure(remote(), options);
    expect(error.code).toBe('DOWNLOAD_FAILED');
    expect(error.got).toContain(reason);
    expect(calls).toHaveLength(tries);
  });

  test('does not wait for a server that is not there', async () => {
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    const error = await failure(remote({ urls: [`http://127.0.0.1:${port}/x`] }), {
      pauseMilliseconds: 60_000,
    });
    expect(error.code).toBe('DOWNLOAD_FAILED');
  });

  test('a full disk is an error of its own, and leaves nothing behind', async () => {
    handler = serve;
    const full = (() =>
      new Writable({
        write: (_chunk, _encoding, done) =>
          done(Object.assign(new Error('no space left'), { code: 'ENOSPC' })),
      })) as unknown as DownloadOptions['openWriteStream'];
    const error = await failure(remote(), { ...QUICK, openWriteStream: full! });
    expect(error.code).toBe('NOT_WRITABLE');
    expect(existsSync(join(folder, 'file.gz.part'))).toBe(false);
  });

  test('a folder that cannot be made is an error of its own', async () => {
    writeFileSync(join(folder, 'in-the-way'), '');
    const error: unknown = await downloadFile(remote(), join(folder, 'in-the-way', 'x'), QUICK).catch(
      (e: unknown) => e,
    );
    expect((error as HebbenchError).code).toBe('NOT_WRITABLE');
  });
});

describe('a proxy', () => {
  afterEach(() => void vi.unstubAllEnvs());
  beforeEach(() => {
    for (const name of ['https_proxy', 'http_proxy', 'no_proxy', 'HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY'])
      vi.stubEnv(name, '');
    handler = serve;
  });

  /** A proxy that lets everything through to the server, and says for whom. */
  async function openProxy(): Promise<{ proxy: Server; port: number; asked: string[] }> {
    const asked: string[] = [];
    const proxy = createServer((request, response) => {
      asked.push(request.url!);
      handler(request, response, asked.length);
    });
    proxy.on('connect', (request, client: Socket) => {
      asked.push(request.url!);
      const { port } = server.address() as AddressInfo;
      const through = connect(port, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 OK\r\n\r\n');
        through.pipe(client).pipe(through);
      });
      for (const end of [through, client]) end.on('error', () => {});
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    return { proxy, port: (proxy.address() as AddressInfo).port, asked };
  }

  test.each([
    { variable: 'HTTP_PROXY', prefix: 'http://' },
    { variable: 'http_proxy', prefix: '' },
  ])('is gone through where $variable names one', async ({ variable, prefix }) => {
    const { proxy, port, asked } = await openProxy();
    vi.stubEnv(variable, `${prefix}127.0.0.1:${port}`);
    const path = await downloadFile(remote({ urls: ['http://nowhere.invalid/a'] }), folder, QUICK);
    expect(readFileSync(path).equals(CONTENT)).toBe(true);
    expect(asked.join()).toContain('nowhere.invalid');
    proxy.closeAllConnections();
    proxy.close();
  });

  test('is left out for hosts in NO_PROXY', async () => {
    vi.stubEnv('HTTP_PROXY', 'http://127.0.0.1:1');
    vi.stubEnv('NO_PROXY', '127.0.0.1');
    await downloadFile(remote(), folder, QUICK);
    expect(calls).toHaveLength(1);
  });

  test('that does not answer is named, without its password', async () => {
    vi.stubEnv('HTTPS_PROXY', 'http://me:secret@127.0.0.1:1');
    const error = await failure(remote({ urls: ['https://nowhere.invalid/a'] }));
    expect(error.got).toContain('with HTTPS_PROXY=http://127.0.0.1:1');
    expect(error.message).not.toContain('secret');
    expect(error.fix).toContain('check the proxy');
    vi.stubEnv('HTTPS_PROXY', '');
    expect((await failure(remote({ urls: ['http://127.0.0.1:1/a'] }))).fix).toContain('HTTPS_PROXY');
  });
});

describe('what lies where a download belongs', () => {
  test.each(['file.gz', 'file.gz.part'])('is refused if it is no file: %s', async (name) => {
    mkdirSync(join(folder, name));
    handler = serve;
    const error: unknown = await downloadFile(remote(), folder, QUICK).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'NOT_WRITABLE', got: 'a folder in its place' });
    expect(calls).toEqual([]);
  });
});

describe('auto', () => {
  afterEach(() => void vi.unstubAllEnvs());

  test('falls back on the stand-in, loudly; real does not', async () => {
    vi.stubEnv('HEBBENCH_CACHE_DIR', join(folder, 'in-the-way'));
    // Whoever runs the tests may have the images.
    vi.stubEnv('HEBBENCH_DATA_DIR', '');
    writeFileSync(join(folder, 'in-the-way'), '');
    const notes: string[] = [];
    const dataset = await loadDataset('mnist', { notify: (note) => notes.push(note) });
    expect(dataset.origin).toBe('embedded');
    expect(notes.join()).toContain('EMBEDDED STAND-IN');
    await expect(loadDataset('mnist', { data: 'real' })).rejects.toThrow(HebbenchError);
  });
});
