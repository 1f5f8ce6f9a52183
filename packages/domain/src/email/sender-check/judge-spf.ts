import { isInRange } from "./ip-range.ts";
import {
  recordsAt,
  type SenderFinding,
  type SenderReason,
  type SenderRecords,
} from "./sender-records.ts";
import { parseSpf, SPF_BEGINS, type SpfResult, type SpfTerm } from "./spf-record.ts";

/** RFC 7208 §4.6.4: a record that makes receivers look up more is refused. */
export const SPF_LOOKUPS_MAX = 10;

/**
 * What large providers ask to be included, by the end of the name of the server that takes mail: they
 * send from other machines than those that take it, so its own address tells nothing.
 */
const INCLUDED_FOR: readonly (readonly [server: string, include: string])[] = [
  ["gmail.com", "_spf.google.com"],
  ["google.com", "_spf.google.com"],
  ["office365.com", "spf.protection.outlook.com"],
  ["outlook.com", "spf.protection.outlook.com"],
  ["amazonaws.com", "amazonses.com"],
  ["sendgrid.net", "sendgrid.net"],
  ["mailgun.org", "mailgun.org"],
  ["mailjet.com", "spf.mailjet.com"],
  ["brevo.com", "spf.brevo.com"],
  ["postmarkapp.com", "spf.mtasv.net"],
  ["hostinger.com", "_spf.mail.hostinger.com"],
  ["titan.email", "spf.titan.email"],
  ["locaweb.com.br", "_spf.locaweb.com.br"],
  ["fastmail.com", "spf.messagingengine.com"],
  ["gandi.net", "_mailcust.gandi.net"],
  ["ovh.net", "mx.ovh.com"],
];

/** What is found on the way through a record and those that it includes. */
interface Walk {
  readonly records: SenderRecords;
  readonly names: Set<string>;
  lookups: number;
  /** Something on the way was not there to be read, or is only known to the receiver. */
  isUntold: boolean;
  isBroken: boolean;
}

/** Whether the domain says that the server we send through may send for it, as far as can be told. */
export function judgeSpf(records: SenderRecords): SenderFinding {
  const { domain, relay } = records;
  const found = recordsAt(records, domain, SPF_BEGINS);
  const finding = (
    verdict: SenderFinding["verdict"],
    because: SenderReason,
    value?: string,
  ): SenderFinding => ({
    ...{ about: "spf", verdict, because },
    record: found !== "silent" && found[0] !== undefined ? { name: domain, value: found[0] } : null,
    publish: value === undefined ? null : { name: domain, value },
  });
  if (found === "silent") return finding("unsure", "spf-silent");
  const wanted = wantedFor(relay?.host);
  const [record, ...others] = found;
  if (record === undefined) {
    return finding("broken", "spf-missing", `v=spf1 ${wanted ?? "mx"} ~all`);
  }
  if (others.length > 0) return finding("broken", "spf-many", merged(found));
  const walk: Walk = { records, names: new Set(), lookups: 0, isUntold: false, isBroken: false };
  const results = (relay?.addresses ?? []).map((address) => evaluate(domain, address, walk));
  // Without a server of ours the record is walked all the same, for what is wrong with it.
  if (results.length === 0) evaluate(domain, "", walk);
  if (walk.isBroken) return finding("broken", "spf-broken");
  if (walk.lookups / Math.max(results.length, 1) > SPF_LOOKUPS_MAX) {
    return finding("broken", "spf-too-long");
  }
  if (isForAnybody(record, domain)) {
    return finding("broken", "spf-anybody", record.replace(/\+?\ball\b/i, "~all"));
  }
  const include = providerInclude(relay?.host);
  if (include !== undefined && walk.names.has(include)) return finding("ok", "spf-covers");
  if (results.length > 0 && results.every((result) => result === "pass")) {
    return finding("ok", "spf-covers");
  }
  if (relay === undefined || include === undefined || walk.isUntold) {
    return finding("unsure", "spf-unsure", wanted && withTerm(record, wanted));
  }
  return finding("broken", "spf-relay-missing", withTerm(record, `include:${include}`));
}

function evaluate(domain: string, address: string, walk: Walk): SpfResult | undefined {
  const found = recordsAt(walk.records, domain, SPF_BEGINS);
  if (found === "silent" || found[0] === undefined) {
    walk.isUntold = true;
    return undefined;
  }
  const terms = parseSpf(found[0], domain);
  if (terms === undefined) {
    walk.isBroken = true;
    return undefined;
  }
  let matched: SpfResult | undefined;
  // Names after the match count, too: other mails are held against them.
  for (const term of terms) {
    const result = resultOf(term, address, walk);
    matched ??= result;
  }
  return matched;
}

function resultOf(term: SpfTerm, address: string, walk: Walk): SpfResult | undefined {
  switch (term.kind) {
    case "all":
      return term.result;
    case "ip":
      return isInRange(address, term.range) ? term.result : undefined;
    case "host": {
      walk.lookups += 1;
      const addresses = walk.records.addresses.get(term.lookup) ?? "silent";
      if (addresses === "silent") {
        walk.isUntold = true;
        return undefined;
      }
      const { prefix } = term;
      const isThere = addresses.some((one) =>
        isInRange(address, prefix === undefined ? one : `${one}/${prefix}`),
      );
      return isThere ? term.result : undefined;
    }
    case "include":
      return within(term.domain, address, walk) === "pass" ? term.result : undefined;
    case "redirect":
      return within(term.domain, address, walk);
    case "untold":
      walk.lookups += 1;
      walk.isUntold = true;
      return undefined;
    case "other":
      return undefined;
  }
}

/** Another domain's record. A circle of them ends where lookups do. */
function within(domain: string, address: string, walk: Walk): SpfResult | undefined {
  walk.lookups += 1;
  walk.names.add(domain);
  return walk.lookups > SPF_LOOKUPS_MAX * 10 ? undefined : evaluate(domain, address, walk);
}

function isForAnybody(record: string, domain: string): boolean {
  const all = parseSpf(record, domain)?.find(({ kind }) => kind === "all");
  return all?.kind === "all" && all.result === "pass";
}

const isUnder = (host: string, name: string): boolean => host === name || host.endsWith(`.${name}`);

function providerInclude(host: string | undefined): string | undefined {
  return host && INCLUDED_FOR.find(([server]) => isUnder(host, server))?.[1];
}

/** What a record needs so that this server may send. */
function wantedFor(host: string | undefined): string | undefined {
  const include = providerInclude(host);
  if (include !== undefined) return `include:${include}`;
  return host && `a:${host}`;
}

/** Before `all`, after which nothing is read. */
function withTerm(record: string, term: string): string {
  const words = record.trim().split(/\s+/);
  const end = words.findIndex((word) => /^[+\-~?]?all$/i.test(word) || /^redirect=/i.test(word));
  return words.toSpliced(end === -1 ? words.length : end, 0, term).join(" ");
}

/** Two records are none: all their words in one, before the strictest `all`. */
function merged(records: readonly string[]): string {
  const words = records.flatMap((record) => record.trim().split(/\s+/).slice(1));
  const terms = new Set(words.filter((word) => !/^[+\-~?]?all$/i.test(word)));
  return ["v=spf1", ...terms, words.includes("-all") ? "-all" : "~all"].join(" ");
}
