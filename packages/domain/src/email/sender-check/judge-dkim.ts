import {
  recordsAt,
  type SenderFinding,
  type SenderReason,
  type SenderRecords,
} from "./sender-records.ts";
import { tagsOf } from "./tags.ts";

/** Where providers put their keys that sign for a domain. One is enough; there is no list to ask for. */
export const USUAL_SELECTORS = [
  ...["google", "selector1", "selector2", "default", "s1", "k1", "mail", "dkim", "fm1", "titan1"],
] as const;

export const keyName = (selector: string, domain: string): string =>
  `${selector}._domainkey.${domain}`.toLowerCase();

/** RFC 6376 §3.6.1: the version may be left out, the key may not. */
const IS_KEY = /(^|;)\s*p\s*=/i;

/** Whether mail of the domain can be proven by a signature. */
export function judgeDkim(records: SenderRecords): SenderFinding {
  return records.signing ? judgeOwn(records, records.signing) : judgeProviders(records);
}

function judgeOwn(
  records: SenderRecords,
  { selector, domain, kind, publicKey }: NonNullable<SenderRecords["signing"]>,
): SenderFinding {
  const name = keyName(selector, domain);
  const found = recordsAt(records, name, IS_KEY);
  const record = found === "silent" ? undefined : found[0];
  const publish = { name, value: `v=DKIM1; k=${kind}; p=${publicKey}` };
  const finding = (verdict: SenderFinding["verdict"], because: SenderReason): SenderFinding => ({
    ...{ about: "dkim", verdict, because },
    record: record === undefined ? null : { name, value: record },
    publish: verdict === "broken" && because !== "dkim-unaligned" ? publish : null,
  });
  if (found === "silent") return finding("unsure", "dkim-silent");
  if (record === undefined) return finding("broken", "dkim-missing");
  const published = tagsOf(record).get("p")?.replace(/\s+/g, "");
  if (published === "") return finding("broken", "dkim-revoked");
  if (published !== publicKey) return finding("broken", "dkim-other-key");
  if (!isOneOrganization(domain, records.domain)) return finding("broken", "dkim-unaligned");
  return finding("ok", "dkim-published");
}

/** Of a domain that somebody else signs for: a key where providers put them shows that it was set up. */
function judgeProviders(records: SenderRecords): SenderFinding {
  const names = USUAL_SELECTORS.map((selector) => keyName(selector, records.domain));
  const all = names.map((name) => ({ name, found: recordsAt(records, name, IS_KEY) }));
  for (const { name, found } of all) {
    const [value] = found === "silent" ? [] : found;
    if (value !== undefined && tagsOf(value).get("p") !== "") {
      return {
        ...{ about: "dkim", verdict: "ok", because: "dkim-found" },
        ...{ record: { name, value }, publish: null },
      };
    }
  }
  const isSilent = all.some(({ found }) => found === "silent");
  const because = isSilent ? "dkim-silent" : "dkim-unsure";
  return { about: "dkim", verdict: "unsure", because, record: null, publish: null };
}

/** One is the other, or below it: what a receiver takes for the same, unless the domain is stricter. */
export const isOneOrganization = (one: string, other: string): boolean =>
  one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);
