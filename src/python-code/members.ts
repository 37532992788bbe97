import type { Program } from './program.ts';
import type { ClassDefinition, Expression } from './syntax.ts';

/** What a class says of the attributes of its instances, by their names. */
export interface Members {
  readonly values: ReadonlyMap<string, readonly Expression[]>;
  readonly annotations: ReadonlyMap<string, Expression>;
}

/** Everything that `self.name = …` and the body of the class assign. */
export function collectMembers(program: Program, owner: ClassDefinition): Members {
  const values = new Map<string, Expression[]>();
  const annotations = new Map<string, Expression>();
  const add = (name: string, value: Expression | null, annotation: Expression | null) => {
    if (annotation !== null) annotations.set(name, annotation);
    if (value === null) return;
    const known = values.get(name);
    if (known === undefined) values.set(name, [value]);
    else known.push(value);
  };
  const waiting = [...owner.children];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === 'Class') continue;
    for (const child of node.children) waiting.push(child);
    if (node.kind !== 'Assign') continue;
    for (const target of node.targets) {
      if (
        target.kind === 'Attribute' &&
        target.value.kind === 'Name' &&
        /^(?:self|cls)$/.test(target.value.id)
      ) {
        add(target.name, node.value, node.annotation);
      } else if (target.kind === 'Name' && program.scopeOf(node).node === owner) {
        add(target.id, node.value, node.annotation);
      }
    }
  }
  return { values, annotations };
}
