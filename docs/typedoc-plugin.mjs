// A plug-in of TypeDoc: modules are called by their packages, and links find what another package exports.
import { Converter, ReflectionKind } from 'typedoc';

/** @param {import('typedoc').Application} app */
export function load(app) {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const module of project.getReflectionsByKind(ReflectionKind.Module))
      module.name = `@hebbench/${module.name.replace(/\/src$/, '')}`;
  });
  app.converter.addUnknownSymbolResolver((reference, from) => {
    const name = reference.symbolReference?.path?.map(({ path }) => path).join('.');
    const found = from.project
      .getReflectionsByKind(ReflectionKind.SomeExport)
      .filter(
        (each) => !each.isReference() && each.name === name && each.parent?.kind === ReflectionKind.Module,
      );
    return found.length === 1 ? { target: found[0], caption: name } : undefined;
  });
}
