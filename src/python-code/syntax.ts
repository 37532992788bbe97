/*
 * Python as the rules see it: the parts of the language that matter for concurrency, each node with its place and its
 * children in the order of the text. What could not be parsed is `Broken` or `Unknown`, and nothing is said about it.
 */

interface Placed {
  /** From 1, within the pasted code. */
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly children: readonly Node[];
}

export interface Argument {
  /** Of a keyword argument. */
  readonly name: string | null;
  readonly star: '' | '*' | '**';
  readonly value: Expression;
}

export interface Parameter {
  readonly name: string;
  readonly star: '' | '*' | '**';
  readonly annotation: Expression | null;
  readonly preset: Expression | null;
}

export interface Loop {
  readonly target: Expression;
  readonly iterable: Expression;
  readonly isAsync: boolean;
}

export type Name = Placed & { readonly kind: 'Name'; readonly id: string };
export type Attribute = Placed & {
  readonly kind: 'Attribute';
  readonly value: Expression;
  readonly name: string;
};
export type Call = Placed & {
  readonly kind: 'Call';
  readonly callee: Expression;
  readonly args: readonly Argument[];
};
export type Await = Placed & { readonly kind: 'Await'; readonly value: Expression };
export type Subscript = Placed & {
  readonly kind: 'Subscript';
  readonly value: Expression;
  readonly index: readonly Expression[];
  readonly isSlice: boolean;
};
export type Lambda = Placed & {
  readonly kind: 'Lambda';
  readonly parameters: readonly Parameter[];
  readonly body: Expression;
};
export type Comprehension = Placed & {
  readonly kind: 'Comprehension';
  readonly of: 'list' | 'set' | 'dict' | 'generator';
  readonly elements: readonly Expression[];
  readonly loops: readonly Loop[];
};
export type Collection = Placed & {
  readonly kind: 'Collection';
  readonly of: 'list' | 'set' | 'dict' | 'tuple';
  readonly items: readonly Expression[];
};

export type Expression =
  | Name
  | Attribute
  | Call
  | Await
  | Subscript
  | Lambda
  | Comprehension
  | Collection
  /** Arithmetic, comparison and logic; `operator` as written, blanks left out. */
  | (Placed & {
      readonly kind: 'Operation';
      readonly operator: string;
      readonly operands: readonly Expression[];
    })
  | (Placed & { readonly kind: 'Number'; readonly value: number })
  /** `value` without the quotes; null for a formatted string. */
  | (Placed & { readonly kind: 'Text'; readonly value: string | null })
  | (Placed & { readonly kind: 'Constant'; readonly value: 'None' | 'True' | 'False' | '...' })
  | (Placed & { readonly kind: 'Conditional'; readonly test: Expression })
  | (Placed & { readonly kind: 'Named'; readonly target: Expression; readonly value: Expression })
  | (Placed & { readonly kind: 'Yield' })
  | (Placed & { readonly kind: 'Star'; readonly value: Expression })
  | (Placed & { readonly kind: 'Unknown' });

export type FunctionDefinition = Placed & {
  readonly kind: 'Function';
  readonly name: string;
  readonly isAsync: boolean;
  readonly decorators: readonly Expression[];
  readonly parameters: readonly Parameter[];
  readonly body: readonly Statement[];
};
export type ClassDefinition = Placed & {
  readonly kind: 'Class';
  readonly name: string;
  readonly decorators: readonly Expression[];
  readonly bases: readonly Argument[];
  readonly body: readonly Statement[];
};
export type Assign = Placed & {
  readonly kind: 'Assign';
  readonly targets: readonly Expression[];
  readonly annotation: Expression | null;
  readonly value: Expression | null;
};
export type Update = Placed & {
  readonly kind: 'Update';
  readonly target: Expression;
  readonly operator: string;
  readonly value: Expression;
};
export type If = Placed & {
  readonly kind: 'If';
  readonly branches: readonly { readonly test: Expression | null; readonly body: readonly Statement[] }[];
};
export type While = Placed & {
  readonly kind: 'While';
  readonly test: Expression;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[];
};
export type For = Placed &
  Loop & {
    readonly kind: 'For';
    readonly body: readonly Statement[];
    readonly otherwise: readonly Statement[];
  };
export type With = Placed & {
  readonly kind: 'With';
  readonly isAsync: boolean;
  readonly items: readonly { readonly context: Expression; readonly name: Expression | null }[];
  readonly body: readonly Statement[];
};
export type Try = Placed & {
  readonly kind: 'Try';
  readonly body: readonly Statement[];
  readonly handlers: readonly { readonly catches: Expression | null; readonly body: readonly Statement[] }[];
  readonly otherwise: readonly Statement[];
  readonly atLast: readonly Statement[];
};
export type Import = Placed & {
  readonly kind: 'Import';
  /** The name bound here and the dotted path it stands for; `*` binds whatever the module has. */
  readonly names: readonly { readonly name: string; readonly path: string }[];
};

export type Statement =
  | FunctionDefinition
  | ClassDefinition
  | Assign
  | Update
  | If
  | While
  | For
  | With
  | Try
  | Import
  | (Placed & { readonly kind: 'Match'; readonly bodies: readonly (readonly Statement[])[] })
  | (Placed & { readonly kind: 'Evaluate'; readonly value: Expression })
  | (Placed & { readonly kind: 'Return' | 'Raise' | 'Delete' | 'Break' | 'Continue' | 'Pass' })
  | (Placed & {
      readonly kind: 'Scope';
      readonly of: 'global' | 'nonlocal';
      readonly names: readonly string[];
    })
  | (Placed & { readonly kind: 'Broken' });

export type Module = Placed & { readonly kind: 'Module'; readonly body: readonly Statement[] };
export type Node = Expression | Statement | Module;

/** The node and everything in it, in the order of the text. */
export function* nodesIn(root: Node): Generator<Node> {
  const waiting: Node[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield node;
    for (let at = node.children.length - 1; at >= 0; at -= 1) waiting.push(node.children[at] as Node);
  }
}

/** The node and everything in it that runs with it: bodies of functions, lambdas and classes inside are left out. */
export function* nodesRunIn(root: Node): Generator<Node> {
  const waiting: Node[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield node;
    if (node !== root && (node.kind === 'Function' || node.kind === 'Lambda' || node.kind === 'Class'))
      continue;
    for (let at = node.children.length - 1; at >= 0; at -= 1) waiting.push(node.children[at] as Node);
  }
}
