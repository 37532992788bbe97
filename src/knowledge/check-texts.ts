import type { Fault } from './fault.ts';
import type { Comparison, Decision, Documents, Outcome, Source, Topic } from './schema.ts';

interface Texts {
  readonly decisions: Readonly<Record<string, Decision>>;
  readonly outcomes: Readonly<Record<string, Outcome>>;
  readonly topics: Readonly<Record<string, Topic>>;
  readonly comparisons: Readonly<Record<string, Comparison>>;
}

/**
 * Whether everything people can ask about has a text: the nodes of the chart but its start, and the subjects that the
 * lexicon knows. A folder without any topics explains its decisions and outcomes only.
 */
export function checkPages(
  { topics, decisions, outcomes }: Omit<Texts, 'comparisons'>,
  ids: readonly string[],
  start: string,
): Fault[] {
  if (Object.keys(topics).length === 0) return [];
  const explained = new Set([
    start,
    ...[topics, decisions, outcomes].flatMap(Object.keys),
    ...Object.values(topics).flatMap(({ covers }) => covers),
  ]);
  return [...new Set(ids)]
    .filter((id) => !explained.has(id))
    .map((id) => ({
      file: `topics/${id}.yaml`,
      line: null,
      problem: `nothing explains "${id}"`,
      mend: 'add the file, or name it under "covers" of another topic',
    }));
}

/** Whether every source is one of the pages and sections that were read, where the folder lists them. */
export function checkSources(texts: Texts, documents: Documents | null): Fault[] {
  if (documents === null) return [];
  const cited: [string, readonly Source[]][] = [
    ...Object.entries(texts.outcomes).map(([id, { advice }]): [string, Source[]] => [
      `outcomes/${id}.yaml`,
      advice.flatMap(({ sources }) => sources),
    ]),
    ...Object.entries(texts.decisions).map(([id, { both }]): [string, Source[]] => [
      `decisions/${id}.yaml`,
      both?.advice.flatMap(({ sources }) => sources) ?? [],
    ]),
    ...Object.entries(texts.topics).map(([id, { sources }]): [string, Source[]] => [
      `topics/${id}.yaml`,
      sources,
    ]),
    ...Object.entries(texts.comparisons).map(([id, { sources }]): [string, Source[]] => [
      `comparisons/${id}.yaml`,
      sources,
    ]),
  ];
  return cited.flatMap(([file, sources]) =>
    sources.flatMap((source) => {
      const mend = faultOf(source, documents);
      const { page, section } = source;
      const problem = `the source "${[page, section].filter(Boolean).join(', ')}" is not in sources.yaml`;
      return mend === null ? [] : [{ file, line: null, problem, mend }];
    }),
  );
}

/** What to do about a source that was not read so; null where it was. Several sections are told apart by "; ". */
function faultOf({ page, section, version, url }: Source, documents: Documents): string | null {
  const known = documents.find((document) => document.url === url);
  if (known === undefined) return `read ${url} and list it there with its title and sections`;
  if (known.page !== page) return `that page is called "${known.page}"`;
  if (known.version !== version) return `the page there is of version ${known.version ?? '(none)'}`;
  const missing = section?.split('; ').filter((each) => !known.sections.includes(each)) ?? [];
  return missing.length === 0 ? null : `its sections are ${known.sections.join('; ') || 'not listed'}`;
}
