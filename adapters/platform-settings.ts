import { type DiscordSettings, readDiscordSettings } from './discord/settings.ts';
import { readTogether } from './settings.ts';
import { readSlackSettings, type SlackSettings } from './slack/slack-settings.ts';

/** The settings of each platform; null where it is not configured. */
export interface PlatformSettings {
  readonly slack: SlackSettings | null;
  readonly discord: DiscordSettings | null;
}

/**
 * What the environment says about the platforms.
 *
 * @throws SettingsError that names every variable that does not fit, of all platforms
 */
export function readPlatformSettings(): PlatformSettings {
  return readTogether({ slack: () => readSlackSettings(), discord: () => readDiscordSettings() });
}
