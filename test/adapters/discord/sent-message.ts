/** What a message as it was sent shows and offers. */

interface Node {
  readonly type?: number;
  readonly content?: string;
  readonly custom_id?: string;
  readonly label?: string;
  readonly description?: string;
  readonly url?: string;
  readonly components?: readonly Node[];
  readonly component?: Node;
  readonly items?: readonly { readonly media: Node; readonly description?: string }[];
  readonly file?: Node;
}

/** A message as sent, in the components layout. */
export interface SentMessage {
  readonly flags?: number;
  readonly content?: unknown;
  readonly embeds?: unknown;
  readonly components?: readonly Node[];
  readonly allowed_mentions?: unknown;
}

/** Every component of a message or modal, nested ones included. */
export function componentsOf(nodes: readonly Node[] = []): Node[] {
  return nodes.flatMap((node) => [
    node,
    ...componentsOf(node.components),
    ...(node.component ? componentsOf([node.component]) : []),
  ]);
}

/** All the text a message shows. */
export function textOf(message: SentMessage): string {
  return componentsOf(message.components)
    .map(({ content }) => content ?? '')
    .filter((content) => content !== '')
    .join('\n');
}

/** The labels of buttons and options, in order. */
export function labelsOf(message: SentMessage): string[] {
  return componentsOf(message.components).flatMap(({ type, label }) => (type === 2 && label ? [label] : []));
}

/** The custom id of the button of that label. */
export function customIdOf(message: SentMessage, label: string): string {
  const found = componentsOf(message.components).find((node) => node.label === label);
  if (found?.custom_id === undefined) throw new Error(`no button "${label}" among ${labelsOf(message)}`);
  return found.custom_id;
}

/** Flag of a message that only one person sees. */
export const EPHEMERAL = 1 << 6;

export function isPrivate(message: SentMessage): boolean {
  return ((message.flags ?? 0) & EPHEMERAL) !== 0;
}
