// Terminal escapes: colours and cursor moves (CSI), titles (OSC), and the short ones. Each part is bounded.
const ESCAPES =
  /(?![\t\n\r])\p{Cc}(?:\[[0-?]{0,40}[ -/]{0,8}[@-~]|\][^\p{Cc}]{0,200}\p{Cc}?\\?|[()][0-9AB])/gu;
const CONTROLS = /(?![\t\r])[\p{Cc}\u200b\ufeff]/gu;
/** What a line that is not as meant has in it, unless it is a quotation. */
export const HIDDEN = /(?![\t\n])\p{Cc}|[\u00a0\u200b\ufeff]/u;
/** Nothing to take away: a line of plain characters that is no quotation. */
const AS_MEANT = /^(?! {0,3}>)[\t -~]*$/;
/** `> ` of a quotation, not `>>> ` of Python's prompt. */
const QUOTE = /^ {0,3}>(?!>) ?/;

/**
 * A line as it was meant: without terminal escapes, without the quotation marks of mail and chat, and where a carriage
 * return wrote over it, what stood there last. Tabs and indentation stay.
 */
export function cleanLine(line: string): string {
  if (AS_MEANT.test(line)) return line.trimEnd();
  const plain = line.replace(ESCAPES, '');
  const shown = plain.endsWith('\r') ? plain.slice(0, -1) : plain;
  const last = shown.slice(shown.lastIndexOf('\r') + 1).replace(CONTROLS, '');
  let text = last.replaceAll('\u00a0', ' ');
  for (let depth = 0; depth < 3 && QUOTE.test(text); depth += 1) text = text.replace(QUOTE, '');
  return text.trimEnd();
}
