import { isCancel, TextPrompt } from '@clack/core';
import { harmless, paint, type Style } from './style.ts';

/** What a person can pick instead of typing. */
export interface Choice {
  readonly id: string;
  readonly label: string;
}

export type Answer = { readonly text: string } | { readonly choice: string } | { readonly leaves: true };

/**
 * One line of input with choices below it: type and press Enter, or move with the arrow keys and press Enter on
 * the empty line. Ctrl+C and Esc leave.
 */
export async function askPerson(choices: readonly Choice[], style: Style): Promise<Answer> {
  let chosen = -1;
  const line = new TextPrompt({
    render() {
      const isDone = this.state === 'submit' || this.state === 'cancel';
      const typed = isDone ? harmless(this.userInput) : this.userInputWithCursor;
      const mark = paint(style, 'cyan', '›');
      if (isDone) return `${mark} ${typed || (choices[chosen]?.label ?? '')}`;
      const list = choices.map(({ label }, index) =>
        index === chosen ? paint(style, 'cyan', `  ● ${label}`) : `  ○ ${label}`,
      );
      const hint =
        choices.length === 0 ? [] : [paint(style, 'dim', '  type in your own words, or ↑ ↓ and Enter')];
      return [`${mark} ${typed}`, ...list, ...hint].join('\n');
    },
  });
  line.on('cursor', (key) => {
    if (choices.length === 0) return;
    if (key === 'down') chosen = (chosen + 1) % choices.length;
    if (key === 'up') chosen = (chosen <= 0 ? choices.length : chosen) - 1;
  });

  const result = await line.prompt();
  if (isCancel(result)) return { leaves: true };
  const text = line.userInput.trim();
  const choice = choices[chosen];
  return text === '' && choice ? { choice: choice.id } : { text };
}
