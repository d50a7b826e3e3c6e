/// <reference lib="dom" />
import type { RunRecord } from '@hebbench/core';
import { recordsCsv } from '../evidence/records-csv.ts';
import { loadPacked } from './scripts.ts';

type Bundle = Readonly<Record<string, readonly RunRecord[]>>;

/** Offers the records of cells as files, by the buttons below an element. */
export function offerFiles(within: ParentNode = document): void {
  for (const button of within.querySelectorAll<HTMLButtonElement>('button[data-download]')) {
    const { download } = button.dataset;
    const { cell = '' } = button.parentElement!.dataset;
    button.addEventListener('click', () => {
      void loadRecords(button).then((bundle) => {
        const own = bundle[cell] ?? [];
        const asCsv = download === 'csv';
        const text = asCsv ? recordsCsv(own) : `${JSON.stringify(own, null, 2)}\n`;
        save(text, `${cell.replaceAll('/', '--')}.${asCsv ? 'csv' : 'json'}`);
      });
    });
  }
}

/** Kept by the page, which has several scripts. */
interface Loaded extends Window {
  hebbenchLoaded?: Promise<Bundle>;
}

/** The records of the report that an element is of. They are in a script of their own, loaded when they are asked for. */
export function loadRecords(element: Element): Promise<Bundle> {
  const loaded = window as Loaded;
  const { records = '' } = element.closest<HTMLElement>('[data-records]')!.dataset;
  loaded.hebbenchLoaded ??= loadPacked(records, 'hebbenchRecords') as Promise<Bundle>;
  return loaded.hebbenchLoaded;
}

function save(text: string, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
