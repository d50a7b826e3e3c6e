/** The paragraph that a report in Markdown has below a picture; empty without one. */
export function chartSentences(summary: string, file: string): string {
  const lines = summary.split('\n');
  const place = lines.findIndex((line) => line.startsWith('![') && line.endsWith(`](${file})`));
  const text = place < 0 ? '' : (lines.slice(place + 1).find((line) => line.trim() !== '') ?? '');
  return /^[#|!-]/.test(text) ? '' : text;
}
