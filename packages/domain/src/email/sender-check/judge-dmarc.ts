import { isOneOrganization } from "./judge-dkim.ts";
import {
  type RecordToPublish,
  recordsAt,
  type SenderFinding,
  type SenderReason,
  type SenderRecords,
} from "./sender-records.ts";
import { tagsOf } from "./tags.ts";

const DMARC_BEGINS = /^v\s*=\s*DMARC1\s*(;|$)/i;

/** RFC 9091's successor walks up the tree, so that no list of public suffixes is needed. */
export function dmarcNames(domain: string): readonly string[] {
  const labels = domain.split(".");
  return labels.slice(0, -1).map((_, index) => `_dmarc.${labels.slice(index).join(".")}`);
}

/** What receivers are told to do with mail that neither SPF nor DKIM vouches for. */
export function judgeDmarc(
  records: SenderRecords,
  { spf, dkim }: { readonly spf: SenderFinding; readonly dkim: SenderFinding },
): SenderFinding {
  const { domain } = records;
  const own = `_dmarc.${domain}`;
  const place = dmarcNames(domain)
    .map((name) => ({ name, found: recordsAt(records, name, DMARC_BEGINS) }))
    .find(({ found }) => found === "silent" || found.length > 0);
  const found = place?.found ?? [];
  const [value, ...others] = found === "silent" ? [] : found;
  const record = place && value !== undefined ? { name: place.name, value } : null;
  const finding = (
    verdict: SenderFinding["verdict"],
    because: SenderReason,
    publish: RecordToPublish | null = null,
  ): SenderFinding => ({ about: "dmarc", verdict, because, record, publish });
  const first = { name: own, value: `v=DMARC1; p=none; rua=mailto:dmarc@${domain}` };
  if (found === "silent") return finding("unsure", "dmarc-silent");
  if (value === undefined) return finding("broken", "dmarc-missing", first);
  if (others.length > 0)
    return finding("broken", "dmarc-many", { name: record?.name ?? own, value });
  const tags = tagsOf(value);
  // A policy that stands higher up has another word for the domains below it.
  const policy = (place?.name === own ? undefined : tags.get("sp")) ?? tags.get("p");
  switch (policy?.toLowerCase()) {
    case "none":
      return finding("ok", "dmarc-watching");
    case "quarantine":
    case "reject":
      return isMet(records, tags, { spf, dkim })
        ? finding("ok", "dmarc-enforced")
        : finding(isBroken(spf) && isBroken(dkim) ? "broken" : "unsure", "dmarc-unmet");
    default:
      return finding("broken", "dmarc-broken", first);
  }
}

const isBroken = ({ verdict }: SenderFinding): boolean => verdict === "broken";

/** One of the two is enough, if it speaks for the very domain of the address. The envelope has it always. */
function isMet(
  { domain, signing }: SenderRecords,
  tags: ReadonlyMap<string, string>,
  { spf, dkim }: { readonly spf: SenderFinding; readonly dkim: SenderFinding },
): boolean {
  if (spf.verdict === "ok") return true;
  if (dkim.verdict !== "ok") return false;
  if (signing === undefined) return true;
  const isStrict = tags.get("adkim")?.toLowerCase() === "s";
  return isStrict ? signing.domain === domain : isOneOrganization(signing.domain, domain);
}
