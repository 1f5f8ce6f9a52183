import {
  boundedExternalId,
  cleanText,
  derivedExternalId,
  jsonSlices,
  WEBHOOK_ELEMENTS_MAX,
} from "@circuito/connector";
import type { InboundElement } from "@circuito/domain";
import { z } from "zod";

/** Somebody wrote. `at` is their clock, ms since epoch. */
const message = z.object({
  id: z.string().min(1),
  from: z.string().trim().min(1).max(64),
  name: z.string().max(120).optional(),
  text: z.string(),
  at: z.int().min(0).optional(),
});

/** News about a message of ours; `of` is the id that `send` returned. */
const receipt = z.object({
  of: z.string().min(1),
  status: z.enum(["sent", "delivered", "read", "failed"]),
  at: z.int().min(0).optional(),
});

/** One webhook body: an element, or a list of them. Pure: the same bytes give the same elements. */
export function normalize(body: Uint8Array, ownName: string): InboundElement[] {
  const text = new TextDecoder().decode(body);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return [malformed(body, "not JSON")];
  }
  if (!Array.isArray(parsed)) return normalizeOne(parsed, body, ownName);
  // Each element keeps its own bytes, and a bad one never harms its neighbors.
  const slices = jsonSlices(text);
  const items = slices.kind === "array" ? slices.items : [];
  if (items.length > WEBHOOK_ELEMENTS_MAX) return [malformed(body, "too many elements")];
  return items.flatMap((item) =>
    normalizeOne(JSON.parse(item), new TextEncoder().encode(item), ownName),
  );
}

function normalizeOne(value: unknown, raw: Uint8Array, ownName: string): InboundElement[] {
  const news = receipt.safeParse(value);
  if (news.success) {
    const { of, status, at } = news.data;
    const externalId = boundedExternalId(`${of}:${status}`);
    const when = at === undefined ? {} : { at };
    return [{ kind: "receipt", externalId, idMadeBy: "provider", raw, of, status, ...when }];
  }
  const words = message.safeParse(value);
  if (!words.success) return [malformed(raw, z.prettifyError(words.error))];
  const { id, from, name, text, at } = words.data;
  if (from === ownName) return [];
  return [
    {
      kind: "message",
      externalId: boundedExternalId(id),
      idMadeBy: "sender",
      raw,
      from: `loopback:${cleanText(from)}`,
      ...(name === undefined ? {} : { fromName: cleanText(name) }),
      ...(at === undefined ? {} : { sentAt: at }),
      text: cleanText(text),
      media: [],
    },
  ];
}

/** Authentic but unreadable: kept with its bytes for a person to look at. */
function malformed(raw: Uint8Array, error: string): InboundElement {
  const externalId = derivedExternalId("malformed", raw);
  return { kind: "malformed", externalId, idMadeBy: "provider", raw, error };
}
