import { domainToASCII } from "node:url";
import { withinTime } from "@circuito/connector";
import { AUTOCONFIG_BYTES_MAX, readAutoconfig } from "./autoconfig-file.ts";
import { guessCandidate, guessedHosts } from "./guess-candidate.ts";
import {
  CANDIDATE_SOURCES,
  type CandidateSource,
  type MailboxCandidate,
} from "./mail-candidate.ts";
import { isAbsence, type MailDns, type ServiceRecord } from "./mail-dns.ts";
import { presetCandidate, presetOfDomain, presetOfExchanger } from "./provider-presets.ts";
import { MAIL_SERVICES, type MailService, srvCandidate } from "./srv-candidate.ts";

export interface DiscoverParts {
  readonly dns: MailDns;
  /** Reaches only where inboxes may connect; follows no redirect. */
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
  /**
   * A collection of configuration files, asked as `<url>/<domain>`. Absent by default: it would tell
   * a third party which domains become our users' mailboxes, and the domain itself can be asked.
   */
  readonly ispdbUrl?: string | undefined;
}

export interface Discovery {
  /** Those we believe most come first. */
  readonly candidates: readonly MailboxCandidate[];
  /** What was looked at, so that nobody has to wonder why nothing was found. */
  readonly looked: readonly { readonly source: CandidateSource; readonly outcome: LookOutcome }[];
}
export type LookOutcome = "found" | "nothing" | "no-answer";

/** Each place is given this long; all are asked at once. Somebody waits at a form. */
export const LOOK_TIMEOUT_MS = 6_000;

type Look = () => Promise<MailboxCandidate | undefined>;

/**
 * From an address to settings that may be its mailbox's. Asks the domain itself, its DNS, and what is
 * known of large providers; connects to no mail server.
 * @param address strictly valid
 */
export async function discoverMailbox(
  address: string,
  parts: DiscoverParts,
  signal: AbortSignal = new AbortController().signal,
): Promise<Discovery> {
  const domain = domainToASCII(address.slice(address.lastIndexOf("@") + 1));
  const preset = presetOfDomain(domain);
  if (preset) {
    // Nobody needs to be asked, and nobody learns of it.
    const candidate = presetCandidate(preset, address, { source: "preset", from: preset.page });
    return { candidates: [candidate], looked: [{ source: "preset", outcome: "found" }] };
  }
  return withinTime(LOOK_TIMEOUT_MS, signal, (limit) =>
    lookEverywhere(address, domain, parts, limit),
  );
}

async function lookEverywhere(
  address: string,
  domain: string,
  parts: DiscoverParts,
  limit: AbortSignal,
): Promise<Discovery> {
  const looks: Readonly<Record<CandidateSource, Look | undefined>> = {
    preset: undefined,
    autoconfig: () => ownAutoconfig(address, domain, parts, limit),
    srv: () => ownServices(address, domain, parts.dns),
    mx: () => exchangerPreset(address, domain, parts.dns),
    guess: () => guess(address, domain, parts.dns),
    ispdb: parts.ispdbUrl === undefined ? undefined : collection(address, domain, parts, limit),
  };
  const looked = await Promise.all(
    CANDIDATE_SOURCES.flatMap((source) => {
      const look = looks[source];
      return look ? [outcomeOf(source, look, limit)] : [];
    }),
  );
  const found = looked.flatMap(({ candidate }) => candidate ?? []);
  const vouchedFor = found.filter(({ source }) => source !== "guess");
  // Beside somebody's word a guess is noise.
  const candidates = vouchedFor.length > 0 ? vouchedFor : found;
  return {
    candidates: withoutRepeats(candidates),
    looked: looked.map(({ source, outcome }) => ({ source, outcome })),
  };
}

async function outcomeOf(source: CandidateSource, look: Look, limit: AbortSignal) {
  try {
    const candidate = await Promise.race([look(), ended(limit)]);
    return { source, candidate, outcome: candidate ? ("found" as const) : ("nothing" as const) };
  } catch (error) {
    const outcome = isAbsence(error) ? ("nothing" as const) : ("no-answer" as const);
    return { source, candidate: undefined, outcome };
  }
}

function ended(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = (): void => reject(new Error("no answer in time"));
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}

/** draft-bucksch-autoconfig §3.1, https only: over http anybody on the way could name his server. */
async function ownAutoconfig(
  address: string,
  domain: string,
  { fetch }: DiscoverParts,
  signal: AbortSignal,
): Promise<MailboxCandidate | undefined> {
  const urls = [
    `https://autoconfig.${domain}/mail/config-v1.1.xml?emailaddress=${encodeURIComponent(address)}`,
    `https://${domain}/.well-known/autoconfig/mail/config-v1.1.xml`,
  ];
  const read = await Promise.allSettled(
    urls.map((url) => fileAt(url, { source: "autoconfig", address, fetch, signal })),
  );
  const [first] = read.flatMap((one) =>
    one.status === "fulfilled" && one.value ? [one.value] : [],
  );
  return first;
}

function collection(
  address: string,
  domain: string,
  { fetch, ispdbUrl = "" }: DiscoverParts,
  signal: AbortSignal,
): Look {
  const url = `${ispdbUrl.replace(/\/+$/, "")}/${encodeURIComponent(domain)}`;
  return () => fileAt(url, { source: "ispdb", address, fetch, signal });
}

async function fileAt(
  url: string,
  about: {
    readonly source: CandidateSource;
    readonly address: string;
    readonly fetch: DiscoverParts["fetch"];
    readonly signal: AbortSignal;
  },
): Promise<MailboxCandidate | undefined> {
  const { source, address, fetch, signal } = about;
  const response = await fetch(url, { headers: { accept: "text/xml, application/xml" }, signal });
  if (response.status !== 200) return undefined;
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes.byteLength > AUTOCONFIG_BYTES_MAX) return undefined;
  // What is asked with the address is shown without it.
  return readAutoconfig(bytes, address, { source, from: url.split("?", 1)[0] ?? url });
}

async function ownServices(
  address: string,
  domain: string,
  dns: MailDns,
): Promise<MailboxCandidate | undefined> {
  const names = Object.keys(MAIL_SERVICES) as MailService[];
  const asked = await Promise.allSettled(
    names.map((name) => dns.services(`${name}._tcp.${domain}`)),
  );
  const records: Partial<Record<MailService, readonly ServiceRecord[]>> = {};
  for (const [index, name] of names.entries()) {
    const one = asked[index];
    if (one?.status === "fulfilled") records[name] = one.value;
  }
  const candidate = srvCandidate(address, records);
  const unanswered = asked.find((one) => one.status === "rejected" && !isAbsence(one.reason));
  if (!candidate && unanswered?.status === "rejected") throw unanswered.reason;
  return candidate;
}

async function exchangerPreset(
  address: string,
  domain: string,
  dns: MailDns,
): Promise<MailboxCandidate | undefined> {
  const records = [...(await dns.exchangers(domain))].sort((a, b) => a.priority - b.priority);
  const exchanger = records[0]?.exchange ?? "";
  const preset = presetOfExchanger(exchanger);
  return preset && presetCandidate(preset, address, { source: "mx", from: `MX ${exchanger}` });
}

/** Only names that exist are worth a try. */
async function guess(
  address: string,
  domain: string,
  dns: MailDns,
): Promise<MailboxCandidate | undefined> {
  const hosts = guessedHosts(domain);
  const asked = await Promise.allSettled(hosts.map((host) => dns.addresses(host)));
  const existing = new Set(hosts.filter((_, index) => asked[index]?.status === "fulfilled"));
  return guessCandidate(address, domain, existing);
}

/** The same servers named twice are one choice, by whom we believe more. */
function withoutRepeats(candidates: readonly MailboxCandidate[]): readonly MailboxCandidate[] {
  const keys = candidates.map(({ imap, smtp }) => JSON.stringify([imap, smtp]));
  return candidates.filter((_, index) => keys.indexOf(keys[index] ?? "") === index);
}
