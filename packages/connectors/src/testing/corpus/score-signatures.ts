import { Buffer } from "node:buffer";
import { verifyWebhook } from "@circuito/connector";
import { bodyHashHolds, twilioSignatureHolds } from "../../sms/twilio-signature.ts";
import { vonageSignatureHolds } from "../../sms/vonage-signature.ts";
import { hubSignatureHolds } from "../../whatsapp/cloud/webhook.ts";
import {
  type CaseFailure,
  type CorpusCase,
  type FolderScore,
  nameOf,
  readCases,
  record,
  share,
  string,
} from "./corpus-folder.ts";

/** Whether a request with this signature would be let in, by scheme; of providers that we have. */
const SCHEMES: ReadonlyMap<string, (entry: CorpusCase) => boolean> = new Map([
  ["hub256", hub],
  ["twilio", twilio],
  ["twilio-json", twilioJson],
  ["standard-webhooks", standard],
  ["vonage", vonage],
]);

/** Signatures of providers that are not ours are not scored, and their schemes are named. */
export async function scoreSignatures(root: string, folder: string): Promise<FolderScore> {
  const counts = new Map<string, { right: number; all: number }>();
  const others = new Set<string>();
  const failures: CaseFailure[] = [];
  const cases = readCases(root, folder);
  for (const entry of cases) {
    const scheme = string(entry.scheme);
    const holds = SCHEMES.get(scheme);
    if (!holds) {
      others.add(scheme);
      continue;
    }
    const count = counts.get(scheme) ?? { right: 0, all: 0 };
    const isIn = holds(entry);
    const isRight = isIn === (entry.valid === true);
    counts.set(scheme, { right: count.right + (isRight ? 1 : 0), all: count.all + 1 });
    if (!isRight) {
      const because = isIn ? "let in" : "refused";
      failures.push({ case: `${scheme}: ${nameOf(entry)}`, because });
    }
  }
  const figures = [...counts].map(([scheme, { right, all }]) => [scheme, share(right, all)]);
  return {
    folder,
    cases: cases.length,
    figures: { ...Object.fromEntries(figures), "not ours": [...others].join(", ") },
    failures,
  };
}

function hub(entry: CorpusCase): boolean {
  const header = string(headersOf(entry)["x-hub-signature-256"]);
  return hubSignatureHolds(string(entry.secret), header, Buffer.from(string(entry.body)));
}

function twilio(entry: CorpusCase): boolean {
  const url = string(entry.url);
  return twilioSignatureHolds({
    authToken: string(entry.auth_token),
    webhookUrl: url,
    requestUrl: url,
    fields: fieldsOf(entry),
    signature: string(headersOf(entry)["x-twilio-signature"]),
  });
}

function twilioJson(entry: CorpusCase): boolean {
  const body = Buffer.from(string(entry.body));
  return twilio({ ...entry, params: {} }) && bodyHashHolds(string(entry.url), body);
}

function standard(entry: CorpusCase): boolean {
  const asked = { headers: headersOf(entry), body: Buffer.from(string(entry.body)) };
  return verifyWebhook([string(entry.secret)], asked, Number(entry.now) * 1_000).ok;
}

function vonage(entry: CorpusCase): boolean {
  const method = /^sha(256|512)hmac$/.exec(string(entry.algorithm))?.[1];
  if (method === undefined) return false;
  const signatureMethod = method === "256" ? "sha256" : "sha512";
  const signing = { signatureSecret: string(entry.secret), signatureMethod } as const;
  return vonageSignatureHolds(fieldsOf(entry), signing);
}

function headersOf(entry: CorpusCase): Record<string, string> {
  const headers = Object.entries(record(entry.headers));
  return Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), string(value)]));
}

function fieldsOf(entry: CorpusCase): ReadonlyMap<string, string> {
  return new Map(Object.entries(record(entry.params)).map(([name, v]) => [name, string(v)]));
}
