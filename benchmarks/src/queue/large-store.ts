import { openBucketStore, type BucketAddress } from '../store/bucket-store.ts';
import { folderStore } from '../store/folder-store.ts';
import type { Store } from '../store/store.ts';

/** Where the workers of a queue keep what is large. */
export type StoreAddress =
  { readonly kind: 'folder'; readonly folder: string } | ({ readonly kind: 'bucket' } & BucketAddress);

/**
 * Opens the store that `--store` names.
 * @throws {@link HebbenchError} `NOT_WRITABLE` for a bucket that cannot be used
 */
export async function openLargeStore(address: StoreAddress): Promise<Store> {
  return address.kind === 'folder' ? folderStore(address.folder) : openBucketStore(address);
}
