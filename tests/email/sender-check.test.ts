import { generateKeyPairSync } from "node:crypto";
import { emailSettings } from "../../packages/connectors/src/email/settings.ts";
import { gatherSenderRecords, systemDns } from "../../packages/connectors/src/email/setup/index.ts";
import { judgeSender } from "../../packages/domain/src/index.ts";
import { FakeDns } from "../../packages/lab/src/index.ts";

let dns: FakeDns;
beforeEach(async () => {
  dns = await FakeDns.start();
});
afterEach(() => dns[Symbol.asyncDispose]());

const text = (value: string) => [{ type: "TXT" as const, text: value }];
const settings = (more: object = {}) =>
  emailSettings.parse({
    ...{ address: "Sac@Loja.example", in: "none" },
    ...{ smtpHost: "localhost", smtpUser: "sac", smtpPassword: "segredo" },
    ...more,
  });

async function judged(more?: object) {
  const records = await gatherSenderRecords(settings(more), systemDns([dns.server]));
  return Object.fromEntries(judgeSender(records).map(({ about, because }) => [about, because]));
}

test("what stands in the DNS is followed to where it leads, and nothing else is asked", async () => {
  dns.records.set("loja.example", text("v=spf1 include:spf.agency.example -all"));
  dns.records.set("spf.agency.example", text("v=spf1 ip4:127.0.0.1 ip6:::1 -all"));
  dns.records.set("_dmarc.loja.example", text("v=DMARC1; p=reject"));
  expect(await judged()).toEqual({
    ...{ spf: "spf-covers", dkim: "dkim-unsure", dmarc: "dmarc-enforced" },
  });
  const other = dns.asked.filter((name) => !name.includes("_domainkey"));
  expect(other.sort()).toEqual(["_dmarc.loja.example", "loja.example", "spf.agency.example"]);
});

test.each(["rsa", "ed25519"] as const)(
  "the %s key that mail is signed with is looked for as it is published",
  async (kind) => {
    const { privateKey, publicKey } =
      kind === "rsa"
        ? generateKeyPairSync("rsa", { modulusLength: 2048 })
        : generateKeyPairSync("ed25519");
    const der = publicKey.export({ type: "spki", format: "der" });
    const p = (kind === "rsa" ? der : der.subarray(-32)).toString("base64");
    const own = {
      ...{ dkimDomain: "loja.example", dkimSelector: "Circuito" },
      dkimPrivateKey: privateKey.export({ type: "pkcs8", format: "pem" }),
    };
    expect(await judged(own)).toMatchObject({ dkim: "dkim-missing" });
    dns.records.set("circuito._domainkey.loja.example", text(`v=DKIM1; k=${kind}; p=${p}`));
    expect(await judged(own)).toMatchObject({ dkim: "dkim-published" });
  },
);

test("records that lead round in a circle, or to too many, end", async () => {
  dns.records.set("loja.example", text("v=spf1 include:a.example -all"));
  dns.records.set("a.example", text("v=spf1 include:loja.example -all"));
  expect(await judged()).toMatchObject({ spf: "spf-too-long" });
  const many = Array.from({ length: 30 }, (_, n) => `include:n${n}.example`);
  dns.records.set("loja.example", text(`v=spf1 ${many.join(" ")} -all`));
  dns.asked.length = 0;
  expect(await judged()).toMatchObject({ spf: "spf-too-long" });
  expect(dns.asked.filter((name) => /^n\d+\.example$/.test(name)).length).toBeLessThan(12);
});

test("a name service that is silent is told from one that knows of nothing", async () => {
  dns.silent.add("loja.example");
  dns.silent.add("_dmarc.loja.example");
  expect(await judged()).toEqual({
    ...{ spf: "spf-silent", dkim: "dkim-unsure", dmarc: "dmarc-silent" },
  });
});
