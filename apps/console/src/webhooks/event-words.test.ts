import { readFileSync } from "node:fs";
import { join } from "node:path";
import { webhookEvent } from "@circuito/protocol";

const CATALOGS = join(import.meta.dirname, "..", "i18n/catalogs");

test.each(["pt-BR", "en", "es"])("in %s every event has its words, and no other has", (locale) => {
  const words = JSON.parse(readFileSync(join(CATALOGS, `webhooks.${locale}.json`), "utf8"));
  const said = Object.keys(words).filter((id) => id.startsWith("webhooks.event."));
  const events = webhookEvent.options.map((event) => `webhooks.event.${event.replace(".", "-")}`);
  expect(said.sort()).toEqual(events.sort());
});
