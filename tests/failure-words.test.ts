import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readSendFailure, type SendFailure } from "../packages/domain/src/index.ts";

/*
 * Connectors say in English why a send failed. People read a sentence in their language before it: every
 * text that a connector's source has is read as something that its kind of failure can be.
 */
const CONNECTORS = join(import.meta.dirname, "..", "packages", "connectors", "src");

/** What a text of each kind may be read as. */
const MAY_BE: Readonly<Record<string, readonly SendFailure[]>> = {
  retry: ["busy", "too-many", "no-access", "cannot-carry"],
  unknown: ["no-answer", "in-part"],
  rejected: [
    ...(["refused", "barred", "template", "too-many", "our-sender", "cannot-carry"] as const),
    "no-recipient",
  ],
  "unreachable-address": ["no-recipient", "opted-out"],
  "opted-out": ["opted-out"],
  credentials: ["no-access", "our-sender"],
  "outside-window": ["window-over"],
  unsupported: ["cannot-carry", "template"],
};
const KINDS = Object.keys(MAY_BE).join("|");
/** `new SendError("kind", "words"` and rows of tables: `["kind", "words"]`. */
const SAID = new RegExp(`(?<!MediaError)[\\[(]\\s*"(${KINDS})",\\s*["\`]([^"\`]+)["\`]`, "g");

const sources = readdirSync(CONNECTORS, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
  .map((name) => readFileSync(join(CONNECTORS, name), "utf8"));
const texts = [
  ...new Map(
    sources
      .flatMap((source) => [...source.matchAll(SAID)])
      .map(([, kind = "", words = ""]) => [`${kind}: ${words}`, [kind, words] as const]),
  ).values(),
];

test("the texts of connectors are found", () => {
  expect(texts.length).toBeGreaterThan(100);
});

test.each(texts)("%s: %s", (kind, words) => {
  const status = kind === "unknown" ? "unknown" : "failed";
  // With a provider's code before it, as in receipts, or behind it, as in answers, it is the same.
  const read = [words, `63001: ${words}`, `${words} (400)`].map((text) =>
    readSendFailure(text, status),
  );
  expect(MAY_BE[kind]).toContain(read[0]);
  expect(new Set(read).size).toBe(1);
});
