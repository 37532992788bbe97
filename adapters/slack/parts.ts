import type { Context } from '@slack/bolt';
import type { Gilbert } from '../../src/gilbert.ts';
import type { Knowledge } from '../../src/knowledge/knowledge.ts';
import type { Store } from '../../src/store/store.ts';
import type { Logger } from '../operations/log.ts';
import type { Metrics } from '../operations/metrics.ts';
import type { Painter } from '../pictures.ts';
import type { FormMetadata } from './form-metadata.ts';
import type { Responders } from './responders.ts';
import type { SendPictures } from './send-pictures.ts';
import type { Turns } from './turns.ts';

/** What the adapter works with. */
export interface SlackParts {
  readonly gilbert: Gilbert;
  readonly knowledge: Knowledge;
  readonly store: Store;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Without one there are no pictures. */
  readonly painter?: Painter;
  /** How long a conversation is kept after its last turn. */
  readonly keepDays: number;
}

/** What every listener works with. */
export interface ListenerParts extends SlackParts {
  readonly turns: Turns;
  readonly responders: Responders;
  readonly sendPictures: SendPictures;
  readonly formMetadata: FormMetadata;
}

/**
 * The workspace an event is about; the organisation where the app is installed for all of one, since its channels may
 * belong to several workspaces, and presses there name none or that of the person.
 */
export function teamOf(
  {
    isEnterpriseInstall,
    enterpriseId,
    teamId,
  }: Pick<Context, 'isEnterpriseInstall' | 'enterpriseId' | 'teamId'>,
  stated?: string | null,
): string {
  const organisation = isEnterpriseInstall ? enterpriseId : undefined;
  return organisation ?? teamId ?? stated ?? enterpriseId ?? 'unknown';
}
