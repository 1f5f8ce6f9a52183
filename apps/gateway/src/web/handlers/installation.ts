import type { Principal } from "@circuito/domain";
import { type ApiKeyView, PAGE_ITEMS_MAX } from "@circuito/protocol";
import {
  addApiKey,
  firstAuditAt,
  listApiKeys,
  listAudit,
  lockApiKey,
  type Queryable,
  readKeyWindows,
  readSetupFacts,
  replaceApiKey,
  revokeApiKey,
  type StoredApiKey,
} from "@circuito/store";
import { UPLOAD_BYTES_MAX } from "../../media/receive-file.ts";
import { auditFile } from "../audit-file.ts";
import { auditEntryViewOf, auditFilterOf } from "../audit-view.ts";
import { BODY_MAX_BYTES } from "../body-limit.ts";
import type { Handlers } from "../handler.ts";
import { iso, isoOrNull } from "../instants.ts";
import { KEY_WINDOW_MS, keyWindowAt } from "../key-rates.ts";
import { HttpProblem } from "../problem.ts";
import { hashToken, newApiKey } from "../tokens.ts";
import { nothingHere } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export function installationHandlers(
  parts: WebParts,
): Pick<
  Handlers,
  | "getSetup"
  | "listAudit"
  | "getAuditFile"
  | "listApiKeys"
  | "getApiLimits"
  | "createApiKey"
  | "rotateApiKey"
  | "revokeApiKey"
> {
  const { database, keyRates, now } = parts;
  const { pool } = database;

  async function add(
    q: Queryable,
    who: Principal,
    { name, role, expiresAt }: Pick<StoredApiKey, "name" | "role" | "expiresAt">,
  ) {
    const key = newApiKey();
    const hash = hashToken(key);
    const id = parts.newId();
    const made = { createdBy: who.name, createdAt: now(), expiresAt };
    const added = await addApiKey(q, { id, name, role, hash, ...made });
    return { apiKey: apiKeyViewOf(added), key };
  }

  return {
    getSetup: () => readSetupFacts(pool),

    async listAudit({ query: { before, limit, ...asked } }) {
      const [found, firstAt] = await Promise.all([
        listAudit(pool, auditFilterOf(asked), { before, limit: limit + 1 }),
        firstAuditAt(pool),
      ]);
      return {
        items: found.slice(0, limit).map(auditEntryViewOf),
        hasMore: found.length > limit,
        keptSince: isoOrNull(firstAt),
      };
    },

    getAuditFile: ({ query: { language, ...asked } }) =>
      auditFile(pool, auditFilterOf(asked), language, now()),

    async listApiKeys() {
      return { items: (await listApiKeys(pool, now())).map(apiKeyViewOf), nextCursor: null };
    },

    async getApiLimits() {
      const { limit } = keyRates;
      const window = keyWindowAt(now());
      const taken = await readKeyWindows(pool, window);
      const keys = await listApiKeys(pool, now());
      return {
        requests: limit === 0 ? null : { limit, windowSeconds: KEY_WINDOW_MS / 1_000 },
        resetSeconds: Math.ceil(((window + 1) * KEY_WINDOW_MS - now()) / 1_000),
        keys: keys.map(({ id, name }) => {
          const used = Math.max(0, (taken.get(id) ?? 0) - keyRates.unused(id, window));
          return { id, name, used, left: limit === 0 ? null : Math.max(0, limit - used) };
        }),
        bodyBytesMax: BODY_MAX_BYTES,
        fileBytesMax: UPLOAD_BYTES_MAX,
        pageItemsMax: PAGE_ITEMS_MAX,
      };
    },

    async createApiKey({ who, body: { name, role, expiresInDays } }) {
      const expiresAt = expiresInDays === undefined ? null : now() + expiresInDays * DAY_MS;
      return add(pool, who, { name, role, expiresAt });
    },

    async rotateApiKey({ who, params, body }) {
      const made = await database.transaction(async ({ client }) => {
        const before = await lockApiKey(client, params.id, now());
        if (!before) return undefined;
        // A second successor would be one that nobody has brought anywhere.
        if (before.replacedBy !== null) {
          throw new HttpProblem("wrong-state", "this key has a successor already", {
            details: { because: "key-replaced", replacedBy: before.replacedBy },
          });
        }
        const { createdAt, expiresAt } = before;
        const lifeMs = expiresAt === null ? null : expiresAt - createdAt;
        const made = await add(client, who, {
          ...before,
          expiresAt: lifeMs === null ? null : now() + lifeMs,
        });
        const until = now() + body.overlapHours * HOUR_MS;
        await replaceApiKey(client, params.id, { by: made.apiKey.id, until });
        return made;
      });
      if (!made) throw nothingHere();
      return made;
    },

    async revokeApiKey({ params }) {
      if (!(await revokeApiKey(pool, params.id, now()))) throw nothingHere();
      return {};
    },
  };
}

function apiKeyViewOf(key: StoredApiKey): ApiKeyView {
  return {
    id: key.id,
    name: key.name,
    role: key.role,
    createdAt: iso(key.createdAt),
    createdBy: key.createdBy,
    expiresAt: isoOrNull(key.expiresAt),
    replacedBy: key.replacedBy,
    lastUsedAt: isoOrNull(key.lastUsedAt),
  };
}
