import type { PlopTypes } from '@turbo/gen';
import { complaintAbout } from './name.ts';

/** Each template and where it goes in the new package. */
const FILES: readonly (readonly [template: string, target: string])[] = [
  ['package.json.hbs', 'package.json'],
  ['tsconfig.json.hbs', 'tsconfig.json'],
  ['README.md.hbs', 'README.md'],
  ['index.ts.hbs', 'src/index.ts'],
  ['hyperparameters.ts.hbs', 'src/hyperparameters.ts'],
  ['step.ts.hbs', 'src/step.ts'],
  ['rule.ts.hbs', 'src/rule.ts'],
  ['conformance.test.ts.hbs', 'test/conformance.test.ts'],
  ['equation.test.ts.hbs', 'test/equation.test.ts'],
];

/** `turbo gen rule`: a package with a learning rule that works, to be replaced by one's own. */
export default function generator(plop: PlopTypes.NodePlopAPI): void {
  plop.setGenerator('rule', {
    description: 'A learning rule in a package of its own',
    prompts: [
      {
        type: 'input',
        name: 'name',
        message: 'Name of the rule, in kebab case, e.g. oja-decorrelated:',
        validate: (name: string) => complaintAbout(name) ?? true,
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
        ...FILES.map(([template, target]) => ({
          type: 'add',
          path: `{{ turbo.paths.root }}/packages/rule-${name}/${target}`,
          templateFile: `templates/${template}`,
          data,
        })),
        {
          type: 'add',
          path: `{{ turbo.paths.root }}/.changeset/rule-${name}.md`,
          templateFile: 'templates/changeset.md.hbs',
          data,
        },
      ];
    },
  });
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
