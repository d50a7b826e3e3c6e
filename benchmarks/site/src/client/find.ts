/// <reference lib="dom" />
import type { Find } from '../search/index.ts';
import { loadScript } from './scripts.ts';

/** Address of the site's root, as this page sees it. */
const ROOT = (document.currentScript as HTMLScriptElement | null)?.src.replace(/assets\/[^/]*$/, '') ?? '';

/** Shows a dialog that finds what words are about: by the button in a page's head, and by `/`. */
export function searching(): void {
  const button = document.querySelector<HTMLButtonElement>('button[data-find]');
  if (!button) return;
  button.hidden = false;
  let dialog: HTMLDialogElement | undefined;
  const open = (): void => {
    dialog ??= createDialog();
    if (!dialog.open) dialog.showModal();
  };
  button.addEventListener('click', open);
  document.addEventListener('keydown', (event) => {
    const isTyped = (event.target as Element).closest('input, select, textarea, [contenteditable]');
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyped) return;
    event.preventDefault();
    open();
  });
}

function createDialog(): HTMLDialogElement {
  const dialog = document.createElement('dialog');
  dialog.className = 'search';
  dialog.setAttribute('aria-label', 'Search');
  const input = document.createElement('input');
  Object.assign(input, { type: 'search', placeholder: 'Rule, cell, report, guide, API …', autofocus: true });
  input.setAttribute('aria-label', 'What to search for');
  const state = document.createElement('output');
  const list = document.createElement('ul');
  dialog.append(input, state, list);
  document.body.append(dialog);
  const index = loadIndex();
  const update = async (): Promise<void> => {
    const words = input.value.trim();
    const found = words === '' ? [] : (await index)(words);
    // Meanwhile somebody has typed on.
    if (input.value.trim() !== words) return;
    state.textContent =
      words === '' ? '' : found.length === 0 ? 'Nothing is found.' : `${found.length} found`;
    list.replaceChildren(...found.map(itemOf));
  };
  input.addEventListener('input', () => void update());
  dialog.addEventListener('keydown', (event) => step(event, dialog));
  // A link within the page leaves its page where it is.
  list.addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', ({ target }) => target === dialog && dialog.close());
  return dialog;
}

/** Arrow keys go from what is typed to what is found, and Enter to the first. */
function step(event: KeyboardEvent, dialog: HTMLDialogElement): void {
  const places = [...dialog.querySelectorAll<HTMLElement>('input, a')];
  const at = places.indexOf(document.activeElement as HTMLElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
  if (next !== undefined) {
    event.preventDefault();
    places[next]?.focus();
  } else if (event.key === 'Enter' && at === 0) places[1]?.click();
}

function itemOf({ path, title, page }: ReturnType<Find>[number]): HTMLLIElement {
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.href = ROOT + path;
  const name = document.createElement('strong');
  name.textContent = title;
  const place = document.createElement('small');
  place.textContent = page;
  link.append(name, ' ', place);
  item.append(link);
  return item;
}

async function loadIndex(): Promise<Find> {
  await loadScript(`${ROOT}assets/search.js`);
  const { hebbenchSearch } = window as unknown as { hebbenchSearch: (root: string) => Promise<Find> };
  return hebbenchSearch(ROOT);
}
