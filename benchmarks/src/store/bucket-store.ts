import { HebbenchError } from '@hebbench/core';
import type { S3Client } from '@aws-sdk/client-s3';
import { randomUUID } from 'node:crypto';
import { seal, unseal } from './sealed.ts';
import type { Kind, Store } from './store.ts';

/** A place in a bucket of an S3-compatible service. */
export interface BucketAddress {
  readonly bucket: string;
  /** What all keys begin with; empty, or with `/` at its end. */
  readonly prefix: string;
}

const CONNECT_MILLISECONDS = 10_000;
/** Without a byte to or fro. */
const SILENCE_MILLISECONDS = 60_000;

/** Address of another service than Amazon's, as all clients of S3 take it. */
function endpoint(): string | undefined {
  return process.env['AWS_ENDPOINT_URL_S3'] || process.env['AWS_ENDPOINT_URL'] || undefined;
}

/**
 * Keeps what runs find in a bucket that machines share, an object each, named as the files of a folder would be. Service,
 * region and keys are those that Amazon's own tools use, from the environment or from `~/.aws`. The client is loaded here,
 * and by nobody who does not ask for a bucket.
 * @throws {@link HebbenchError} `NOT_WRITABLE` if an object cannot be written there, read and removed
 */
export async function openBucketStore(address: BucketAddress): Promise<Store> {
  const { S3Client: Client } = await import('@aws-sdk/client-s3');
  // Which later release of the client asks for which Node.js is no news to who uses this one.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const service = endpoint();
  const client = new Client({
    // A service of one's own has no names of machines for its buckets, and does not look at the region.
    ...(service !== undefined && {
      endpoint: service,
      forcePathStyle: true,
      region: process.env['AWS_REGION'] || process.env['AWS_DEFAULT_REGION'] || 'us-east-1',
    }),
    // Objects hold their own SHA-256; services that know no other checksums are used too.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: CONNECT_MILLISECONDS, socketTimeout: SILENCE_MILLISECONDS },
  });
  const store = await bucketStore(client, address);
  await tryOut(store, address);
  return store;
}

async function bucketStore(client: S3Client, { bucket, prefix }: BucketAddress): Promise<Store> {
  const { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, PutObjectCommand } =
    await import('@aws-sdk/client-s3');
  const placeOf = (kind: Kind, hash: string): { Bucket: string; Key: string } => ({
    Bucket: bucket,
    Key: `${prefix}${kind}s/${hash.slice(0, 2)}/${hash}`,
  });
  return {
    async has(kind, hash) {
      try {
        await client.send(new HeadObjectCommand(placeOf(kind, hash)));
        return true;
      } catch {
        return false;
      }
    },
    async get(kind, hash) {
      try {
        const { Body } = await client.send(new GetObjectCommand(placeOf(kind, hash)));
        return unseal(await Body?.transformToByteArray());
      } catch {
        return undefined;
      }
    },
    async put(kind, hash, bytes) {
      try {
        await client.send(new PutObjectCommand({ ...placeOf(kind, hash), Body: seal(bytes) }));
        return true;
      } catch (cause) {
        if (kind === 'record') throw cannotBeUsed({ bucket, prefix }, cause);
        return false;
      }
    },
    async drop(kind, hash) {
      try {
        await client.send(new DeleteObjectCommand(placeOf(kind, hash)));
      } catch (cause) {
        // What is left of the others is of no use, and does no harm.
        if (kind === 'record') throw cannotBeUsed({ bucket, prefix }, cause);
      }
    },
  };
}

/** A bucket that takes nothing, or gives nothing back, is told of before anything is trained. */
async function tryOut(store: Store, address: BucketAddress): Promise<void> {
  const hash = `try-${randomUUID()}`;
  await store.put('record', hash, Buffer.from(hash));
  const found = await store.get('record', hash);
  await store.drop('record', hash);
  if (!found || Buffer.from(found).toString() !== hash)
    throw cannotBeUsed(address, new Error('another object than was written, or none'));
}

function cannotBeUsed({ bucket, prefix }: BucketAddress, cause: unknown): HebbenchError {
  const { name, message } = cause as Error;
  const service = endpoint();
  return new HebbenchError('NOT_WRITABLE', `The bucket s3://${bucket}/${prefix} cannot be used.`, {
    got: `${name}: ${message || 'no answer'}${service === undefined ? '' : ` (from ${withoutUser(service)})`}`,
    expected: 'a bucket that is there, and whose objects this machine may write, read and remove',
    fix: 'correct --store, AWS_ENDPOINT_URL for another service than Amazon’s, AWS_REGION, or the keys in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
    cause,
  });
}

function withoutUser(url: string): string {
  return url.replace(/\/\/[^/]*@/, '//');
}
