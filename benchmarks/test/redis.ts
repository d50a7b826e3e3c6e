import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** Whether this machine has a Redis server, without which tests of queues are left out. */
export const HAS_REDIS: boolean = spawnSync('redis-server', ['--version']).status === 0;

if (!HAS_REDIS) console.log('There is no redis-server here: tests of queues are left out.');

/** A server of a test's own, on loopback, that keeps nothing. */
export interface RedisServer {
  readonly url: string;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

/**
 * Starts a server.
 * @param port - @defaultValue a free one
 */
export async function startRedis(port?: number, ...more: string[]): Promise<RedisServer> {
  const own = port ?? (await freePort());
  const flags = ['--port', String(own), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', ...more];
  const child = spawn('redis-server', flags, { stdio: ['ignore', 'pipe', 'ignore'] });
  await new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error('redis-server has ended')));
    child.stdout.on('data', (chunk: Buffer) => {
      if (chunk.includes('Ready to accept connections')) resolve();
    });
  });
  return {
    url: `redis://127.0.0.1:${own}`,
    process: child,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** A port of loopback that is free. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
