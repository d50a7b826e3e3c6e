import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import json from 'highlight.js/lib/languages/json';
import python from 'highlight.js/lib/languages/python';
import typescript from 'highlight.js/lib/languages/typescript';
import yaml from 'highlight.js/lib/languages/yaml';

hljs.registerLanguage('bash', bash);
hljs.registerLanguage('json', json);
hljs.registerLanguage('python', python);
hljs.registerLanguage('typescript', typescript);
hljs.registerLanguage('yaml', yaml);

const NAMES: Readonly<Record<string, string>> = {
  sh: 'bash',
  json: 'json',
  python: 'python',
  py: 'python',
  ts: 'typescript',
  yaml: 'yaml',
};

/** Code as HTML, with its words marked where the language is known; `undefined` where it is not. */
export function highlighted(code: string, language: string): string | undefined {
  const name = NAMES[language];
  return name === undefined ? undefined : hljs.highlight(code, { language: name }).value;
}
