import type { PathOf } from './names.ts';
import type { Binding } from './program.ts';
import type { Expression } from './syntax.ts';

/** Calls whose result is of a kind with a name of its own. */
const RESULTS: readonly (readonly [RegExp, string])[] = [
  [/^asyncio\.(?:get_event_loop|get_running_loop|new_event_loop)$/, 'asyncio.loop'],
  [/^asyncio\.(?:AbstractEventLoop|BaseEventLoop)$/, 'asyncio.loop'],
  [
    /^(?:asyncio\.(?:create_task|ensure_future)|asyncio\.loop\.create_task|asyncio\.TaskGroup\.create_task)$/,
    'asyncio.Task',
  ],
  [/^asyncio\.loop\.create_future$/, 'asyncio.Future'],
  [/^concurrent\.futures\.(?:ThreadPoolExecutor|ProcessPoolExecutor)\.submit$/, 'concurrent.futures.Future'],
  [/^multiprocessing\.(?:JoinableQueue|SimpleQueue)$/, 'multiprocessing.Queue'],
];

/** The kind of what a call by that path gives. */
export function namedKind(path: string): string {
  return RESULTS.reduce((kind, [form, meant]) => kind.replace(form, meant), path);
}

/** The one kind all of them have, `None` and `[]` aside; null when they differ, or one is not known. */
export function agreed<Value extends Binding | Expression>(
  values: readonly Value[],
  kindOf: (value: Value) => string | null,
): string | null {
  let found: string | null = null;
  for (const value of values) {
    if (isEmpty(value)) continue;
    const kind = kindOf(value);
    if (kind === null || (found !== null && found !== kind)) return null;
    found = kind;
  }
  return found;
}

function isEmpty(value: Binding | Expression): boolean {
  if ('by' in value) return value.by === 'value' && isEmpty(value.value);
  if (value.kind === 'Collection') return value.items.length === 0;
  if (value.kind === 'Call') {
    const { callee, args } = value;
    return args.length === 0 && callee.kind === 'Name' && /^(?:list|set|dict)$/.test(callee.id);
  }
  return value.kind === 'Constant' && value.value === 'None';
}

/** The kind a type annotation gives: `asyncio.Queue[int]`, `Lock | None`, the name of a class of this code. */
export function kindOfAnnotation(
  pathOf: PathOf,
  isClass: (name: string) => boolean,
  annotation: Expression | null,
): string | null {
  const inner = (each: Expression | null) => kindOfAnnotation(pathOf, isClass, each);
  const local = (name: string) => (isClass(name) ? `class ${name}` : null);
  switch (annotation?.kind) {
    case 'Name':
    case 'Attribute': {
      const path = pathOf(annotation);
      if (path !== null) return namedKind(path);
      return annotation.kind === 'Name' ? local(annotation.id) : null;
    }
    case 'Subscript': {
      const isWrapped = /^typing\.(?:Optional|Annotated)$/.test(pathOf(annotation.value) ?? '');
      return inner(isWrapped ? (annotation.index[0] ?? null) : annotation.value);
    }
    case 'Operation':
      return agreed(annotation.operands, inner);
    case 'Text':
      return local(annotation.value ?? '');
    default:
      return null;
  }
}
