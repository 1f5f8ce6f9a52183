import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/** What an address lets whoever holds it read. */
export type Grant =
  | {
      readonly kind: "html";
      readonly messageId: string;
      readonly part: "visible" | "full";
    }
  | { readonly kind: "source"; readonly messageId: string }
  | { readonly kind: "file"; readonly messageId: string; readonly index: number }
  /** A picture from elsewhere, by its place in the mail. */
  | { readonly kind: "picture"; readonly messageId: string; readonly index: number }
  | { readonly kind: "article"; readonly pictureId: string };

/** An address is followed at once: a slow line, and clocks of two machines that differ a little. */
export const FOLLOW_MS = 60_000;
/** A page's pictures are fetched while it is read: with the page's own minute, five (promises P16). */
export const PICTURES_MS = 4 * 60_000;

export interface MediaUrls {
  /** A path on our origin that opens for a while, to whoever has it and without a session. */
  sign(grant: Grant, forMs: number): string;
  /** What a path's token opens; `undefined` once it has run out, or when we did not make it. */
  open(kind: string, token: string): Grant | undefined;
}

const messageId = z.uuid();
const index = z.int().min(0);
const signed = z.intersection(
  z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("html"), messageId, part: z.enum(["visible", "full"]) }),
    z.object({ kind: z.literal("source"), messageId }),
    z.object({ kind: z.literal("file"), messageId, index }),
    z.object({ kind: z.literal("picture"), messageId, index }),
    z.object({ kind: z.literal("article"), pictureId: z.uuid() }),
  ]),
  z.object({ until: z.int() }),
);

/** More than any token of ours; what is longer is not even hashed. */
const TOKEN_LENGTH_MAX = 500;
const TOKEN = /^([\w-]+)\.([\w-]{43})$/;

/** @param key of this installation, for nothing else */
export function createMediaUrls(key: Uint8Array, now: () => number): MediaUrls {
  // Compared as written: the last letter has bits to spare, and one grant is one address.
  const mac = (body: string) => createHmac("sha256", key).update(body).digest("base64url");
  return {
    sign(grant, forMs) {
      const content = JSON.stringify({ ...grant, until: now() + forMs });
      const body = Buffer.from(content).toString("base64url");
      return `/media/${grant.kind}/${body}.${mac(body)}`;
    },
    open(kind, token) {
      if (token.length > TOKEN_LENGTH_MAX) return undefined;
      const [, body, given] = TOKEN.exec(token) ?? [];
      if (body === undefined || given === undefined) return undefined;
      if (!timingSafeEqual(Buffer.from(mac(body)), Buffer.from(given))) return undefined;
      const grant = signed.parse(JSON.parse(Buffer.from(body, "base64url").toString()));
      return grant.kind === kind && now() <= grant.until ? grant : undefined;
    },
  };
}
