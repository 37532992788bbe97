import { type Measurement, type PasteLine, type ReadTool, shorten, spansOf } from './measurement.ts';
import { figure, grouped, seconds } from './numbers.ts';

interface RateForm {
  readonly tool: string;
  readonly form: RegExp;
}
const R = '(\\d(?:[\\d.,]{0,18}\\d)?[kKM]?)';
const RATES: readonly RateForm[] = [
  { tool: '`ab`', form: new RegExp(`^\\s{0,4}Requests per second:\\s{1,12}${R} \\[#/sec\\]`) },
  { tool: '`wrk`', form: new RegExp(`^\\s{0,4}Requests/sec:\\s{1,12}${R}\\s{0,4}$`) },
  { tool: '`k6`', form: new RegExp(`^\\s{0,12}http_reqs\\.{2,60}:\\s{1,8}\\d{1,12}\\s{1,12}${R}/s\\b`) },
  {
    tool: '`vegeta`',
    form: new RegExp(`^\\s{0,4}Requests\\s{1,12}\\[total, rate(?:, throughput)?\\]\\s{1,12}\\d{1,12}, ${R}`),
  },
  {
    tool: '`siege`',
    form: new RegExp(`^\\s{0,4}"?[Tt]ransaction[_ ]rate"?:\\s{1,24}${R}(?: trans/sec)?,?$`),
  },
  {
    tool: '`locust`',
    form: new RegExp(
      `^\\s{0,30}Aggregated\\s{1,160}\\d{1,12}\\s{1,12}\\d{1,12}\\([\\d.]{1,8}%\\)\\s{0,4}\\|[^|]{1,80}\\|\\s{0,12}${R}\\s`,
    ),
  },
];
/** Other lines of their reports, so that no number in them is read as prose. */
const REPORT =
  /^\s{0,12}(?:Running \S{1,12} (?:test )?@|\d{1,6} threads and \d{1,7} connections|Thread (?:Stats|calibration)|Latency\b|Latencies\b|Req\/Sec\b|\d{1,12} requests in |Transactions?\b[^:]{0,20}:|Availability:|Elapsed time:|Data transferred:|Response time:|Throughput:|Concurrency:|(?:Successful|Failed) transactions:|(?:Longest|Shortest) transaction:|Transfer\/sec:|Non-2xx or 3xx responses|Socket errors:|Summary:|Total:|Slowest:|Fastest:|Average:|Total data:|Size\/request:|Response time histogram|Details \(average|DNS\+dialup|DNS-lookup|req write|resp wait|resp read|Status code distribution|\[\d{3}\]\s|Status Codes|Bytes (?:In|Out)|Success\s|Duration\s|Error Set|This is ApacheBench|Copyright \d{4}|Licensed to|Benchmarking |Completed \d|Finished \d|Server (?:Software|Hostname|Port)|Document (?:Path|Length)|Concurrency Level|Time taken for tests|(?:Complete|Failed|Keep-Alive|Write) (?:requests|errors)|Total transferred|HTML transferred|Time per request|Transfer rate|Connection Times|Percentage of the requests|(?:Connect|Processing|Waiting):\s|\d{1,3}(?:\.\d{1,6})?%%?\s|[\d.]{1,12} \[\d{1,12}\]\s\||checks\.{2}|data_(?:received|sent)\.{2}|http_req_\w{2,30}\.{2}|iterations?\w{0,12}\.{2}|vus\w{0,6}\.{2}|(?:GET|POST|PUT|DELETE|Aggregated|Type)\s.{1,120}\|)/;

/** The summary of a load test: the rate it reached is taken as the one to serve. Its response times are not those of an unloaded service. */
export const readLoadTest: ReadTool = ({ lines }) => {
  const all = lines.flatMap((line, index) => {
    for (const { tool, form } of RATES) {
      const found = form.exec(line.text);
      if (found !== null) return [{ line, index, tool, words: found[0].trim(), rate: grouped(found[1]) }];
    }
    return [];
  });
  // Locust prints the sum so far again and again; the last one counts.
  const last = all.findLast(({ tool }) => tool === '`locust`');
  const sums = all.filter((each) => each.tool !== '`locust`' || each === last);
  return sums.map(({ line, tool: named, words, rate }, position): Measurement => {
    // A report reaches from the end of the one before it to the beginning of the next.
    const from = position === 0 ? 0 : (sums[position - 1]?.index ?? 0) + 1;
    const to = sums[position + 1]?.index ?? lines.length;
    const report = lines.slice(from, to).filter(({ text }) => REPORT.test(text));
    const used = [...new Set([...report, line])];
    // hey and wrk print the same line.
    const tool = report.some(({ text }) => /^\s{1,4}Slowest:|^\s{0,4}Status code distribution:/.test(text))
      ? '`hey`'
      : named;
    const base = { tool, words: shorten(words), spans: spansOf(used) };
    const fault = faultOf(rate, report);
    if (fault !== null) {
      return {
        ...base,
        signs: [],
        quantities: {},
        text: `${tool}: ${fault}. I take nothing from it.`,
        isImplausible: true,
      };
    }
    const text = `${tool}: ${figure(rate)} requests per second is what the test reached.`;
    return { ...base, signs: [], quantities: { requestsPerSecond: rate }, text };
  });
};

const MOST_PER_SECOND = 1e8;

function faultOf(rate: number, report: readonly PasteLine[]): string | null {
  if (!(rate > 0) || rate > MOST_PER_SECOND) return `${figure(rate)} requests per second cannot be`;
  const falling = fallingPercentile(report);
  if (falling !== null) return `its percentiles fall (${falling}), which cannot be`;
  const text = report.map((line) => line.text.trim()).join('\n');
  const [, done, period, unit] =
    /^(\d{1,12}) requests in (\d{1,9}(?:\.\d{1,4})?)(ms|s|m)\b/m.exec(text) ?? [];
  const reached = Number(done) / seconds(period, unit);
  const [, complete] = /^Complete requests:\s{1,12}(\d{1,12})$/m.exec(text) ?? [];
  const [, taken] = /^Time taken for tests:\s{1,12}(\d{1,9}(?:\.\d{1,4})?) seconds/m.exec(text) ?? [];
  const other = Number.isFinite(reached) ? reached : Number(complete) / Number(taken);
  if (Number.isFinite(other) && Math.abs(other - rate) > 0.1 * Math.max(other, rate)) {
    return `requests / time = ${figure(other)}, but ${figure(rate)} per second is printed`;
  }
  const errors = Number(
    /^Non-2xx or 3xx responses:\s{1,12}(\d{1,12})/m.exec(text)?.[1] ??
      /^Failed requests:\s{1,12}(\d{1,12})/m.exec(text)?.[1] ??
      0,
  );
  const statuses = [...text.matchAll(/^\[(\d)\d\d\]\s{1,8}(\d{1,12}) responses/gm)];
  const all = statuses.reduce((sum, [, , times]) => sum + Number(times), 0);
  const failed = statuses.reduce((sum, [, kind, times]) => sum + (Number(kind) >= 4 ? Number(times) : 0), 0);
  if (failed > all / 2) return `${failed} of ${all} requests failed, so the rate is one of errors`;
  const asked = Number(done ?? complete ?? Number.NaN);
  // `ab` counts answers of another length as failures, so a few are none.
  return errors > asked / 2 ? `${errors} of ${asked} requests failed, so the rate is one of errors` : null;
}

/** Two neighbouring percentiles of which the higher has the lower value. */
function fallingPercentile(report: readonly PasteLine[]): string | null {
  let last: { readonly share: number; readonly value: number } | null = null;
  for (const { text } of report) {
    const found =
      /^\s{0,12}(\d{1,3}(?:\.\d{1,6})?)%%?\s{1,12}(?:in )?(\d{1,9}(?:\.\d{1,6})?)\s?(us|ms|s|secs|m)?(?=\s|$)/.exec(
        text,
      );
    if (found === null) {
      last = null;
      continue;
    }
    const [, share, number, unit = 'ms'] = found;
    const here = { share: Number(share), value: seconds(number, unit) };
    if (last !== null && here.share > last.share && here.value < last.value * 0.999) {
      return `${last.share} % in ${figure(last.value * 1000)} ms, ${here.share} % in ${figure(here.value * 1000)} ms`;
    }
    last = here;
  }
  return null;
}
