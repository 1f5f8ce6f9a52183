import type { MailHeader } from "./mail-headers.ts";

/** A field of honest length has a handful of results; hostile ones are longer and are not read. */
const FIELD_LENGTH_MAX = 10_000;

/**
 * Whether our own mail server vouches for the domain of From: DMARC passed, says the topmost
 * Authentication-Results of that server (RFC 8601 §5). Fields of other names count for nothing, since
 * a sender may write any; ours removes those that bear its own name.
 * @param authservId the name by which our server signs; without it nobody vouches for anybody
 */
export function isVouchedFor(
  headers: readonly MailHeader[],
  fromAddress: string | undefined,
  authservId: string | undefined,
): boolean {
  if (authservId === undefined || fromAddress === undefined) return false;
  for (const { name, value } of headers) {
    if (name !== "authentication-results" || value.length > FIELD_LENGTH_MAX) continue;
    const [server = "", ...results] = statements(value);
    // The version that may follow the name says nothing (RFC 8601 §2.2).
    if (server.split(" ")[0]?.toLowerCase() !== authservId.toLowerCase()) continue;
    return results.some((result) => isDmarcPass(result, domainOf(fromAddress)));
  }
  return false;
}

function isDmarcPass(result: string, domain: string): boolean {
  const [verdict = "", ...properties] = result.split(" ");
  if (!/^dmarc(\/\d+)?=pass$/i.test(verdict)) return false;
  const named = properties.find((property) => /^header\.from=/i.test(property));
  // Left out by some servers: DMARC is about the one From there is.
  return named === undefined || domainOf(named.slice("header.from=".length)) === domain;
}

function domainOf(address: string): string {
  return address
    .slice(address.lastIndexOf("@") + 1)
    .toLowerCase()
    .replace(/\.$/, "");
}

/**
 * The field at its semicolons, without comments, with single spaces and none around `=`. What stands
 * in a comment or in quotes is a sender's as often as not, and never a verdict.
 */
function statements(value: string): readonly string[] {
  let plain = "";
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < value.length; at += 1) {
    const char = value.charAt(at);
    if (char === "\\") {
      at += 1;
      if (depth === 0) plain += quoted ? "_" : value.charAt(at);
    } else if (quoted) {
      quoted = char !== '"';
      if (quoted) plain += /[\s;=()]/.test(char) ? "_" : char;
    } else if (depth === 0 && char === '"') {
      quoted = true;
    } else if (char === "(") {
      depth += 1;
      plain += " ";
    } else if (char === ")" && depth > 0) {
      depth -= 1;
    } else if (depth === 0) {
      plain += char;
    }
  }
  return plain.split(";").map((part) =>
    part
      .split(/\s+/)
      .filter((word) => word !== "")
      .join(" ")
      .replaceAll(" =", "=")
      .replaceAll("= ", "="),
  );
}
