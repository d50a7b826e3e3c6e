import type { VNode } from 'preact';

/** A command with a button that copies it. */
export function Command({ text }: { readonly text: string }): VNode {
  return (
    <div class="code wrapped">
      <pre>
        <code>{text}</code>
      </pre>
      <button type="button" class="copy" data-copy="">
        Copy
      </button>
    </div>
  );
}
