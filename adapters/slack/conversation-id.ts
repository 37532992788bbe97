/** Where a conversation takes place. */
export interface Place {
  /** The workspace, or the organisation where the app is installed for all of it. */
  readonly team: string;
  readonly channel: string;
  /** The `ts` of the thread's first message; for what `/gilbert` shows one person, `command-` and that person. */
  readonly thread: string;
}

/** The id of the conversation in that place; the same in every copy of the program and after a restart. */
export function conversationIdOf({ team, channel, thread }: Place): string {
  return `slack:${team}:${channel}:${thread}`;
}

/** The place behind an id; null for an id that is none of ours. */
export function placeOf(conversationId: string): Place | null {
  const match = /^slack:(\w+):(\w+):(\d+\.\d+|command-\w+)$/.exec(conversationId);
  if (match === null) return null;
  const [, team = '', channel = '', thread = ''] = match;
  return { team, channel, thread };
}

/** Whether it is between Gilbert and one person, under Messages. */
export function isDirect({ channel }: Place): boolean {
  return channel.startsWith('D');
}

const COMMAND = 'command-';

export function commandPlace(team: string, channel: string, user: string): Place {
  return { team, channel, thread: `${COMMAND}${user}` };
}

/** Whether only one person sees the conversation: it came from `/gilbert`. */
export function isForOnePerson({ thread }: Place): boolean {
  return thread.startsWith(COMMAND);
}
