import { join } from "node:path";
import { type ReplySplit, splitReply, visibleText } from "@circuito/domain";
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
  textOf,
} from "../../../testing/corpus/corpus-folder.ts";
import { splitHtmlReply } from "../../html/split-html-reply.ts";
import { parseMail } from "../../parse/parse-mail.ts";
import { streamOf } from "../../parse/parse-task.ts";

interface Shown {
  readonly visible: string;
  readonly signature: string;
  readonly isWhole: boolean;
}

type Outcome = "exact" | "leak" | "loss" | "differs";

/** Replies: what shows of a mail, compared without white space (a trailing signature is equal). */
export async function scoreReplies(root: string, folder: string): Promise<FolderScore> {
  const count = { exact: 0, strict: 0, leak: 0, loss: 0, differs: 0 };
  let judged = 0;
  let slowestMs = 0;
  const failures: CaseFailure[] = [];
  for (const entry of readCases(root, folder)) {
    const expect = record(entry.expect);
    const startedAt = performance.now();
    const shown = await show(root, entry);
    const elapsedMs = performance.now() - startedAt;
    slowestMs = Math.max(slowestMs, elapsedMs);
    const { outcome, strict } = judge(expect, shown, elapsedMs);
    if (outcome === undefined) continue;
    judged += 1;
    count[outcome] += 1;
    if (strict) count.strict += 1;
    if (outcome !== "exact") {
      failures.push({
        case: nameOf(entry),
        because: `${outcome}: ${JSON.stringify(shown.visible.slice(0, 160))}`,
      });
    }
  }
  const cases = readCases(root, folder).length;
  return {
    folder,
    cases,
    figures: {
      exact: share(count.exact, judged),
      "exact with signature as given": share(count.strict, judged),
      leak: share(count.leak, judged),
      loss: share(count.loss, judged),
      "slowest ms": slowestMs.toFixed(1),
    },
    failures,
  };
}

async function show(root: string, entry: CorpusCase): Promise<Shown> {
  switch (entry.kind) {
    case "eml": {
      const path = join(root, string(entry.file));
      const result = await parseMail(streamOf({ path }), { now: Date.now() });
      if (!result.ok) throw new Error(`parse ${path}: ${result.because}`);
      const { text, html } = result.mail;
      return text === undefined ? ofHtml(html ?? "") : ofText(text);
    }
    case "html":
      return ofHtml(textOf(root, entry));
    default:
      return ofText(textOf(root, entry).replace(/\r\n?/g, "\n"));
  }
}

function ofText(text: string): Shown {
  const split = splitReply(text);
  return {
    visible: visibleText(text, split),
    signature: signatureOf(text, split),
    isWhole: split.shows !== "split",
  };
}

function ofHtml(html: string): Shown {
  const { text, split } = splitHtmlReply(html);
  return {
    visible: visibleText(text, split),
    signature: signatureOf(text, split),
    isWhole: split.shows !== "split",
  };
}

function signatureOf(text: string, split: ReplySplit): string {
  const parts = split.parts.filter((part) => part.kind === "signature");
  return parts.map((part) => text.slice(part.start, part.end)).join("");
}

function judge(
  expect: CorpusCase,
  shown: Shown,
  elapsedMs: number,
): { outcome: Outcome | undefined; strict: boolean } {
  const got = fold(shown.visible);
  const withSignature = fold(`${shown.visible}\n${shown.signature}`);
  const decide = (outcome: Outcome, strict = outcome === "exact") => ({ outcome, strict });
  if (typeof expect.max_ms === "number") {
    return decide(elapsedMs <= expect.max_ms ? "exact" : "differs");
  }
  if (typeof expect.signature === "string") {
    const wanted = fold(expect.signature.replace(/#sig#/g, ""));
    return decide(fold(shown.signature) === wanted ? "exact" : "differs");
  }
  if (typeof expect.equal === "string") return compare(fold(expect.equal), got, withSignature);
  const html = expect.equal_html_nows ?? expect.equal_nows;
  if (typeof html === "string") {
    const wanted = expect.equal_nows === undefined ? bare(html) : html.replace(/\s+/g, "");
    return compare(wanted, got.replace(/ /g, ""), withSignature.replace(/ /g, ""));
  }
  if (typeof expect.first === "string") {
    const wanted = fold(expect.first);
    return decide(
      got.startsWith(wanted) || withSignature.startsWith(wanted) ? "exact" : "loss",
      got.startsWith(wanted),
    );
  }
  const contains = strings(expect.contains);
  const missing = contains.some((words) => !has(withSignature, fold(words)));
  const leaked = strings(expect.not_contains).some((words) => got.includes(fold(words)));
  if (contains.length > 0 || expect.not_contains !== undefined) {
    return decide(missing ? "loss" : leaked ? "leak" : "exact");
  }
  // Other parsers count fragments; ours agrees where there is nothing to separate.
  if (expect.fragments === 1)
    return decide(shown.isWhole || shown.signature !== "" ? "exact" : "loss");
  return { outcome: undefined, strict: false };
}

function compare(wanted: string, got: string, withSignature: string) {
  const strict = got === wanted;
  if (strict || withSignature === wanted) return { outcome: "exact" as const, strict };
  // The sources disagree whether a closing belongs to the words: either is equal.
  const [long, short] = got.length > wanted.length ? [got, wanted] : [wanted, got];
  const rest = long.startsWith(short) ? long.slice(short.length).trim() : undefined;
  if (short !== "" && rest !== undefined && isClosing(rest))
    return { outcome: "exact" as const, strict };
  if (got.includes(wanted)) return { outcome: "leak" as const, strict };
  return { outcome: wanted.includes(got) ? ("loss" as const) : ("differs" as const), strict };
}

/** A few sources keep a regular expression where words should be. */
function has(text: string, words: string): boolean {
  return text.includes(words) || (words.includes("[^") && new RegExp(words).test(text));
}

const CLOSING =
  /^(--|—|_{2,}|-\w|regards|best|kind|thanks|cheers|atenciosamente|att|abraço|obrigad|saludos|gracias|cordialement|merci|mit freundlichen|gruß|viele grüße|cordiali|grazie|sent from|sent using|enviado|envoyé|gesendet|inviato)/i;

function isClosing(rest: string): boolean {
  return rest.length <= 300 && CLOSING.test(rest);
}

function fold(text: string): string {
  return text.replace(/[\s\u00a0]+/g, " ").trim();
}

/** HTML as its words: the comparison is about what shows, not about tags around it. */
function bare(html: string): string {
  return html
    .replace(/<[^>]*>/g, "")
    .replace(/&#160;|&nbsp;/g, "")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&")
    .replace(/\s+/g, "");
}
