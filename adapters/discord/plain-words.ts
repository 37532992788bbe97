/** Mentions of people, roles and channels, emoji of a server, moments: for the eye only, and full of digits. */
const REFERENCE = /<(?:@[!&]?|#|a?:\w{2,32}:|t:-?)\d{1,20}(?::\w)?>/g;
const LINK = /\[([^\]\n]+)\]\(<?https?:\/\/[^)\s]+>?\)/g;
const INLINE_CODE = /(?<!`)(`{1,2})([^`\n]+)\1(?!`)/g;
/** A mark that stands close around words; `a ** b` and `f(**x, **y)` have none. */
const DRESSED = /(?<![\w*|])(\*{1,3}|\|\|)(?=\S)((?:(?!\1)[^\n])*?[^\s*|])\1(?![\w*|])/g;
const STRUCK_OUT = /~~(?=\S)[^~\n]*[^\s~]~~/g;

/**
 * What somebody wrote in Discord without what only dresses it, so that `**50** req/s` is read like 50 req/s. Code
 * between fences stays as it is.
 */
export function plainWords(text: string): string {
  return text
    .split(/(```[\s\S]*?```)/)
    .map((part, index) => (index % 2 === 1 ? part : undressed(part)))
    .join('');
}

function undressed(text: string): string {
  return text
    .replace(REFERENCE, ' ')
    .replace(LINK, '$1')
    .replace(STRUCK_OUT, ' ')
    .replace(INLINE_CODE, '$2')
    .replace(DRESSED, '$2')
    .replace(DRESSED, '$2');
}
