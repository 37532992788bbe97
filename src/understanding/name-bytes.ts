import type { Amount } from './amounts.ts';
import { type Scene, sentenceAround, wordsAfter, wordsBefore } from './surroundings.ts';
import type { QuantityName } from './understanding.ts';

const MEMORY = /^(ram|memory|mem|rss)$/;
const DATA =
  /^(data|file|files|log|logs|csv|csvs|dataset|table|matrix|dump|dumps|json|images|text|model|lookup|dataframe|backup|backups|xml|video|videos|parquet|index|database|db|corpus|array|arrays|dict|cache|graph|archive|archives|disk|ssd|nvme|free|upload|download|traffic|input|tarball|zip|pickle|genome|graph|s3|storage|payload|blob|blobs|object|objects)$/;

/** What a size is: memory at hand, memory of one worker, or data. */
export function nameBytes({ tokens, hasCores }: Scene, amount: Amount): QuantityName | null {
  const before = wordsBefore(tokens, amount.from, 5);
  const after = wordsAfter(tokens, amount.to, 4);
  const [first = '', second = '', third = ''] = after;
  if (
    before
      .slice(-2)
      .some((word) => /^(grow|grows|climbs|reaches|from|leaks|hits|reach|goes|till|until)$/.test(word))
  )
    return null;
  if (DATA.test(first) || ((first === 'of' || first === 'shared' || first === 'lookup') && DATA.test(second)))
    return null;
  const eachAfter =
    /^(each|apiece)$/.test(first) ||
    (MEMORY.test(first) && /^(each|per|apiece|a)$/.test(second)) ||
    (first === 'of' && MEMORY.test(second) && /^(each|per|apiece)$/.test(third)) ||
    ((first === 'per' || first === 'a' || first === '/') &&
      /^(worker|process|task|job|child|interpreter|one)$/.test(second)) ||
    (MEMORY.test(first) && second === 'per' && /^(worker|process)$/.test(third));
  const isHost =
    /^(per|a)$/.test(first) && /^(host|box|machine|node|server|pod|vm|instance|container)$/.test(second);
  const eachBefore =
    before.some((word) => /^(each|every|worker|workers|process|processes|child|children|per)$/.test(word)) &&
    before
      .slice(-3)
      .some((word) =>
        /^(at|of|uses|use|takes|take|needs|need|eats|eat|holds|hold|with|weigh|weighs|is|around|about|using|taking|worker|process|consumes|want|wants)$/.test(
          word,
        ),
      );
  if (
    !isHost &&
    (eachAfter ||
      (eachBefore &&
        !before.slice(-2).some((word) => /^(in|on|into|have|fit)$/.test(word)) &&
        !/^(box|machine|host|server|node|instance|vm|limit)$/.test(first)))
  )
    return 'memoryPerWorkerBytes';
  if (isHost || MEMORY.test(first) || (first === 'of' && MEMORY.test(second))) return 'memoryBytes';
  if (
    /^(box|machine|host|server|node|instance|vm|pod|container|droplet|limit|laptop|workstation|boxes|machines|hosts|servers|nodes|instances|vms|pods|containers)$/.test(
      first,
    )
  )
    return 'memoryBytes';
  if (hasCores && /^(and|with|cores|core|vcpu|vcpus|cpus|,|cpu)$/.test(before.at(-1) ?? ''))
    return 'memoryBytes';
  if (
    /^(has|have|with|of|limit|got|is)$/.test(before.at(-1) ?? '') &&
    /^(box|machine|host|server|node|instance|vm|pod|container|droplet|limit|laptop|workstation)$/.test(
      before.at(-2) ?? '',
    )
  )
    return 'memoryBytes';
  if (before.slice(-3).some((word) => MEMORY.test(word) || /^(suffice|sufficient|fit|fits)$/.test(word)))
    return 'memoryBytes';
  if (/^(suffice|enough|sufficient|be)$/.test(first) && before.length > 0) return 'memoryBytes';
  return /^(into|in|on|have|has|with|of)$/.test(before.at(-1) ?? '') &&
    sentenceAround(tokens, amount).some((word) =>
      /^(fit|fits|worker|workers|processes|pod|container|box|machine)$/.test(word),
    )
    ? 'memoryBytes'
    : null;
}
