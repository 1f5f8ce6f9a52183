import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROVIDER_PRESETS } from "../packages/connectors/src/email/setup/provider-presets.ts";
import { MAILBOX_HINTS, MAILBOX_STEPS } from "../packages/domain/src/index.ts";

const page = readFileSync(join(__dirname, "../docs/channels.md"), "utf8");

test("the page for admins says what every hint means, and nothing of hints there are not", () => {
  const table = page.slice(page.indexOf("### When a step fails"), page.indexOf("## SMS by Twilio"));
  const told = [...table.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, hint]) => hint);
  expect(told).toEqual([...MAILBOX_HINTS]);
});

test("the page for admins names every step", () => {
  for (const step of MAILBOX_STEPS) expect(page).toContain(`\`${step}\``);
});

test("the page for admins has the servers of every provider we know", () => {
  const hosts = PROVIDER_PRESETS.flatMap(({ imap, smtp }) => [imap.host, smtp.host]);
  // Those it says how to derive, or finds by itself.
  const derived = ["imappro.zoho.eu", "smtppro.zoho.eu", "imap.gmail.com", "smtp.gmail.com"];
  for (const host of hosts.filter((one) => !derived.includes(one))) {
    expect(page).toContain(host);
  }
});
