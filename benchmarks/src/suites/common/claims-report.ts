import { plainMarkdown, type PageSection } from '@hebbench/report';
import type { SuiteResults } from '../../suite.ts';
import { CLAIM_NOTE } from './claims.ts';
import { markdown, type TextTable } from './markdown.ts';
import { isOfPaper, reportTitle } from './sets.ts';

/** Claims for people, or why there are none of these data. */
export type JudgedClaims = TextTable | string;

/** The title of a report, e.g. `What the features are, scale quick, real data`. */
export function claimsTitle(what: string, results: SuiteResults): string {
  return isOfPaper(results)
    ? `${what}, scale ${results.scale}, ${results.data} data`
    : `${what}: ${reportTitle('this suite', results)}`;
}

/** What the report's page begins with. */
export function claimsSection(heading: string, caption: string, claims: JudgedClaims): PageSection {
  return {
    heading,
    parts:
      typeof claims === 'string'
        ? [{ kind: 'text', text: claims }]
        : [
            { kind: 'text', text: CLAIM_NOTE },
            { kind: 'table', caption, ...claims },
          ],
  };
}

/** Title and {@link claimsSection} in Markdown. */
export function claimsText(title: string, heading: string, claims: JudgedClaims): string {
  const text = typeof claims === 'string' ? plainMarkdown(claims) : `${CLAIM_NOTE}\n\n${markdown(claims)}`;
  return `# ${plainMarkdown(title)}\n\n## ${heading}\n\n${text}`;
}
