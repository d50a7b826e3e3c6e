/// <reference lib="dom" />

/** Copies what stands before a button. */
export function copyButtons(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
    const text = (): string => button.previousElementSibling?.textContent ?? '';
    button.addEventListener('click', () => {
      void copy(text()).then((done) => {
        button.textContent = done ? 'Copied' : 'Press Ctrl+C';
        setTimeout(() => (button.textContent = 'Copy'), 2000);
      });
    });
  }
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** Where a page has no access to the clipboard, as on some file systems. */
function copyBySelection(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'unseen';
  document.body.append(area);
  area.select();
  // oxlint-disable-next-line typescript/no-deprecated -- the only way without access to the clipboard
  const done = document.execCommand('copy');
  area.remove();
  return done;
}
