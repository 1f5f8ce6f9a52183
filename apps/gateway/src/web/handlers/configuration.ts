import { asId, type InboxId, MAIL_CHANNEL, type Principal } from "@circuito/domain";
import type { InboxView } from "@circuito/protocol";
import {
  type InboxConnection,
  listInboxConnections,
  listInboxes,
  listInboxMemories,
  listInboxSessions,
  lockInbox,
  type Queryable,
  type StoredInbox,
  saveInbox,
} from "@circuito/store";
import { capabilitiesOf, connectorFor } from "../../inboxes/connectors.ts";
import { webhookUrl } from "../../inboxes/open-connector.ts";
import { ofNewInbox, withConsent } from "../../mail-consents/with-consent.ts";
import { requireAccepted } from "../change-settings.ts";
import { changedInbox, definitionOf, sealedSettings } from "../changed-inbox.ts";
import { withLogo } from "../chat-logo.ts";
import { sessionViewOf } from "../chat-views.ts";
import type { Handlers } from "../handler.ts";
import { iso } from "../instants.ts";
import { HttpProblem } from "../problem.ts";
import { nothingHere } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

export function configurationHandlers(
  parts: WebParts,
): Pick<Handlers, "listInboxes" | "createInbox" | "updateInbox" | "backfillInbox"> {
  const { database } = parts;
  const view = (inbox: StoredInbox, who: Principal) => inboxViewOf(inbox, who, parts.publicUrl);

  /**
   * What is told of by its id, put in: a chat's picture, a mailbox's consent. What others call so is their
   * connector's to judge.
   */
  async function complete(
    client: Queryable,
    who: Principal,
    channel: string,
    before: StoredInbox | undefined,
    settings: Readonly<Record<string, unknown>>,
  ) {
    if (channel === MAIL_CHANNEL) {
      const given = await withConsent(client, parts, who, settings);
      return before ? given : ofNewInbox(given);
    }
    if (channel !== "webchat") return settings;
    return withLogo({ client, media: parts.media }, who.id, before, settings);
  }
  return {
    async listInboxes({ who }) {
      const connections = await listInboxConnections(database.pool);
      const sessions = await listInboxSessions(database.pool);
      const memories = await listInboxMemories(database.pool);
      const items = (await listInboxes(database.pool)).map((inbox) => {
        const connection = connections.get(inbox.id);
        const session = sessions.get(inbox.id);
        const progress = progressOf(inbox, memories.get(inbox.id));
        return {
          ...view(inbox, who),
          ...(connection && { connection: shown(connection) }),
          ...(session && { session: sessionViewOf(session) }),
          ...(progress.length > 0 && { progress }),
        };
      });
      return { items, nextCursor: null };
    },

    async createInbox({ who, body }) {
      const definition = definitionOf(body.channel);
      const id = asId<InboxId>(parts.newId());
      const inbox = await database.transaction(async ({ client }) => {
        const given = await complete(client, who, definition.channel, undefined, body.settings);
        const made: StoredInbox = {
          id,
          name: body.name,
          channel: definition.channel,
          enabled: true,
          tellsProtocol: true,
          ...sealedSettings(parts, id, definition, requireAccepted(definition, given)),
        };
        await requireMailbox(client, made);
        await saveInbox(client, made);
        return made;
      });
      parts.configurationChanged();
      return view(inbox, who);
    },

    async updateInbox({ who, params, body }) {
      const saved = await database.transaction(async ({ client }) => {
        const before = await lockInbox(client, params.id);
        if (!before) return undefined;
        const named: StoredInbox = {
          ...before,
          name: body.name ?? before.name,
          enabled: body.enabled ?? before.enabled,
          ...(body.tellsProtocol !== undefined && { tellsProtocol: body.tellsProtocol }),
        };
        const given =
          body.settings && (await complete(client, who, before.channel, before, body.settings));
        const after = given ? changedInbox(parts, named, given) : named;
        await requireMailbox(client, after);
        await saveInbox(client, after);
        return after;
      });
      if (!saved) throw nothingHere();
      parts.configurationChanged();
      return view(saved, who);
    },

    async backfillInbox({ who, params, body }) {
      const saved = await database.transaction(async ({ client }) => {
        const before = await lockInbox(client, params.id);
        if (!before) return undefined;
        if (before.channel !== "email" || (before.settings.in ?? "imap") !== "imap") {
          throw new HttpProblem("invalid", "this inbox fetches from no mailbox");
        }
        // A setting like the others: whoever holds the inbox's lease opens it anew, and sees it.
        const after = changedInbox(parts, before, { ...before.settings, backfill: body });
        await saveInbox(client, after);
        return after;
      });
      if (!saved) throw nothingHere();
      parts.configurationChanged();
      return view(saved, who);
    },
  };
}

/** A form is answered by mail (decision 33): by a mailbox that is there. */
async function requireMailbox(q: Queryable, { channel, settings }: StoredInbox): Promise<void> {
  if (channel !== "form") return;
  const { answersIn } = settings;
  const inboxes = await listInboxes(q);
  if (inboxes.some((one) => one.id === answersIn && one.channel === MAIL_CHANNEL)) return;
  throw new HttpProblem("invalid", "body.settings.answersIn: there is no such mailbox", {
    details: { issues: [{ path: "body.settings.answersIn", problem: "no-such-mailbox" }] },
  });
}

/** How an inbox is set up is the admin's business; that it is there is everybody's. */
function inboxViewOf(inbox: StoredInbox, who: Principal, publicUrl: string): InboxView {
  const isAdmin = who.role === "admin";
  const takesWebhooks = capabilitiesOf(inbox)?.webhook ?? false;
  const { provider } = inbox.settings;
  return {
    id: inbox.id,
    name: inbox.name,
    channel: inbox.channel,
    provider: typeof provider === "string" ? provider : inbox.channel,
    enabled: inbox.enabled,
    tellsProtocol: inbox.tellsProtocol === true,
    webhookUrl: isAdmin && takesWebhooks ? webhookUrl(publicUrl, inbox.id) : null,
    ...(isAdmin &&
      inbox.channel === "webchat" && {
        widgetUrl: `${publicUrl}/widget/v1/${inbox.id}/widget.js`,
      }),
    ...(isAdmin && inbox.channel === "form" && { formUrl: `${publicUrl}/f/${inbox.id}` }),
    settings: isAdmin ? { ...inbox.settings } : {},
  };
}

function progressOf({ channel }: StoredInbox, memory: unknown): NonNullable<InboxView["progress"]> {
  const folders = connectorFor(channel)?.progress?.(memory) ?? [];
  return folders.map((folder) => ({
    ...folder,
    lookedAt: iso(folder.lookedAt),
  }));
}

function shown({ since, retryAt, ...rest }: InboxConnection): InboxView["connection"] {
  return { ...rest, since: iso(since), ...(retryAt !== undefined && { retryAt: iso(retryAt) }) };
}
