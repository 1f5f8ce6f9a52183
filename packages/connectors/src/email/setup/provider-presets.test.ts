import { mailHost } from "../transport/mail-host.ts";
import {
  PROVIDER_PRESETS,
  presetCandidate,
  presetOfDomain,
  presetOfExchanger,
} from "./provider-presets.ts";

test.each([
  ["gmail.com", "Gmail"],
  ["HOTMAIL.com", "Outlook.com"],
  ["uol.com.br", "UOL"],
  ["terra.com.br", "Terra"],
  ["yahoo.com.br", "Yahoo Mail"],
  ["icloud.com", "iCloud Mail"],
  ["notgmail.com", undefined],
  ["gmail.com.example.org", undefined],
])("the domain %s is %s", (domain, name) => {
  expect(presetOfDomain(domain)?.name).toBe(name);
});

test.each([
  ["aspmx.l.google.com", "Google Workspace"],
  ["ALT1.ASPMX.L.GOOGLE.COM.", "Google Workspace"],
  ["smtp.google.com", "Google Workspace"],
  ["example-com-br.mail.protection.outlook.com", "Microsoft 365"],
  ["example-com.f-v1.mx.microsoft", "Microsoft 365"],
  ["mx.core.locaweb.com.br", "Locaweb"],
  ["mx.jk.locaweb.com.br", "Locaweb"],
  ["mx.kinghost.net", "KingHost"],
  ["mx2.zoho.com", "Zoho Mail for organisations"],
  ["mx.zoho.eu", "Zoho Mail for organisations (Europe)"],
  ["mx01.mail.icloud.com", "iCloud Mail"],
  ["mx-biz.mail.am0.yahoodns.net", "Yahoo Mail"],
  ["mx-aol.mail.gm0.yahoodns.net", undefined],
  ["mx.google.com.example.net", undefined],
  ["evilgoogle.com", undefined],
  ["", undefined],
])("a domain whose mail goes to %s is with %s", (exchanger, name) => {
  expect(presetOfExchanger(exchanger)?.name).toBe(name);
});

test.each(PROVIDER_PRESETS.map((preset) => [preset.name, preset] as const))(
  "%s has servers over TLS, a way in, and the page that says so",
  (_, preset) => {
    for (const { host, port, security } of [preset.imap, preset.smtp]) {
      expect(mailHost.safeParse(host).success).toBe(true);
      expect(security === "tls" ? [993, 465] : [587]).toContain(port);
    }
    expect(preset.logins.length).toBeGreaterThan(0);
    expect(preset.logins.includes("oauth")).toBe(preset.oauth !== undefined);
    expect(preset.page).toMatch(/^https:\/\//);
  },
);

test("UOL is logged in to by what stands before the @", () => {
  const [preset] = PROVIDER_PRESETS.filter(({ name }) => name === "UOL");
  if (!preset) throw new Error("UOL is gone");
  const candidate = presetCandidate(preset, "ana@uol.com.br", { source: "preset", from: "" });
  expect([candidate.imap?.user, candidate.smtp?.user]).toEqual(["ana", "ana"]);
});
