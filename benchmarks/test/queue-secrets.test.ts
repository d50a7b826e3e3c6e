import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { parseQueue } from '../src/queue/address.ts';
import { connect } from '../src/queue/connection.ts';
import { openCommandLine, type CommandLine } from './command-line.ts';
import { freePort, HAS_REDIS, startRedis, type RedisServer } from './redis.ts';

const HAS_OPENSSL = spawnSync('openssl', ['version']).status === 0;
const SECRET = 'hunter2';
const WRONG = 'guessed3';

let cli: CommandLine;
let folder: string;
let server: RedisServer;
let tls: string;

/** A certificate that nobody but its owner trusts. */
function certificate(): { readonly cert: string; readonly key: string } {
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const words = `req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1 -keyout ${key} -out ${cert}`;
  const { status, stderr } = spawnSync('openssl', words.split(' '), { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return { cert, key };
}

describe.skipIf(!HAS_REDIS || !HAS_OPENSSL)('a queue with a password and TLS', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hebbench-secrets-'));
    cli = openCommandLine();
    const { cert, key } = certificate();
    const port = await freePort();
    tls = `rediss://127.0.0.1:${port}`;
    const flags = `--tls-port ${port} --tls-cert-file ${cert} --tls-key-file ${key} --tls-ca-cert-file ${cert} --tls-auth-clients no --requirepass ${SECRET}`;
    server = await startRedis(undefined, ...flags.split(' '));
  });
  afterAll(async () => {
    cli.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('opens to who knows both, and nothing secret is printed', async () => {
    const { queue, close } = await withPassword(server.url);
    await queue.add('poison', {}, { jobId: 'poison' });
    await close();
    const { status, stdout, stderr } = await cli.start(['queue', '--queue', tls], {
      NODE_EXTRA_CA_CERTS: join(folder, 'cert.pem'),
      HEBBENCH_QUEUE_PASSWORD: SECRET,
      HEBBENCH_DEBUG: '1',
    }).ended;
    expect(status, `${stderr}`).toBe(0);
    expect(stdout).toContain(`${tls}: 1 waiting`);
    expect(stderr + stdout).not.toContain(SECRET);
  });

  test.each([
    { name: 'an unknown certificate', at: () => tls, password: SECRET, says: 'NODE_EXTRA_CA_CERTS' },
    { name: 'a wrong password', at: () => server.url, password: WRONG, says: 'WRONGPASS' },
    { name: 'no password', at: () => server.url, password: '', says: 'NOAUTH' },
    { name: 'no TLS', at: () => tls.replace('rediss', 'redis'), password: SECRET, says: 'rediss://' },
  ])('is refused with $name', async ({ at, password, says }) => {
    const error = await withPassword(at(), password).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'QUEUE_UNREACHABLE' });
    const { message, stack } = error as Error;
    expect(message).toContain(says);
    for (const secret of [SECRET, WRONG]) expect(stack).not.toContain(secret);
  });
});

async function withPassword(url: string, password: string = SECRET): ReturnType<typeof connect> {
  vi.stubEnv('HEBBENCH_QUEUE_PASSWORD', password);
  try {
    return await connect(parseQueue(url));
  } finally {
    vi.unstubAllEnvs();
  }
}
