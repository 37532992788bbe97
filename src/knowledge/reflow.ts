/**
 * Joins the lines of each paragraph and of each bullet. The files wrap their text for the people who edit them;
 * chat platforms show every line break, so what is posted must not have them. Fences stay as they are.
 */
export function reflow(markdown: string): string {
  const joined: string[] = [];
  let isFenced = false;
  let canContinue = false;
  for (const line of markdown.split('\n')) {
    const isFence = line.trimStart().startsWith('```');
    const beginsAnew = isFence || isFenced || line.trim() === '' || /^\s*([-*]|\d+\.) /.test(line);
    const previous = joined.at(-1);
    if (beginsAnew || !canContinue || previous === undefined) joined.push(line);
    else joined[joined.length - 1] = `${previous} ${line.trim()}`;
    if (isFence) isFenced = !isFenced;
    canContinue = !isFence && !isFenced && line.trim() !== '';
  }
  return joined.join('\n');
}
