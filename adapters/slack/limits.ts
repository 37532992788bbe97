/** What Slack takes of a message, from its Block Kit reference and the Web API; lengths are in characters. */
export const LIMITS = {
  blocksPerMessage: 50,
  /** All texts of a message's blocks together; Slack refuses somewhat above 13,000. */
  textPerMessage: 12_000,
  fallbackText: 3000,
  sectionText: 3000,
  contextText: 2000,
  contextElements: 10,
  header: 150,
  buttonText: 75,
  buttonValue: 2000,
  blockId: 255,
  optionText: 75,
  optionValue: 150,
  options: 100,
  placeholder: 150,
  tableRows: 100,
  tableColumns: 20,
  tableText: 10_000,
  altText: 1000,
  privateMetadata: 3000,
} as const;

/** At most so many characters; what is cut off shows as an ellipsis. Never ends within a character. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, wholeCharacters(text, limit - 1)).trimEnd()}…`;
}

/**
 * Cuts text into parts of at most that length: between paragraphs if possible, else between lines, else between
 * words. Never within a character or an escape such as `&lt;`.
 */
export function splitText(text: string, limit: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const border = ['\n\n', '\n', ' '].find((each) => rest.lastIndexOf(each, limit) > limit / 2);
    const end = border === undefined ? wholeCharacters(rest, limit) : rest.lastIndexOf(border, limit);
    parts.push(rest.slice(0, end));
    rest = rest.slice(end + (border?.length ?? 0));
  }
  return [...parts, rest].filter((part) => part.trim() !== '');
}

/** The last position up to `end` that lies neither within a surrogate pair nor within an escape. */
function wholeCharacters(text: string, end: number): number {
  const ampersand = text.lastIndexOf('&', end - 1);
  const isInEscape = ampersand > end - 5 && /^&(amp|lt|gt);/.test(text.slice(ampersand));
  if (isInEscape && text.indexOf(';', ampersand) >= end) return ampersand;
  return /[\uD800-\uDBFF]/.test(text.charAt(end - 1)) ? end - 1 : end;
}
