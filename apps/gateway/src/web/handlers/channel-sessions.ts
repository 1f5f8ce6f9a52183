import type { Connector } from "@circuito/connector";
import type { SessionWish } from "@circuito/domain";
import type { InboxComparison, SessionWishBody, TemplateView } from "@circuito/protocol";
import {
  findLastOutAt,
  listInboxSessions,
  listInboxTraffic,
  readInboxMemory,
  writeSessionWish,
} from "@circuito/store";
import { comparedIn } from "../../comparing/compared-memory.ts";
import { capabilitiesOf } from "../../inboxes/connectors.ts";
import { pairingSessionViewOf } from "../chat-views.ts";
import type { Handlers } from "../handler.ts";
import { iso, isoOrNull } from "../instants.ts";
import { ASK_TIMEOUT_MS, loadTemplates } from "../load-templates.ts";
import { HttpProblem } from "../problem.ts";
import { requireInbox } from "../require-inbox.ts";
import type { WebParts } from "../web-parts.ts";

type Asked = "listInboxTraffic" | "getSession" | "wishSession" | "checkInbox" | "listTemplates";

/** What only some channels have: sessions to be opened by a person, texts approved beforehand. */
export function channelSessionHandlers(parts: WebParts): Pick<Handlers, Asked> {
  const { database, connectorOf } = parts;

  /** Settings may have gone over to a provider that cannot be asked: what was is no longer told. */
  async function comparisonOf(id: string): Promise<InboxComparison | null> {
    const connector = await connectorOf(id).catch(() => undefined);
    const compared = connector?.compare && comparedIn(await readInboxMemory(database.pool, id));
    if (!compared) return null;
    const { until, recovered, problem } = compared;
    return { until: iso(until), recovered, problem };
  }

  async function openInbox(id: string): Promise<Connector> {
    await requireInbox(database.pool, id);
    const connector = await connectorOf(id);
    if (connector) return connector;
    throw new HttpProblem("wrong-state", "the inbox is switched off", {
      details: { because: "inbox-disabled" },
    });
  }

  return {
    async listInboxTraffic() {
      const items = (await listInboxTraffic(database.pool)).map((one) => ({
        ...one,
        lastInAt: isoOrNull(one.lastInAt),
      }));
      return { items, nextCursor: null };
    },

    async getSession({ params }) {
      const { id } = await requireInbox(database.pool, params.id);
      const session = (await listInboxSessions(database.pool)).get(id);
      const all = await listInboxTraffic(database.pool);
      const pulse = all.find(({ inboxId }) => inboxId === id);
      if (!pulse) throw new Error(`inbox ${id} has no traffic`);
      const { waiting, parked, failed } = pulse;
      const lastOutAt = isoOrNull(await findLastOutAt(database.pool, id));
      return {
        session: session ? pairingSessionViewOf(session, parts.now()) : null,
        traffic: { lastInAt: isoOrNull(pulse.lastInAt), lastOutAt, waiting, parked, failed },
        compared: await comparisonOf(id),
      };
    },

    async wishSession({ params, body }) {
      const inbox = await requireInbox(database.pool, params.id);
      if (capabilitiesOf(inbox)?.runs !== "owned") {
        throw new HttpProblem("invalid", "this inbox has no session");
      }
      const wish: SessionWish = { id: parts.newId(), at: parts.now(), wish: wishOf(body) };
      await writeSessionWish(database.pool, inbox.id, wish);
      // Whoever holds the inbox looks for wishes when it looks at the configuration.
      parts.configurationChanged();
      return {};
    },

    async checkInbox({ params }) {
      const connector = await openInbox(params.id);
      const steps = await connector.check?.(AbortSignal.timeout(ASK_TIMEOUT_MS));
      if (!steps) throw new HttpProblem("invalid", "this channel has nothing to check");
      return { steps: [...steps] };
    },

    async listTemplates({ params }) {
      const items = await loadTemplates(await openInbox(params.id));
      return { items: items.map(templateViewOf) };
    },
  };
}

function wishOf(body: SessionWishBody): SessionWish["wish"] {
  return body.kind === "pair-by-code" ? { kind: "pair", method: "code", phone: body.phone } : body;
}

type Template = Awaited<ReturnType<NonNullable<Connector["templates"]>>>[number];

function templateViewOf(template: Template): TemplateView {
  const { header, footer, unusableBecause, buttons, ...rest } = template;
  return {
    ...rest,
    header: header ?? null,
    footer: footer ?? null,
    buttons: buttons.map((button) => ({ ...button })),
    unusableBecause: unusableBecause ?? null,
  };
}
