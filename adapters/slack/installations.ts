import type { App, Context, Installation, InstallationQuery, InstallationStore } from '@slack/bolt';
import type { InstallationStore as OwnStore } from '../../src/store/store.ts';
import type { Logger } from '../operations/log.ts';

/** Where workspaces have installed the app, kept in the store by the id of the workspace or organisation. */
export function installationsIn(store: OwnStore): InstallationStore {
  return {
    storeInstallation: async (installation) => {
      const { isEnterpriseInstall, enterprise, team } = installation;
      await store.saveInstallation(
        idOf(isEnterpriseInstall ?? false, team?.id, enterprise?.id),
        installation,
      );
    },
    fetchInstallation: async (query) => {
      const id = idOfQuery(query);
      const found = await store.installation(id);
      if (found === null) throw new Error(`The app is not installed in ${id}`);
      return found as Installation<'v1' | 'v2', boolean>;
    },
    deleteInstallation: async (query) => {
      await store.deleteInstallation(idOfQuery(query));
    },
  };
}

/** What an event says of where it comes from. */
interface Origin {
  readonly team_id?: string;
  readonly enterprise_id?: string;
}

/** Forgets the installation of a workspace that removed the app or took its token back. */
export function listenToUninstall(app: App, store: OwnStore, log: Logger): void {
  // Events about an organisation's installation may name one of its workspaces as well.
  const forget = async (body: Origin, { isEnterpriseInstall }: Context) => {
    const id = isEnterpriseInstall ? body.enterprise_id : (body.team_id ?? body.enterprise_id);
    if (id !== undefined && (await store.deleteInstallation(id))) {
      log.info('Slack: a workspace removed the app; its token is deleted');
    }
  };
  app.event('app_uninstalled', ({ body, context }) => forget(body, context));
  app.event('tokens_revoked', async ({ event, body, context }) => {
    if ((event.tokens.bot ?? []).length > 0) await forget(body, context);
  });
}

function idOfQuery({ isEnterpriseInstall, teamId, enterpriseId }: InstallationQuery<boolean>): string {
  return idOf(isEnterpriseInstall, teamId, enterpriseId);
}

/** An organisation's installation has no team. */
function idOf(isEnterprise: boolean, team: string | undefined, enterprise: string | undefined): string {
  const id = isEnterprise ? (enterprise ?? team) : (team ?? enterprise);
  if (id === undefined) throw new Error('An installation names neither a workspace nor an organisation');
  return id;
}
