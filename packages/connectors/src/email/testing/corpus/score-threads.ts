import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  headersOf,
  joinTreesBySubject,
  messageIdsOf,
  stripSubject,
  type TreeMail,
  type TreeNode,
  treesByReferences,
  treesBySubject,
} from "@circuito/domain";
import {
  type CaseFailure,
  type CorpusCase,
  type FolderScore,
  nameOf,
  readCases,
  record,
  share,
  string,
} from "../../../testing/corpus/corpus-folder.ts";
import { decodeWords } from "../../parse/decode-words.ts";
import { readHeaderBlock } from "../../parse/header-block.ts";
import { readMailDate } from "../../parse/mail-date.ts";

/** Threads of a mailbox as an IMAP server numbers them, and subjects without their prefixes. */
export async function scoreThreads(root: string, folder: string): Promise<FolderScore> {
  const cases = readCases(root, folder);
  const failures: CaseFailure[] = [];
  let held = 0;
  let judged = 0;
  for (const entry of cases) {
    const wrong =
      typeof entry.original_subject === "string" ? wrongSubject(entry) : wrongTrees(root, entry);
    judged += wrong.judged;
    held += wrong.judged - wrong.failures.length;
    failures.push(...wrong.failures.map((because) => ({ case: nameOf(entry), because })));
  }
  return { folder, cases: cases.length, figures: { threads: share(held, judged) }, failures };
}

interface Judgement {
  readonly judged: number;
  readonly failures: readonly string[];
}

function wrongSubject(entry: CorpusCase): Judgement {
  const got = stripSubject(string(entry.original_subject));
  const wanted = string(entry.stripped_subject);
  return { judged: 1, failures: got === wanted ? [] : [`wants ${wanted}, got ${got}`] };
}

/** Plays the steps of an IMAP test: mails come and go, and are numbered by their place. */
function wrongTrees(root: string, entry: CorpusCase): Judgement {
  const mails = readMailbox(readFileSync(join(root, string(entry.file)), "latin1"));
  let next = entry.preload === true ? mails.length : 0;
  let present = mails.slice(0, next);
  let deleted = new Set<TreeMail>();
  let judged = 0;
  const failures: string[] = [];
  for (const step of (Array.isArray(entry.steps) ? entry.steps : []).map(record)) {
    if (step.do === "append") {
      present = [...present, ...mails.slice(next, next + 1)];
      next += 1;
    } else if (step.do === "store") {
      const numbers = string(step.args).split(" ")[0]?.split(",").map(Number) ?? [];
      deleted = new Set(numbers.flatMap((number) => present[number - 1] ?? []));
    } else if (step.do === "expunge") {
      present = present.filter((mail) => !deleted.has(mail));
      deleted = new Set();
    } else if (step.do === "thread") {
      const numbered = present.map((mail, i) => ({ ...mail, key: i + 1 }));
      const bySubject = string(step.args).startsWith("orderedsubject");
      const trees = bySubject
        ? treesBySubject(numbered)
        : joinTreesBySubject(treesByReferences(numbered));
      const got = trees.map((tree) => `(${spelled(tree)})`).join("");
      judged += 1;
      if (got !== step.raw) failures.push(`wants ${string(step.raw)}, got ${got}`);
    }
  }
  return { judged, failures };
}

/** RFC 5256 §4: a chain in one list, branches in lists of their own. */
function spelled(node: TreeNode): string {
  const words: string[] = [];
  let at: TreeNode | undefined = node;
  while (at) {
    if (at.mail) words.push(String(at.mail.key));
    const [first, ...others]: readonly TreeNode[] = at.children;
    if (!first) break;
    if (others.length > 0 || !at.mail) {
      words.push(at.children.map((child) => `(${spelled(child)})`).join(""));
      break;
    }
    at = first;
  }
  return words.join(" ");
}

/** An mbox: each mail behind its `From ` line, which carries when it came. */
function readMailbox(text: string): readonly TreeMail[] {
  return text
    .replace(/\r\n/g, "\n")
    .split(/^(?=From )/m)
    .filter((part) => part.trim() !== "")
    .map((part, i) => {
      const { headers, envelopeLine } = readHeaderBlock(
        new TextEncoder().encode(part.split("\n\n", 1)[0] ?? ""),
      );
      const ids = (name: string) => headersOf(headers, name).flatMap(messageIdsOf);
      const references = ids("references");
      const cameAt = Date.parse(`${(envelopeLine ?? "").split(/\s+/).slice(1).join(" ")}`);
      const date = readMailDate(headersOf(headers, "date")[0], Number.MAX_SAFE_INTEGER);
      return {
        key: i + 1,
        messageId: ids("message-id")[0],
        references: references.length > 0 ? references : ids("in-reply-to").slice(0, 1),
        subject: decodeWords(headersOf(headers, "subject")[0] ?? ""),
        at: date.at ?? (Number.isNaN(cameAt) ? 0 : cameAt),
      };
    });
}
