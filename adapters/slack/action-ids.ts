/** What can be pressed. Every `action_id` begins with one of these; a number behind a colon tells equals apart. */
export const ACTIONS = {
  choose: 'gilbert:choose',
  change: 'gilbert:change',
  unsure: 'gilbert:unsure',
  why: 'gilbert:why',
  back: 'gilbert:back',
  restart: 'gilbert:restart',
  code: 'gilbert:code',
  more: 'gilbert:more',
  /** Why this was recommended: asked of an answer, which stays as it is. */
  reason: 'gilbert:reason',
  /** A way on that is offered beside an answer, which stays as it is. */
  wayOn: 'gilbert:way-on',
  numbers: 'gilbert:numbers',
  whatIf: 'gilbert:what-if',
  correct: 'gilbert:correct',
  share: 'gilbert:share',
  feedback: 'gilbert:feedback',
  deleteData: 'gilbert:delete-data',
} as const;
/** `outdated`: of an older version. */
export type Action = keyof typeof ACTIONS | 'outdated';

/** The forms, by their `callback_id`. */
export const FORMS = { numbers: 'gilbert:form:numbers', whatIf: 'gilbert:form:what-if' } as const;

export const ASK_SHORTCUT = 'ask_gilbert';
export const COMMAND = '/gilbert';

/** Which action an `action_id` stands for; null for one that is none of ours. */
export function actionOf(actionId: string): Action | null {
  const [, kind] = /^(gilbert:[a-z-]+)(?::\d+)?$/.exec(actionId) ?? [];
  const found = Object.entries(ACTIONS).find(([, id]) => id === kind);
  if (found) return found[0] as Action;
  return actionId.startsWith('gilbert:') ? 'outdated' : null;
}
