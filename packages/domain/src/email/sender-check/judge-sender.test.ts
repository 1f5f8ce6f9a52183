import { isInRange } from "./ip-range.ts";
import { judgeSender } from "./judge-sender.ts";
import type { Found, SenderRecords } from "./sender-records.ts";

const GOOGLE = { host: "smtp.gmail.com", addresses: ["192.0.2.200"] };
const OWN = { host: "mail.loja.example", addresses: ["192.0.2.7"] };
const KEY = {
  ...{ domain: "loja.example", selector: "circuito" },
  ...{ kind: "rsa" as const, publicKey: "MIIB" },
};

const records = (
  texts: Readonly<Record<string, Found>>,
  more: Partial<Omit<SenderRecords, "texts" | "addresses">> & {
    readonly addresses?: Readonly<Record<string, Found>>;
  } = {},
): SenderRecords => ({
  ...{ domain: "loja.example", relay: GOOGLE, signing: undefined, ...more },
  texts: new Map(Object.entries(texts)),
  addresses: new Map(Object.entries(more.addresses ?? {})),
});

const about = (kind: "spf" | "dkim" | "dmarc", given: SenderRecords) => {
  const found = judgeSender(given).find((one) => one.about === kind);
  return [found?.verdict, found?.because, found?.publish?.value ?? null];
};

const spf = (record: string, more: Readonly<Record<string, Found>> = {}) => ({
  "loja.example": ["google-site-verification=x", record],
  ...more,
});

test.each<[string, SenderRecords, unknown[]]>([
  [
    "the provider is included",
    records(spf("v=spf1 include:_spf.google.com ~all")),
    ["ok", "spf-covers", null],
  ],
  [
    "the provider is included by what is included",
    records(
      spf("v=spf1 include:spf.agency.example -all", {
        "spf.agency.example": ["v=spf1 include:_spf.google.com ~all"],
      }),
    ),
    ["ok", "spf-covers", null],
  ],
  [
    "the record stands elsewhere",
    records(spf("v=spf1 redirect=_spf.google.com")),
    ["ok", "spf-covers", null],
  ],
  [
    "another provider is included",
    records(
      spf("v=spf1 include:spf.protection.outlook.com -all", {
        "spf.protection.outlook.com": ["v=spf1 ip4:203.0.113.0/24 -all"],
      }),
    ),
    [
      "broken",
      "spf-relay-missing",
      "v=spf1 include:spf.protection.outlook.com include:_spf.google.com -all",
    ],
  ],
  [
    "the own server's address is named",
    records(spf("v=spf1 ip4:192.0.2.0/24 -all"), { relay: OWN }),
    ["ok", "spf-covers", null],
  ],
  [
    "the own server is the mail exchanger",
    records(spf("v=spf1 mx -all"), {
      relay: OWN,
      addresses: { "mx:loja.example": ["192.0.2.7"] },
    }),
    ["ok", "spf-covers", null],
  ],
  [
    "the own server is in the network of a name",
    records(spf("v=spf1 a:www.loja.example/28 -all"), {
      relay: OWN,
      addresses: { "a:www.loja.example": ["192.0.2.1"] },
    }),
    ["ok", "spf-covers", null],
  ],
  [
    "an unknown server is not named: it may send from elsewhere",
    records(spf("v=spf1 ip4:203.0.113.9 -all"), { relay: OWN }),
    ["unsure", "spf-unsure", "v=spf1 ip4:203.0.113.9 a:mail.loja.example -all"],
  ],
  [
    "what is included did not answer",
    records(spf("v=spf1 include:spf.other.example -all", { "spf.other.example": "silent" })),
    ["unsure", "spf-unsure", "v=spf1 include:spf.other.example include:_spf.google.com -all"],
  ],
  [
    "only the receiver can tell",
    records(spf("v=spf1 exists:%{i}._spf.loja.example -all"), { relay: OWN }),
    ["unsure", "spf-unsure", "v=spf1 exists:%{i}._spf.loja.example a:mail.loja.example -all"],
  ],
  ["there is none", records({}), ["broken", "spf-missing", "v=spf1 include:_spf.google.com ~all"]],
  [
    "there is none, of an own server",
    records({}, { relay: OWN }),
    ["broken", "spf-missing", "v=spf1 a:mail.loja.example ~all"],
  ],
  [
    "there are two",
    records({
      "loja.example": ["v=spf1 include:_spf.google.com ~all", "v=spf1 mx -all"],
    }),
    ["broken", "spf-many", "v=spf1 include:_spf.google.com mx -all"],
  ],
  [
    "it cannot be read",
    records(spf("v=spf1 inclde:_spf.google.com ~all")),
    ["broken", "spf-broken", null],
  ],
  [
    "anybody may send",
    records(spf("v=spf1 include:_spf.google.com +all")),
    ["broken", "spf-anybody", "v=spf1 include:_spf.google.com ~all"],
  ],
  [
    "receivers would have to look up too much",
    records(
      spf(`v=spf1 ${Array.from({ length: 11 }, (_, n) => `include:n${n}.example`).join(" ")} -all`),
    ),
    ["broken", "spf-too-long", null],
  ],
  [
    "it includes itself",
    records(spf("v=spf1 include:loja.example -all")),
    ["broken", "spf-too-long", null],
  ],
  [
    "the DNS does not answer",
    records({ "loja.example": "silent" }),
    ["unsure", "spf-silent", null],
  ],
])("of SPF, where %s", (_what, given, said) => {
  expect(about("spf", given)).toEqual(said);
});

const ownKey = (found: Found, change: Partial<typeof KEY> = {}) =>
  records({ "circuito._domainkey.loja.example": found }, { signing: { ...KEY, ...change } });

test.each<[string, SenderRecords, unknown[]]>([
  ["our key is published", ownKey(["v=DKIM1; k=rsa; p=MI IB"]), ["ok", "dkim-published", null]],
  ["our key is not there", ownKey([]), ["broken", "dkim-missing", "v=DKIM1; k=rsa; p=MIIB"]],
  [
    "another key is there",
    ownKey(["p=XYZ"]),
    ["broken", "dkim-other-key", "v=DKIM1; k=rsa; p=MIIB"],
  ],
  [
    "the key was taken back",
    ownKey(["v=DKIM1; p="]),
    ["broken", "dkim-revoked", "v=DKIM1; k=rsa; p=MIIB"],
  ],
  ["the DNS does not answer", ownKey("silent"), ["unsure", "dkim-silent", null]],
  [
    "we sign for another domain",
    records(
      { "circuito._domainkey.relay.example": ["p=MIIB"] },
      {
        signing: { ...KEY, domain: "relay.example" },
      },
    ),
    ["broken", "dkim-unaligned", null],
  ],
  [
    "the provider signs",
    records({ "google._domainkey.loja.example": ["v=DKIM1; k=rsa; p=ABC"] }),
    ["ok", "dkim-found", null],
  ],
  ["nobody can tell whether it signs", records({}), ["unsure", "dkim-unsure", null]],
])("of DKIM, where %s", (_what, given, said) => {
  expect(about("dkim", given)).toEqual(said);
});

const WELL = "v=spf1 include:_spf.google.com ~all";
const dmarc = (found: Found, at = "_dmarc.loja.example") => ({ ...spf(WELL), [at]: found });

test.each<[string, SenderRecords, unknown[]]>([
  ["it only watches", records(dmarc(["v=DMARC1; p=none"])), ["ok", "dmarc-watching", null]],
  ["it is enforced", records(dmarc(["v=DMARC1;p=reject"])), ["ok", "dmarc-enforced", null]],
  [
    "it is enforced, and nothing vouches for us",
    records({ "_dmarc.loja.example": ["v=DMARC1; p=reject"] }, { signing: KEY }),
    ["broken", "dmarc-unmet", null],
  ],
  [
    "it is enforced, and nobody can tell whether somebody vouches for us",
    records({ "_dmarc.loja.example": ["v=DMARC1; p=quarantine"] }),
    ["unsure", "dmarc-unmet", null],
  ],
  [
    "our signature is of a domain below, and that is enough",
    records(
      {
        "_dmarc.loja.example": ["v=DMARC1; p=reject"],
        "circuito._domainkey.mail.loja.example": ["p=MIIB"],
      },
      { signing: { ...KEY, domain: "mail.loja.example" } },
    ),
    ["ok", "dmarc-enforced", null],
  ],
  [
    "our signature is of a domain below, and it must be the same",
    records(
      {
        "_dmarc.loja.example": ["v=DMARC1; p=reject; adkim=s"],
        "circuito._domainkey.mail.loja.example": ["p=MIIB"],
      },
      { signing: { ...KEY, domain: "mail.loja.example" } },
    ),
    ["unsure", "dmarc-unmet", null],
  ],
  [
    "the domain above has it, with another word for those below",
    records(
      {
        "sac.loja.example": [WELL],
        "_dmarc.loja.example": ["v=DMARC1; p=reject; sp=none"],
      },
      { domain: "sac.loja.example" },
    ),
    ["ok", "dmarc-watching", null],
  ],
  [
    "there is none",
    records(spf(WELL)),
    ["broken", "dmarc-missing", "v=DMARC1; p=none; rua=mailto:dmarc@loja.example"],
  ],
  [
    "there are two",
    records(dmarc(["v=DMARC1; p=none", "v=DMARC1; p=reject"])),
    ["broken", "dmarc-many", "v=DMARC1; p=none"],
  ],
  [
    "it says nothing",
    records(dmarc(["v=DMARC1; rua=mailto:a@loja.example"])),
    ["broken", "dmarc-broken", "v=DMARC1; p=none; rua=mailto:dmarc@loja.example"],
  ],
  ["the DNS does not answer", records(dmarc("silent")), ["unsure", "dmarc-silent", null]],
])("of DMARC, where %s", (_what, given, said) => {
  expect(about("dmarc", given)).toEqual(said);
});

test.each([
  ["192.0.2.7", "192.0.2.0/24", true],
  ["192.0.3.7", "192.0.2.0/24", false],
  ["192.0.2.7", "192.0.2.7", true],
  ["192.0.2.7", "0.0.0.0/0", true],
  ["2001:db8::1", "2001:db8::/32", true],
  ["2001:db9::1", "2001:db8::/32", false],
  ["::1", "0:0:0:0:0:0:0:1", true],
  ["192.0.2.7", "::/0", false],
  ["192.0.2.7", "192.0.2.0/33", false],
  ["", "192.0.2.0/24", false],
  ["1:2", "1:2", false],
])("%s in %s: %s", (address, range, isIn) => {
  expect(isInRange(address, range)).toBe(isIn);
});
