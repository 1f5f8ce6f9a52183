import type { MessageElement } from "@circuito/domain";
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
import { readMessage } from "../../web/normalize/read-message.ts";

/** Parts of a case that are messages; the others are contacts, groups and what happened in groups. */
const isMessage = (name: string): boolean => /^(room|contact)Message/.test(name);
/** What happened in a group, as the page tells it: nobody wrote it. */
const isUpdate = (name: string): boolean => /^roomUpdate/.test(name);
const GROUP = /'(\d+)@g\.us'/;

/** Messages as a paired phone's page tells them, and what the library's users assert of them. */
export async function scorePages(root: string, folder: string): Promise<FolderScore> {
  const cases = readCases(root, folder);
  const count = { messages: 0, kept: 0, asserted: 0, held: 0, updates: 0, ignored: 0 };
  const failures: CaseFailure[] = [];
  for (const entry of cases) {
    for (const [name, raw] of Object.entries(record(entry.payload))) {
      if (isMessage(name)) {
        count.messages += 1;
        const message = read(record(raw));
        if (!message) {
          failures.push({ case: nameOf(entry), because: "became no message" });
          continue;
        }
        count.kept += 1;
        for (const assertion of strings(entry.asserts)) {
          const holds = isHeld(assertion, message, record(raw));
          count.asserted += 1;
          if (holds) count.held += 1;
          else failures.push({ case: nameOf(entry), because: `${assertion}: ${shown(message)}` });
        }
      } else if (isUpdate(name)) {
        count.updates += 1;
        const reading = readMessage({ ...record(raw), type: "gp2" }, context(record(raw)));
        if (reading.kind === "ignored") count.ignored += 1;
        else failures.push({ case: nameOf(entry), because: "a group's news became a message" });
      }
    }
  }
  return {
    folder,
    cases: cases.length,
    figures: {
      "messages kept": share(count.kept, count.messages),
      "assertions held": share(count.held, count.asserted),
      "news of groups counted and ignored": share(count.ignored, count.updates),
    },
    failures,
  };
}

function read(raw: CorpusCase): MessageElement | undefined {
  // The source names the type by a constant of the library.
  const type = string(record(raw.type).$src) === "MessageTypes.TEXT" ? "chat" : raw.type;
  const reading = readMessage({ ...raw, type }, context(raw));
  return reading.kind === "element" && reading.element.kind === "message"
    ? reading.element
    : undefined;
}

/** Whose account it is: of ours the sender, of others the receiver. */
function context(raw: CorpusCase) {
  const own = string(record(raw.id).fromMe === true ? raw.from : raw.to);
  return {
    account: { wid: own },
    names: { phoneOf: () => undefined, lidOf: () => undefined },
    groups: true,
    late: false,
  };
}

/** Their words for it: room, talker, listener and text. */
function isHeld(assertion: string, message: MessageElement, raw: CorpusCase): boolean {
  const wanted = /=== ('[^']*'|undefined)/.exec(assertion)?.[1] ?? "";
  const value = wanted.replaceAll("'", "");
  const tel = `tel:+${value.split("@")[0]}`;
  const own = context(raw).account.wid;
  const group = message.from.startsWith("wa-group:") ? message.from : undefined;
  if (assertion.includes(".roomId")) {
    return wanted === "undefined" ? !group : group === `wa-group:${GROUP.exec(wanted)?.[1]}`;
  }
  if (assertion.includes(".text")) return message.text === value;
  if (assertion.includes(".talkerId")) {
    if (message.writtenBy === "us") return own === value;
    return (message.chat?.speaker?.address ?? message.from) === tel;
  }
  if (assertion.includes(".listenerId")) {
    if (wanted === "undefined") return group !== undefined;
    return message.writtenBy === "us" ? message.from === tel : own === value;
  }
  return false;
}

function shown({ from, text, writtenBy, chat }: MessageElement): string {
  return JSON.stringify({ from, text, writtenBy, speaker: chat?.speaker });
}
