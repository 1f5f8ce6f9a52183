import { createHmac, timingSafeEqual } from "node:crypto";
import { type AskId, asId } from "@circuito/domain";
import type { AskUrl } from "@circuito/router";

/** The address of a question's page: its id, and 256 bits that only we can make of it. */
export interface AskLinks {
  readonly urlOf: AskUrl;
  /** The question that a token is for; `undefined` when we did not make it. */
  open(token: string): AskId | undefined;
}

const ID_BYTES = 16;
const MAC_BYTES = 32;
/** 48 bytes in base64url, which needs no padding for them: one question has one token. */
const TOKEN = /^[\w-]{64}$/;

/**
 * The token is made of the id under a key and stored nowhere: whoever reads the thread, a webhook, or a
 * copy of the database finds no link that answers for a customer (decision 34).
 * @param key of this installation, for nothing else
 */
export function createAskLinks(key: Uint8Array, publicUrl: string): AskLinks {
  const mac = (id: Uint8Array) => createHmac("sha256", key).update(id).digest();
  return {
    urlOf(askId, value) {
      const id = Buffer.from(askId.replaceAll("-", ""), "hex");
      const token = Buffer.concat([id, mac(id)]).toString("base64url");
      const query = value === undefined ? "" : `?answer=${encodeURIComponent(value)}`;
      return `${publicUrl}/a/${token}${query}`;
    },
    open(token) {
      if (!TOKEN.test(token)) return undefined;
      const bytes = Buffer.from(token, "base64url");
      if (bytes.byteLength !== ID_BYTES + MAC_BYTES) return undefined;
      const id = bytes.subarray(0, ID_BYTES);
      if (!timingSafeEqual(mac(id), bytes.subarray(ID_BYTES))) return undefined;
      const hex = id.toString("hex");
      return asId(hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"));
    },
  };
}
