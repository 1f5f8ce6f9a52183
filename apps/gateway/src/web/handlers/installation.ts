import type { Principal } from "@circuito/domain";
import type { ApiKeyView } from "@circuito/protocol";
import {
  addApiKey,
  endApiKey,
  listApiKeys,
  listAudit,
  type Queryable,
  readSetupFacts,
  revokeApiKey,
  type StoredApiKey,
} from "@circuito/store";
import type { Handlers } from "../handler.ts";
import { iso, isoOrNull } from "../instants.ts";
import { hashToken, newApiKey } from "../tokens.ts";
import { nothingHere } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export function installationHandlers(
  parts: WebParts,
): Pick<
  Handlers,
  "getSetup" | "listAudit" | "listApiKeys" | "createApiKey" | "rotateApiKey" | "revokeApiKey"
> {
  const { database } = parts;
  const { pool } = database;

  async function add(
    q: Queryable,
    who: Principal,
    { name, role, expiresAt }: Pick<StoredApiKey, "name" | "role" | "expiresAt">,
  ) {
    const key = newApiKey();
    const hash = hashToken(key);
    const id = parts.newId();
    const added = await addApiKey(q, { id, name, role, hash, createdBy: who.name, expiresAt });
    return { apiKey: apiKeyViewOf(added), key };
  }

  return {
    getSetup: () => readSetupFacts(pool),

    async listAudit({ query: { before, limit, from, until, ...filter } }) {
      const range = { from: instantOf(from), until: instantOf(until) };
      const found = await listAudit(pool, { ...filter, ...range }, { before, limit: limit + 1 });
      return {
        items: found.slice(0, limit).map((entry) => ({
          ...entry,
          at: iso(entry.at),
          differences: entry.differences.map((difference) => ({ ...difference })),
        })),
        hasMore: found.length > limit,
      };
    },

    async listApiKeys() {
      return { items: (await listApiKeys(pool)).map(apiKeyViewOf), nextCursor: null };
    },

    async createApiKey({ who, body: { name, role, expiresInDays } }) {
      const expiresAt = expiresInDays === undefined ? null : parts.now() + expiresInDays * DAY_MS;
      return add(pool, who, { name, role, expiresAt });
    },

    async rotateApiKey({ who, params, body }) {
      const made = await database.transaction(async ({ client }) => {
        const before = (await listApiKeys(client)).find(({ id }) => id === params.id);
        const until = parts.now() + body.overlapHours * HOUR_MS;
        if (!before || !(await endApiKey(client, params.id, until))) return undefined;
        return add(client, who, before);
      });
      if (!made) throw nothingHere();
      return made;
    },

    async revokeApiKey({ params }) {
      if (!(await revokeApiKey(pool, params.id))) throw nothingHere();
      return {};
    },
  };
}

const instantOf = (text: string | undefined) => (text === undefined ? undefined : Date.parse(text));

function apiKeyViewOf(key: StoredApiKey): ApiKeyView {
  return {
    id: key.id,
    name: key.name,
    role: key.role,
    createdAt: iso(key.createdAt),
    createdBy: key.createdBy,
    expiresAt: isoOrNull(key.expiresAt),
    lastUsedAt: isoOrNull(key.lastUsedAt),
  };
}
