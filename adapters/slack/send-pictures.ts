import type { ReplyOf } from '../../src/reply/reply.ts';
import type { Logger } from '../operations/log.ts';
import type { Metrics } from '../operations/metrics.ts';
import type { Painter, Picture } from '../pictures.ts';
import { callSlack, reasonOf, takenAsDoneIfLost } from './call-slack.ts';
import { isForOnePerson, type Place } from './conversation-id.ts';
import { cut, LIMITS } from './limits.ts';
import type { WebClient } from './voice.ts';

/** Puts the pictures of a recommendation into its thread, those that are not there yet. Never rejects. */
export type SendPictures = (
  client: WebClient,
  place: Place,
  recommendation: ReplyOf<'recommendation'>,
) => Promise<void>;

const TITLES: Readonly<Record<Picture['kind'], string>> = {
  path: 'The way through the decision chart',
  sizing: 'Predicted time by number of workers',
};
/** Of so many conversations it is known what was sent, so that a refined answer does not repeat its pictures. */
const MOST_REMEMBERED = 10_000;
const UPLOAD_TIMEOUT_MILLISECONDS = 10_000;

/** Pictures come on top of the words: whatever happens to them, the answer is complete. */
export function createSendPictures(painter: Painter | null, log: Logger, metrics: Metrics): SendPictures {
  /** Alt texts by thread: those that read alike look alike. */
  const sent = new Map<string, Set<string>>();
  /** Workspaces whose installation is older than the pictures. */
  const withoutScope = new Set<string>();

  const sentTo = ({ channel, thread }: Place): Set<string> => {
    const key = `${channel}:${thread}`;
    const known = sent.get(key) ?? new Set();
    sent.delete(key);
    sent.set(key, known);
    const oldest = sent.keys().next();
    if (sent.size > MOST_REMEMBERED && !oldest.done) sent.delete(oldest.value);
    return known;
  };

  return async (client, place, recommendation) => {
    // Slack has no files that only one person sees.
    if (painter === null || isForOnePerson(place) || withoutScope.has(place.team)) return;
    const known = sentTo(place);
    let fresh: readonly Picture[] = [];
    try {
      const pictures = await painter.draw(recommendation);
      fresh = pictures.filter(({ altText }) => !known.has(altText));
      if (fresh.length === 0) return;
      // At once, so that a turn that comes meanwhile does not send them too.
      for (const { altText } of fresh) known.add(altText);
      // Nobody sees an upload before it is completed, so that it may be made again.
      const files = await callSlack(() => Promise.all(fresh.map((picture) => upload(client, picture))));
      // Not looked up after a lost answer: better no picture than two of it.
      await callSlack(() => show(client, place, files ?? []), takenAsDoneIfLost);
    } catch (error) {
      for (const { altText } of fresh) known.delete(altText);
      if (reasonOf(error) === 'missing_scope') {
        withoutScope.add(place.team);
        log.warn('Slack: no pictures, the app lacks the scope files:write: update it from manifest.json.');
        return;
      }
      metrics.platformFailed('slack');
      log.warn({ reason: reasonOf(error) }, 'Slack: a picture was not sent');
    }
  };
}

interface Uploaded {
  readonly id: string;
  readonly title: string;
}

/**
 * What `files.uploadV2` does, but that it hands the description on as `alt_text` only, while the reference of the
 * method names it `alt_txt`: screen readers would read a file name.
 */
async function upload(client: WebClient, { kind, name, data, altText }: Picture): Promise<Uploaded> {
  const words = cut(altText, LIMITS.altText);
  const description = { alt_txt: words, alt_text: words };
  const { upload_url = '', file_id = '' } = await client.files.getUploadURLExternal({
    filename: name,
    length: data.length,
    ...description,
  });
  const signal = AbortSignal.timeout(UPLOAD_TIMEOUT_MILLISECONDS);
  const { ok, status } = await fetch(upload_url, { method: 'POST', body: new Uint8Array(data), signal });
  if (!ok) throw new Error(`The upload of ${name} was answered with ${status}`);
  return { id: file_id, title: TITLES[kind] };
}

/** Puts what was uploaded into the thread, as one message. */
async function show(
  client: WebClient,
  { channel, thread }: Place,
  [first, ...others]: readonly Uploaded[],
): Promise<void> {
  if (first === undefined) return;
  await client.files.completeUploadExternal({
    channel_id: channel,
    thread_ts: thread,
    files: [first, ...others],
  });
}
