import type { Amount } from './amounts.ts';
import { sentenceAround, wordsAfter, wordsBefore } from './surroundings.ts';
import type { Token } from './tokens.ts';
import type { QuantityName } from './understanding.ts';

const set = (words: string) => new Set(words.split(' '));

const CORES = set('core cores vcpu vcpus cpu cpus vcore vcores');
const HOSTS = set(
  'machine machines box boxes server servers node nodes host hosts vm vms instance instances droplets hosts',
);
const USERS = set(
  'user users client clients connection connections socket sockets websocket websockets player players viewer viewers session sessions listeners conns participants streams',
);
/** People and things that are users while they are connected, and units of work otherwise. */
const USERS_WHEN_CONNECTED = set(
  'device devices customer customers subscriber subscribers sensor sensors people member members visitor visitors tab tabs phone phones driver drivers bots trucks cars terminals meters agents students employees chargers scooters',
);
/** What is counted in a message and is no unit of the job. */
const NOT_JOBS = set(
  'worker workers thread threads process processes consumer consumers coroutine coroutines executor executors replica replicas pod pods container containers row rows column columns line lines time times retry retries year years month months week weeks day days hour hours minute minutes second seconds byte bytes bit bits character characters char chars point points percent version versions step steps part parts stage stages option options question questions thing things level levels dollar dollars euro euros degree degrees feature features dimension dimensions iteration iterations epoch epochs tokens token lock locks queue queues pool pools gpu gpus shard shards slot slots permit permits side sides way ways people person colleagues devs developers teams team engineers fields field params parameters conns layers days megapixels pixels nights partition partitions attempts tries copies cents decimals digits'
    .split(' ')
    .join(' '),
);
const TARGET_VERBS =
  /^(ping|pinging|ssh|scan|scanning|poll|polling|query|querying|check|checking|monitor|crawl|scrape|connect|collect|config|configure|probe|contact|visit|snmp|reach|talk|across|update|patch|backup|inventory|log|fetch|hit)$/;
const CONNECTED =
  /^(connected|connections|connection|online|concurrent|concurrently|simultaneous|simultaneously|idle|open|live|once|persistent|websocket|websockets|socket|sockets|mqtt|same)$/;
/** Settings and limits, not facts about the job. */
const SETTING =
  /^(max|maximum|most|least|limit|limited|limits|pool|workers|timeout|size|top|port|line|error|code|status|version|retry|every|pep|batches|batch|chunks|chunk|groups|cap|capped|-w|concurrency|pool_size|max_workers|chunksize|prefetch)$/;

/** What a plain count is: cores, machines, users or units of work. */
export function nameCount(tokens: readonly Token[], amount: Amount): QuantityName | null {
  const before = wordsBefore(tokens, amount.from, 3);
  const last = before.at(-1) ?? '';
  const beforeLast = before.at(-2) ?? '';
  const after = wordsAfter(tokens, amount.to, 3);
  if (amount.nouns.length === 0) {
    if (/^(cores|nproc|vcpus|cpu_count)$/.test(last) || /^(nproc|cpu_count|cores)$/.test(beforeLast))
      return 'cores';
    const isLeft = /^(of (them|those|these)|to (do|go|process|run)|left|remaining|in total)/.test(
      after.join(' '),
    );
    return isLeft && amount.value >= 10 ? 'jobsTotal' : null;
  }
  const core = amount.nouns.findIndex((word) => CORES.has(word));
  if (core >= 0) {
    return isOwnCores(amount, before, [...amount.nouns.slice(core + 1), ...after]) ? 'cores' : null;
  }
  if (amount.value < 2 || !Number.isInteger(amount.value)) return null;
  const isSetting =
    SETTING.test(last) ||
    (/^(of|to|is|=)$/.test(last) && SETTING.test(beforeLast)) ||
    isInFlight(amount, after);
  return isSetting ? null : nameCounted(tokens, amount);
}

function nameCounted(tokens: readonly Token[], amount: Amount): QuantityName | null {
  const { nouns, value } = amount;
  const noun = nouns.findLast((word) => isKnown(word) || word.endsWith('s')) ?? nouns[0] ?? '';
  if (NOT_JOBS.has(noun)) {
    const single = noun.replace(/s$/, '');
    const isUnit = tokens.some(
      ({ word }, index) => word === single && /^(each|per|every|one)$/.test(tokens[index - 1]?.word ?? ''),
    );
    return isUnit && /^(rows?|lines?|chunks?|points?|iterations?|partitions?)$/.test(noun)
      ? 'jobsTotal'
      : null;
  }
  const sentence = sentenceAround(tokens, amount);
  if (USERS.has(noun)) {
    return nouns.some((word) =>
      /^(db|database|pool|postgres|mysql|sql|redis|selenium|browser|chrome|ssh)$/.test(word),
    )
      ? null
      : 'concurrentUsers';
  }
  if (USERS_WHEN_CONNECTED.has(noun)) {
    return sentence.some((word) => CONNECTED.test(word)) ? 'concurrentUsers' : 'jobsTotal';
  }
  if (HOSTS.has(noun)) {
    return value >= 200 || sentence.some((word) => TARGET_VERBS.test(word)) ? 'jobsTotal' : 'hosts';
  }
  const isPlural = noun.endsWith('s') && !noun.endsWith('ss');
  return JOBS.has(noun) || (isPlural && value >= 20) ? 'jobsTotal' : null;
}

/** "one core is busy" and "pegs 2 cores" tell what runs, not what there is. */
export function isOwnCores(
  amount: Pick<Amount, 'value'>,
  before: readonly string[],
  after: readonly string[],
): boolean {
  if (!Number.isInteger(amount.value) || amount.value > 1024 || amount.value < 1) return false;
  const isUsed =
    amount.value < 3 &&
    (before
      .slice(-2)
      .some((word) =>
        /^(pegs|pegging|uses|using|burns|maxes|saturates|used|busy|on|eats|hogs|keeps|loads|of|than|only)$/.test(
          word,
        ),
      ) ||
      after
        .slice(0, 2)
        .some((word) =>
          /^(used|busy|gets|pegged|maxed|working|worth|is|at|pinned|saturated|works)$/.test(word),
        ));
  return !isUsed;
}

/** "30 queries in flight" and "400 calls per page" are no batch. */
function isInFlight({ nouns }: Amount, after: readonly string[]): boolean {
  if (nouns.some((word) => USERS.has(word) || USERS_WHEN_CONNECTED.has(word))) return false;
  return (
    /^(in (flight|parallel)|at (once|a time|the same)|concurrently|simultaneously|per)\b/.test(
      after.join(' '),
    ) || nouns.some((word) => /^(concurrent|parallel|simultaneous)$/.test(word))
  );
}

const JOBS = set(
  'job jobs task tasks file files image images photo photos picture pictures page pages url urls request requests call calls record records item items document documents doc docs email emails mail mails pdf pdfs video videos clip clips message messages product products test tests site sites domain domains link links query queries simulation simulations scenario scenarios run runs report reports invoice invoices order orders ticket tickets repo repos feed feeds symbol symbols ticker tickers genome genomes sequence sequences scan scans tile tiles frame frames object objects event events transaction transactions prompt prompts review reviews article articles book books song songs track tracks upload uploads download downloads lookup lookups address addresses name names sku skus model models chunk chunks batch batches host targets switches routers cameras plate plates endpoints webhooks notifications sms',
);

function isKnown(word: string): boolean {
  return [CORES, HOSTS, USERS, USERS_WHEN_CONNECTED, NOT_JOBS, JOBS].some((words) => words.has(word));
}
