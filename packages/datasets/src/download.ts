import { excerpt, HebbenchError } from '@hebbench/core';
import { createHash } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { RemoteFile } from './definition.ts';
import { fileKind, withArticle } from './file-kind.ts';
import { openConnection, type Fetch } from './proxy.ts';

/** How far a download is. */
export interface DownloadProgress {
  readonly file: string;
  readonly receivedBytes: number;
  readonly totalBytes: number;
}

/** Settings of {@link downloadFile}. */
export interface DownloadOptions {
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Tries at each address. @defaultValue 3 */
  readonly tries?: number;
  /** Pause before the second try; it doubles with each further one. @defaultValue 500 */
  readonly pauseMilliseconds?: number;
  /** How long an address may stay silent. @defaultValue 20 000 */
  readonly timeoutMilliseconds?: number;
  /** For tests. */
  readonly openWriteStream?: typeof createWriteStream;
}

/**
 * Downloads a file into a folder: resumes what an earlier try left, tries again after a failure, goes on to the next
 * address, checks length and MD5, and moves the file to its name only when it is complete.
 * @returns the file's path
 * @throws `DOWNLOAD_FAILED` with the failure of each address; `NOT_WRITABLE` if the folder or the disk refuses; `USAGE` if
 * `HTTPS_PROXY` or `HTTP_PROXY` names no proxy
 */
export async function downloadFile(
  file: RemoteFile,
  folder: string,
  options: DownloadOptions = {},
): Promise<string> {
  const target = join(folder, file.name);
  const partial = `${target}.part`;
  if (fileKind(target) === 'file') return target;
  [target, partial].forEach(checkPlace);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw notWritable(folder, cause);
  }

  const connection = await openConnection();
  const { tries = 3, pauseMilliseconds = 500 } = options;
  const failures: string[] = [];
  for (const url of file.urls) {
    for (let attempt = 0; attempt < tries; attempt++) {
      try {
        await fetchInto(partial, url, file, { ...options, fetch: connection.fetch });
        await checkFile(partial, file);
        renameSync(partial, target);
        return target;
      } catch (cause) {
        options.signal?.throwIfAborted();
        if (isDiskError(cause)) {
          rmSync(partial, { force: true });
          throw notWritable(partial, cause);
        }
        if (!(cause as Partial<Failure>).resumable) rmSync(partial, { force: true });
        failures.push(`${url}: ${reasonOf(cause)}`);
        // Without a connection there is nothing to wait for.
        if (isUnreachable(cause) || (cause as Partial<Failure>).final) break;
        if (attempt + 1 < tries)
          await delay(pauseMilliseconds * 2 ** attempt, undefined, { signal: options.signal });
      }
    }
  }
  throw new HebbenchError('DOWNLOAD_FAILED', `${file.name} could not be downloaded.`, {
    got: `${failures.join('; ')}${connection.proxies === undefined ? '' : `; with ${connection.proxies}`}`,
    expected: `${file.bytes} bytes with MD5 ${file.md5}`,
    fix:
      connection.proxies === undefined
        ? 'check the connection and try again (behind a proxy, name it in HTTPS_PROXY), or copy the file from its publisher into a folder given by --data-dir'
        : 'check the proxy and try again, or copy the file from its publisher into a folder given by --data-dir',
  });
}

/**
 * Refuses a pipe, a folder or a device where a file is to be written.
 * @throws `NOT_WRITABLE`
 */
function checkPlace(path: string): void {
  const kind = fileKind(path);
  if (kind === undefined || kind === 'file') return;
  throw notWritable(path, new Error(`${withArticle(kind)} in its place`));
}

class Failure extends Error {
  /** Whether what was received so far is of use. */
  readonly resumable: boolean;
  /** Whether the same address would only fail again. */
  readonly final: boolean;

  constructor(message: string, { resumable = false, final = false } = {}) {
    super(message);
    this.resumable = resumable;
    this.final = final;
  }
}

async function fetchInto(
  partial: string,
  url: string,
  file: RemoteFile,
  options: DownloadOptions & { readonly fetch: Fetch },
): Promise<void> {
  const { onProgress, signal, timeoutMilliseconds = 20_000, openWriteStream = createWriteStream } = options;
  const present = existsSync(partial) ? statSync(partial).size : 0;
  const start = present < file.bytes ? present : 0;

  const silence = new AbortController();
  const stop = signal ? AbortSignal.any([signal, silence.signal]) : silence.signal;
  const complain = (): void => silence.abort(new Failure('no answer for too long', { resumable: true }));
  let timer = setTimeout(complain, timeoutMilliseconds);
  try {
    const response = await options.fetch(url, {
      headers: start > 0 ? { range: `bytes=${start}-` } : {},
      signal: stop,
    });
    if (!response.ok) throw new Failure(`HTTP status ${response.status}`, { final: response.status < 500 });
    if (!response.body) throw new Failure('an empty answer');
    const resumed = start > 0 && response.status === 206;
    let received = resumed ? start : 0;
    const watched = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
    watched.on('data', (chunk: Uint8Array) => {
      clearTimeout(timer);
      timer = setTimeout(complain, timeoutMilliseconds);
      received += chunk.length;
      onProgress?.({ file: file.name, receivedBytes: received, totalBytes: file.bytes });
      if (received > file.bytes) silence.abort(new Failure(`more than ${file.bytes} bytes`, { final: true }));
    });
    await pipeline(watched, openWriteStream(partial, { flags: resumed ? 'a' : 'w' }), { signal: stop });
    if (received < file.bytes) throw new Failure(`${received} of ${file.bytes} bytes`, { resumable: true });
  } catch (error) {
    if (error instanceof Failure || isDiskError(error) || isUnreachable(error)) throw error;
    if (silence.signal.aborted) throw silence.signal.reason;
    throw new Failure(reasonOf(error), { resumable: true });
  } finally {
    clearTimeout(timer);
  }
}

async function checkFile(partial: string, { md5 }: RemoteFile): Promise<void> {
  const hash = createHash('md5');
  await pipeline(createReadStream(partial), hash);
  const got = hash.digest('hex');
  if (got !== md5) throw new Failure(`MD5 ${got}`, { final: true });
}

const DISK_ERRORS = new Set(['ENOSPC', 'EACCES', 'EROFS', 'EPERM', 'EDQUOT', 'EIO', 'ENOTDIR', 'EEXIST']);
const UNREACHABLE = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ENETUNREACH', 'EHOSTUNREACH']);

function codeOf(error: unknown): string {
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } };
  return String(cause?.code ?? code ?? '');
}

function isDiskError(error: unknown): boolean {
  return DISK_ERRORS.has(codeOf(error));
}

function isUnreachable(error: unknown): boolean {
  return UNREACHABLE.has(codeOf(error));
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? `${message} (${cause.message})` : message;
}

function notWritable(path: string, cause: unknown): HebbenchError {
  return new HebbenchError('NOT_WRITABLE', `${excerpt(path)} cannot be written.`, {
    got: excerpt((cause as Error).message),
    expected: 'a folder with room for the data set',
    fix: 'free some space, or name another folder in HEBBENCH_CACHE_DIR',
    cause,
  });
}
