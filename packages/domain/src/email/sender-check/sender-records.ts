/** What the DNS has at a name. `silent`: it did not answer, which is not the same as nothing. */
export type Found = readonly string[] | "silent";

/** All that is known of whether mail from an address is believed, gathered before it is judged. */
export interface SenderRecords {
  /** Of the address in `From`, lower-case, in ASCII; the envelope has the same. */
  readonly domain: string;
  /** The server that takes our mail; absent: nothing is sent. */
  readonly relay: { readonly host: string; readonly addresses: readonly string[] } | undefined;
  /** What we sign with ourselves; absent: whoever sends for us may sign. */
  readonly signing: SigningKey | undefined;
  /** Texts by name, lower-case. A name that is not here was not asked for. */
  readonly texts: ReadonlyMap<string, Found>;
  /** IP addresses by what SPF calls them: `a:mail.example.com`, `mx:example.com`. */
  readonly addresses: ReadonlyMap<string, Found>;
}

export interface SigningKey {
  readonly domain: string;
  readonly selector: string;
  readonly kind: "rsa" | "ed25519";
  /** As it is published: base64. */
  readonly publicKey: string;
}

/** Closed: the words for each are in the catalogs of whoever shows them. */
export const SENDER_REASONS = [
  "spf-covers",
  "spf-missing",
  "spf-many",
  "spf-broken",
  "spf-too-long",
  "spf-anybody",
  "spf-relay-missing",
  "spf-unsure",
  "spf-silent",
  "dkim-published",
  "dkim-found",
  "dkim-missing",
  "dkim-other-key",
  "dkim-revoked",
  "dkim-unaligned",
  "dkim-unsure",
  "dkim-silent",
  "dmarc-enforced",
  "dmarc-watching",
  "dmarc-unmet",
  "dmarc-missing",
  "dmarc-many",
  "dmarc-broken",
  "dmarc-silent",
] as const;
export type SenderReason = (typeof SENDER_REASONS)[number];

/** A record as it is to stand in the DNS. */
export interface RecordToPublish {
  readonly name: string;
  readonly value: string;
}

export interface SenderFinding {
  readonly about: "spf" | "dkim" | "dmarc";
  /** `unsure`: it may be well, and cannot be told from here. */
  readonly verdict: "ok" | "unsure" | "broken";
  readonly because: SenderReason;
  /** The record that was found, as it stands. */
  readonly record: RecordToPublish | null;
  /** What to publish in its place; null: nothing needs to change, or nobody but the provider knows. */
  readonly publish: RecordToPublish | null;
}

/** Texts at a name that begin as this kind of record does. */
export function recordsAt(
  { texts }: Pick<SenderRecords, "texts">,
  name: string,
  begins: RegExp,
): Found {
  const found = texts.get(name) ?? [];
  return found === "silent" ? found : found.filter((text) => begins.test(text));
}
