/** RFC 7208 §4.6.1: one word of an SPF record. */
export type SpfTerm =
  | { readonly kind: "all"; readonly result: SpfResult }
  | { readonly kind: "ip"; readonly result: SpfResult; readonly range: string }
  /** `a` or `mx` of a name, by how we look it up: `a:mail.example.com`. */
  | {
      readonly kind: "host";
      readonly result: SpfResult;
      readonly lookup: string;
      readonly prefix: string | undefined;
    }
  | { readonly kind: "include"; readonly result: SpfResult; readonly domain: string }
  | { readonly kind: "redirect"; readonly domain: string }
  /** `ptr`, `exists`, or a name with macros: nobody but the receiver can tell. */
  | { readonly kind: "untold" }
  | { readonly kind: "other" };

export type SpfResult = "pass" | "fail" | "softfail" | "neutral";

export const SPF_BEGINS = /^v=spf1(\s|$)/i;

const RESULTS: Readonly<Record<string, SpfResult>> = {
  "+": "pass",
  "-": "fail",
  "~": "softfail",
  "?": "neutral",
};

const TERM =
  /^([+\-~?])?(all|include|a|mx|ptr|ip4|ip6|exists)(?::([^/\s]+))?((?:\/\d{1,3}){0,2})$/i;

/** @returns `undefined` for a record that receivers refuse to read */
export function parseSpf(record: string, domain: string): readonly SpfTerm[] | undefined {
  const terms: SpfTerm[] = [];
  for (const word of record.trim().split(/\s+/).slice(1)) {
    const term = termOf(word, domain);
    if (term === undefined) return undefined;
    terms.push(term);
  }
  return terms;
}

function termOf(word: string, domain: string): SpfTerm | undefined {
  const redirect = /^redirect=(\S+)$/i.exec(word)?.[1];
  if (redirect !== undefined) return named(redirect, (of) => ({ kind: "redirect", domain: of }));
  // RFC 7208 §6: modifiers that nobody knows are passed over.
  if (/^[a-z][\w.-]*=/i.test(word)) return { kind: "other" };
  // `ip6` has colons in its value.
  const six = /^([+\-~?])?ip6:(\S+)$/i.exec(word);
  if (six) return { kind: "ip", result: resultOf(six[1]), range: six[2] ?? "" };
  const [, sign, name = "", value, prefix = ""] = TERM.exec(word) ?? [];
  const result = resultOf(sign);
  const kind = name.toLowerCase();
  switch (kind) {
    case "all":
      return { kind, result };
    case "ip4":
      return value === undefined ? undefined : { kind: "ip", result, range: `${value}${prefix}` };
    case "include":
      return value === undefined
        ? undefined
        : named(value, (of) => ({ kind: "include", result, domain: of }));
    case "a":
    case "mx":
      return named(value ?? domain, (of) => ({
        ...{ kind: "host", result, lookup: `${kind}:${of}` },
        prefix: prefix === "" ? undefined : prefix.slice(1).split("/")[0],
      }));
    case "ptr":
    case "exists":
      return { kind: "untold" };
    default:
      return undefined;
  }
}

const resultOf = (sign: string | undefined): SpfResult => RESULTS[sign ?? "+"] ?? "pass";

const named = (name: string, term: (name: string) => SpfTerm): SpfTerm =>
  name.includes("%") ? { kind: "untold" } : term(name.toLowerCase().replace(/\.$/, ""));
