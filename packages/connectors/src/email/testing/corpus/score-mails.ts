import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { MailAttachment } from "@circuito/domain";
import {
  type CaseFailure,
  type CorpusCase,
  type FolderScore,
  nameOf,
  readCases,
  record,
  share,
  string,
  strings,
} from "../../../testing/corpus/corpus-folder.ts";
import { attachmentStream } from "../../parse/attachment-stream.ts";
import { readHeaderBlock } from "../../parse/header-block.ts";
import { parseMail } from "../../parse/parse-mail.ts";
import { streamOf } from "../../parse/parse-task.ts";
import {
  type AskedMail,
  chatwootValue,
  NOT_OURS,
  phpValue,
  rubyPredicate,
  rubyValue,
} from "./mail-expressions.ts";

interface Tally {
  held: number;
  judged: number;
  notOurs: number;
  readonly failures: CaseFailure[];
}

/** Mails with what other projects assert of them; assertions about their own inner life are counted apart. */
export async function scoreMails(root: string, folder: string): Promise<FolderScore> {
  const tally: Tally = { held: 0, judged: 0, notOurs: 0, failures: [] };
  const cases = readCases(root, folder);
  for (const entry of cases) {
    const note = (expression: string, holds: boolean | typeof NOT_OURS, got: unknown) => {
      if (holds === NOT_OURS) {
        tally.notOurs += 1;
        return;
      }
      tally.judged += 1;
      if (holds) tally.held += 1;
      else
        tally.failures.push({
          case: nameOf(entry),
          because: `${expression} is ${JSON.stringify(shown(got))}`,
        });
    };
    if (Array.isArray(entry.steps)) await judgeSteps(root, entry, note);
    else await judgeExpectations(root, entry, note);
  }
  return {
    folder,
    cases: cases.length,
    figures: {
      assertions: share(tally.held, tally.judged),
      "not about the mail": String(tally.notOurs),
    },
    failures: tally.failures,
  };
}

type Note = (expression: string, holds: boolean | typeof NOT_OURS, got: unknown) => void;

async function judgeSteps(root: string, entry: CorpusCase, note: Note): Promise<void> {
  let asked: AskedMail | undefined;
  let index = 0;
  let seen = new Set<string>();
  for (const step of (Array.isArray(entry.steps) ? entry.steps : []).map(record)) {
    if (typeof step.feed === "string") {
      asked = await load(root, step.feed);
      index = 0;
      seen = new Set();
      continue;
    }
    const expression = string(step.expr);
    if (expression === "" || !asked) continue;
    // The tests walk the attachments with one variable: asked again, it is the next one.
    const about = `${expression} ${string(step.op)}`;
    if (expression.startsWith("$attachment->") && seen.has(about)) {
      index += 1;
      seen = new Set();
    }
    seen.add(about);
    const got = await phpValue(expression, asked, asked.mail.attachments[index]);
    note(expression, got === NOT_OURS ? got : holdsPhp(string(step.op), step.value, got), got);
  }
}

function holdsPhp(operator: string, value: unknown, got: unknown): boolean | typeof NOT_OURS {
  const text = typeof got === "string" || Buffer.isBuffer(got) ? got.toString() : undefined;
  switch (operator) {
    case "Count":
      return Array.isArray(got) && got.length === value;
    case "True":
      return got === true;
    case "False":
      return got === false || got === undefined || got === "";
    case "Empty":
      return text === "" || got === undefined;
    case "StringStartsWith":
      return text?.startsWith(string(value)) ?? false;
    case "StringEndsWith":
      return text?.endsWith(string(value)) ?? false;
    case "Equals":
    case "Same":
      if (Array.isArray(got)) return got.length === value;
      return text !== undefined && folded(text) === folded(string(value));
    default:
      return NOT_OURS;
  }
}

async function judgeExpectations(root: string, entry: CorpusCase, note: Note): Promise<void> {
  const file = strings(entry.files)[0];
  if (file === undefined) return;
  const asked = await load(root, file);
  const isRuby = file.startsWith("mail-rubymail");
  for (const expectation of (Array.isArray(entry.expect) ? entry.expect : []).map(record)) {
    const expression = string(expectation.expr);
    if (expectation.op === "predicate") {
      note(
        `${expression} ${string(expectation.value)}`,
        rubyPredicate(string(expectation.value), asked),
        undefined,
      );
      continue;
    }
    const got = isRuby
      ? rubyValue(expression, asked)
      : chatwootValue(expression, asked, nameOf(entry));
    note(expression, got === NOT_OURS ? got : holds(expectation, got), got);
  }
}

function holds(expectation: CorpusCase, got: unknown): boolean {
  const { op, value, neg } = expectation;
  const result =
    op === "eq_list"
      ? strings(got).map(folded).join("\n") === strings(value).map(folded).join("\n")
      : op === "include"
        ? folded(String(got)).includes(folded(string(value)))
        : typeof value === "string"
          ? folded(String(got)) === folded(value)
          : got === value;
  return neg === true ? !result : result;
}

async function load(root: string, file: string): Promise<AskedMail> {
  const bytes = readFileSync(join(root, file));
  const result = await parseMail(streamOf({ bytes }), { now: Date.now() });
  if (!result.ok) throw new Error(`parse ${file}: ${result.because}`);
  const contentOf = async (attachment: MailAttachment) => {
    const chunks: Buffer[] = [];
    for await (const chunk of attachmentStream({ bytes }, attachment.path)) chunks.push(chunk);
    return Buffer.concat(chunks);
  };
  return { mail: result.mail, envelopeLine: readHeaderBlock(bytes).envelopeLine, contentOf };
}

/** Line breaks, outer white space, quotes of a name, and the case of addresses and ids are spelling. */
function folded(text: string): string {
  const plain = text.replace(/\r\n?/g, "\n").replace(/["']/g, "").trim();
  return /^\S+@\S+$/.test(plain) ? plain.toLowerCase() : plain;
}

function shown(value: unknown): unknown {
  return typeof value === "string" || Buffer.isBuffer(value)
    ? value.toString().slice(0, 120)
    : value;
}
