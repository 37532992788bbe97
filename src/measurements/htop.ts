import { type Measurement, type ReadTool, shorten, spansOf } from './measurement.ts';
import { bytes, sizeText } from './numbers.ts';

const METER = /(\d{1,4})\s{0,3}\[[|#*<>= ]{0,120}\d{1,3}(?:[.,]\d)?%\]/g;
const MEMORY = /\bMem\[[|#*<>= ]{0,120}[\d.]{1,8}[KMGT]\/([\d.]{1,8})([KMGT])\]/;
const OTHER = /\b(?:Swp\[|Tasks: \d|Load average: |Uptime: )/;

/** The meters above `htop`: one for each core, and the memory of the host. */
export const readHtop: ReadTool = ({ lines }) => {
  const used = lines.filter(
    ({ text }) => text.includes('[') && (text.match(METER) !== null || MEMORY.test(text)),
  );
  const first = used[0];
  if (first === undefined) return [];
  const meters = new Set(
    used.flatMap(({ text }) => [...text.matchAll(METER)].map(([, core]) => Number(core))),
  );
  // Older versions count the cores from 1, newer ones from 0. Where meters are missing, none are counted.
  const start = meters.has(0) ? 0 : 1;
  const isWhole = meters.size > 0 && [...meters].every((core) => core >= start && core < start + meters.size);
  const memory = used.flatMap(({ text }) => {
    const [, number, unit] = MEMORY.exec(text) ?? [];
    return number === undefined ? [] : [bytes(number, unit)];
  })[0];
  const quantities = {
    ...(isWhole ? { cores: meters.size } : {}),
    ...(memory === undefined || !(memory > 0) ? {} : { memoryBytes: memory }),
  };
  const read = [
    isWhole ? `${meters.size} ${meters.size === 1 ? 'core' : 'cores'}` : '',
    quantities.memoryBytes === undefined ? '' : sizeText(quantities.memoryBytes),
  ].filter((part) => part !== '');
  if (read.length === 0) return [];
  const rest = lines.filter(({ text }) => OTHER.test(text));
  return [
    {
      tool: '`htop`',
      signs: [],
      quantities,
      words: shorten(first.text),
      text: `\`htop\`: ${read.join(', ')} in total.`,
      spans: spansOf([...new Set([...used, ...rest])]),
    },
  ] satisfies Measurement[];
};
