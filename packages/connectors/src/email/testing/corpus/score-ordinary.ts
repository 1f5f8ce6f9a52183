import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readBounce } from "@circuito/domain";
import { type FolderScore, readCases, textOf } from "../../../testing/corpus/corpus-folder.ts";
import { htmlLines } from "../../html/html-lines.ts";
import { parseMail } from "../../parse/parse-mail.ts";
import { streamOf } from "../../parse/parse-task.ts";

/** Ordinary mails and replies: how many the bounce reader takes for bounces. Reports are named so. */
export async function scoreOrdinary(
  root: string,
  folders: readonly string[],
): Promise<FolderScore> {
  const failures: { case: string; because: string }[] = [];
  let cases = 0;
  const judge = async (name: string, bytes: Uint8Array) => {
    cases += 1;
    const result = await parseMail(streamOf({ bytes }), { now: Date.now() });
    if (!result.ok) return;
    const { mail } = result;
    const isReport = mail.parts[0]?.type === "multipart/report";
    const text = mail.text ?? htmlLines(mail.html ?? "").text;
    if (!isReport && readBounce({ ...mail, text }))
      failures.push({ case: name, because: "called a bounce" });
  };
  for (const folder of folders) {
    for (const path of mailFiles(join(root, folder))) await judge(path, readFileSync(path));
    if (!folder.startsWith("reply-")) continue;
    for (const entry of readCases(root, folder)) {
      const head = "From: Ana <ana@example.com>\nSubject: Re: pedido\n\n";
      await judge(
        `${folder} ${String(entry.id)}`,
        new TextEncoder().encode(head + textOf(root, entry)),
      );
    }
  }
  return {
    folder: "ordinary mail",
    cases,
    figures: { "called a bounce": String(failures.length) },
    failures,
  };
}

function* mailFiles(directory: string): Generator<string> {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) yield* mailFiles(path);
    else if (entry.name.endsWith(".eml")) yield path;
  }
}
