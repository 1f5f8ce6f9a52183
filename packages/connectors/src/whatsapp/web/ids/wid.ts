import { type Address, telAddress } from "@circuito/domain";

/** The page's name of an account, a group or a list: `<user>@<server>`. */
export interface Wid {
  readonly user: string;
  readonly kind: "phone" | "lid" | "group" | "status" | "broadcast" | "newsletter" | "other";
}

export function parseWid(wid: string): Wid | undefined {
  const at = wid.lastIndexOf("@");
  if (at <= 0) return undefined;
  // A device of an account is `<user>:<device>@<server>`, an agent `<user>.<agent>@<server>`.
  const user = wid.slice(0, at).replace(/[:.]\d+(?:[:.]\d+)*$/, "");
  return { user, kind: kindOf(wid, wid.slice(at + 1)) };
}

function kindOf(wid: string, server: string): Wid["kind"] {
  if (wid === "status@broadcast") return "status";
  switch (server) {
    case "c.us":
    case "s.whatsapp.net":
    case "hosted":
      return "phone";
    case "lid":
    case "hosted.lid":
      return "lid";
    case "g.us":
      return "group";
    case "broadcast":
      return "broadcast";
    case "newsletter":
      return "newsletter";
    default:
      return "other";
  }
}

/** What is known of which hidden id belongs to which number. */
export interface LidNames {
  /** Digits of the number of a hidden id. */
  phoneOf(lid: string): string | undefined;
  /** Hidden id of a number. */
  lidOf(phone: string): string | undefined;
}

export interface NamedAccount {
  readonly address: Address;
  /** Its other name, where both are known. */
  readonly others: readonly Address[];
}

/**
 * By what an account is known here: its number where that is known, its hidden id otherwise. A number
 * is never made of a hidden id, nor of another spelling (traps 13, 15).
 */
export function nameAccount(wid: Wid, names: LidNames): NamedAccount | undefined {
  if (wid.kind === "group") return { address: `wa-group:${wid.user}`, others: [] };
  if (!/^\d+$/.test(wid.user)) return undefined;
  if (wid.kind === "lid") {
    const phone = names.phoneOf(wid.user);
    const tel = phone === undefined ? undefined : telAddress(`+${phone}`);
    const lid: Address = `wa-lid:${wid.user}`;
    return tel ? { address: tel, others: [lid] } : { address: lid, others: [] };
  }
  if (wid.kind !== "phone") return undefined;
  const tel = telAddress(`+${wid.user}`);
  if (!tel) return undefined;
  const lid = names.lidOf(wid.user);
  return { address: tel, others: lid === undefined ? [] : [`wa-lid:${lid}`] };
}

export const digitsOf = (address: Address): string => address.replace(/^[^:]*:\+?/, "");
