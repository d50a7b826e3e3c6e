/// <reference lib="dom" />
import type { RunRecord } from '@hebbench/core';
import { recordsCsv } from '../evidence/records-csv.ts';

type Bundle = Readonly<Record<string, readonly RunRecord[]>>;

/** Offers the records of a cell as files. They are in a script of their own, which is loaded when they are asked for. */
export function downloads(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-download]')) {
    const { download } = button.dataset;
    const { cell = '', records = '' } = button.parentElement!.dataset;
    button.addEventListener('click', () => {
      void load(records).then((bundle) => {
        const own = bundle[cell] ?? [];
        const asCsv = download === 'csv';
        const text = asCsv ? recordsCsv(own) : `${JSON.stringify(own, null, 2)}\n`;
        save(text, `${cell.replaceAll('/', '--')}.${asCsv ? 'csv' : 'json'}`);
      });
    });
  }
}

let loaded: Promise<Bundle> | undefined;

function load(source: string): Promise<Bundle> {
  loaded ??= new Promise<string>((resolve, reject) => {
    Object.assign(window, { hebbenchRecords: resolve });
    const script = document.createElement('script');
    script.src = source;
    script.addEventListener('error', () => reject(new Error(`${source} cannot be loaded`)));
    document.head.append(script);
  }).then(unpacked);
  return loaded;
}

function unpacked(base64: string): Promise<Bundle> {
  const bytes = Uint8Array.from(atob(base64), (sign) => sign.codePointAt(0)!);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(stream).json() as Promise<Bundle>;
}

function save(text: string, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
