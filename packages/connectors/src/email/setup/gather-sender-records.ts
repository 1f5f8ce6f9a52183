import { createPublicKey } from "node:crypto";
import { domainToASCII } from "node:url";
import {
  dmarcNames,
  type Found,
  keyName,
  parseSpf,
  type SenderRecords,
  type SigningKey,
  SPF_BEGINS,
  SPF_LOOKUPS_MAX,
  USUAL_SELECTORS,
} from "@circuito/domain";
import { type EmailSettings, smtpOf } from "../settings.ts";
import { isAbsence, type MailDns } from "./mail-dns.ts";

/** Somebody waits at a page. What was not asked for by then counts as not known. */
const GATHER_TIMEOUT_MS = 10_000;
/** One more than receivers look up: enough to see that it is too much, whoever wrote the record. */
const NAMES_MAX = SPF_LOOKUPS_MAX + 1;

/** All that the DNS says of whether mail of this mailbox is believed. Connects to no mail server. */
export async function gatherSenderRecords(
  settings: EmailSettings,
  dns: MailDns,
): Promise<SenderRecords> {
  const endsAt = performance.now() + GATHER_TIMEOUT_MS;
  const domain = domainToASCII(settings.address.slice(settings.address.lastIndexOf("@") + 1));
  const signing = signingOf(settings);
  const host = smtpOf(settings)?.host.toLowerCase();
  const names = [
    ...dmarcNames(domain),
    ...(signing
      ? [keyName(signing.selector, signing.domain)]
      : USUAL_SELECTORS.map((selector) => keyName(selector, domain))),
  ];
  const [spf, relay, ...texts] = await Promise.all([
    gatherSpf(domain, dns, endsAt),
    host === undefined ? undefined : answerTo(dns.addresses(host)),
    ...names.map(async (name) => [name, await answerTo(dns.texts(name))] as const),
  ]);
  return {
    domain,
    relay:
      host === undefined
        ? undefined
        : { host, addresses: relay === undefined || relay === "silent" ? [] : relay },
    signing,
    texts: new Map([...spf.texts, ...texts]),
    addresses: spf.addresses,
  };
}

/** The record of a domain, those that it leads to, and the addresses of the names in them. */
async function gatherSpf(domain: string, dns: MailDns, endsAt: number) {
  const texts = new Map<string, Found>();
  const addresses = new Map<string, Found>();
  let next = [domain];
  while (next.length > 0 && texts.size < NAMES_MAX && performance.now() < endsAt) {
    const asked = next.slice(0, NAMES_MAX - texts.size);
    const answers = await Promise.all(
      asked.map(async (name) => [name, await answerTo(dns.texts(name))] as const),
    );
    for (const [name, answer] of answers) texts.set(name, answer);
    const terms = answers.flatMap(([name, answer]) => termsIn(name, answer));
    const lookups = terms.flatMap((term) => (term.kind === "host" ? term.lookup : []));
    const hosts = lookups.filter((lookup) => !addresses.has(lookup)).slice(0, NAMES_MAX);
    const found = await Promise.all(
      hosts.map(async (lookup) => [lookup, await addressesOf(lookup, dns)] as const),
    );
    for (const [lookup, answer] of found) addresses.set(lookup, answer);
    const led = terms.flatMap((term) =>
      term.kind === "include" || term.kind === "redirect" ? term.domain : [],
    );
    next = [...new Set(led)].filter((name) => !texts.has(name));
  }
  return { texts, addresses };
}

function termsIn(name: string, answer: Found) {
  const [record] = answer === "silent" ? [] : answer.filter((text) => SPF_BEGINS.test(text));
  return (record === undefined ? undefined : parseSpf(record, name)) ?? [];
}

/** @param lookup `a:…` or `mx:…` */
async function addressesOf(lookup: string, dns: MailDns): Promise<Found> {
  const [kind, name = ""] = lookup.split(":");
  if (kind === "a") return answerTo(dns.addresses(name));
  const exchangers = await answerTo(
    dns.exchangers(name).then((records) => records.map(({ exchange }) => exchange)),
  );
  if (exchangers === "silent") return exchangers;
  const all = await Promise.all(
    exchangers.slice(0, NAMES_MAX).map((exchange) => answerTo(dns.addresses(exchange))),
  );
  return all.some((one) => one === "silent")
    ? "silent"
    : all.flatMap((one) => (one === "silent" ? [] : one));
}

async function answerTo(asked: Promise<readonly string[]>): Promise<Found> {
  try {
    return await asked;
  } catch (error) {
    return isAbsence(error) ? [] : "silent";
  }
}

/** What has to be published for the key that we sign with. */
function signingOf(settings: EmailSettings): SigningKey | undefined {
  const { dkimDomain, dkimSelector, dkimPrivateKey } = settings;
  if (dkimDomain === undefined || dkimSelector === undefined || dkimPrivateKey === undefined) {
    return undefined;
  }
  const key = createPublicKey(dkimPrivateKey);
  const der = key.export({ type: "spki", format: "der" });
  const isEdwards = key.asymmetricKeyType === "ed25519";
  return {
    domain: dkimDomain.toLowerCase(),
    selector: dkimSelector,
    kind: isEdwards ? "ed25519" : "rsa",
    // RFC 8463 §4.2: of the newer kind the key alone, without its wrapping.
    publicKey: (isEdwards ? der.subarray(-32) : der).toString("base64"),
  };
}
