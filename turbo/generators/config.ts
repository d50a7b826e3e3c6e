import type { PlopTypes } from '@turbo/gen';
import { complaintAbout, KINDS, type Kind } from './name.ts';

/** Each template and where it goes in the new package. */
const FILES: Readonly<Record<Kind, readonly (readonly [template: string, target: string])[]>> = {
  rule: [
    ['package.json.hbs', 'package.json'],
    ['tsconfig.json.hbs', 'tsconfig.json'],
    ['README.md.hbs', 'README.md'],
    ['index.ts.hbs', 'src/index.ts'],
    ['hyperparameters.ts.hbs', 'src/hyperparameters.ts'],
    ['step.ts.hbs', 'src/step.ts'],
    ['rule.ts.hbs', 'src/rule.ts'],
    ['conformance.test.ts.hbs', 'test/conformance.test.ts'],
    ['equation.test.ts.hbs', 'test/equation.test.ts'],
  ],
  dataset: [
    ['package.json.hbs', 'package.json'],
    ['tsconfig.json.hbs', 'tsconfig.json'],
    ['README.md.hbs', 'README.md'],
    ['index.ts.hbs', 'src/index.ts'],
    ['definition.ts.hbs', 'src/definition.ts'],
    ['form.ts.hbs', 'src/form.ts'],
    ['read.ts.hbs', 'src/read.ts'],
    ['draw.ts.hbs', 'src/draw.ts'],
    ['conformance.test.ts.hbs', 'test/conformance.test.ts'],
    ['read.test.ts.hbs', 'test/read.test.ts'],
  ],
};

/** `turbo gen rule` and `turbo gen dataset`: a package that works, to be replaced by one's own. */
export default function generator(plop: PlopTypes.NodePlopAPI): void {
  for (const kind of ['rule', 'dataset'] as const) describeGenerator(plop, kind);
}

function describeGenerator(plop: PlopTypes.NodePlopAPI, kind: Kind): void {
  const { title, example } = KINDS[kind];
  plop.setGenerator(kind, {
    description: `A ${title} in a package of its own`,
    prompts: [
      {
        type: 'input',
        name: 'name',
        message: `Name of the ${title}, in kebab case, e.g. ${example}:`,
        validate: (name: string) => complaintAbout(name, kind) ?? true,
      },
    ],
    actions: (answers) => {
      const name = String(answers?.['name']);
      const words = name.split('-');
      const data = {
        name,
        identifier: words.map((word, i) => (i === 0 ? word : capitalised(word))).join(''),
        title: capitalised(words.join(' ')),
      };
      return [
        ...FILES[kind].map(([template, target]) => ({
          type: 'add',
          path: `{{ turbo.paths.root }}/packages/${kind}-${name}/${target}`,
          templateFile: `templates/${kind}/${template}`,
          data,
        })),
        {
          type: 'add',
          path: `{{ turbo.paths.root }}/.changeset/${kind}-${name}.md`,
          templateFile: `templates/${kind}/changeset.md.hbs`,
          data,
        },
      ];
    },
  });
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
