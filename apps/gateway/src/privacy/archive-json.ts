import { findCompanyName, type PersonsConversation, readProfile } from "@circuito/store";
import {
  ARCHIVE_VERSION,
  type ArchivedConversation,
  type PersonArchive,
} from "./archive-schema.ts";
import {
  type ArchiveOf,
  conversationsOf,
  messagesIn,
  type Place,
  placesOfOthers,
} from "./archive-source.ts";
import { archivedMessage } from "./archived-message.ts";
import { leftOutOf } from "./left-out.ts";

/** `data.json`, written as it is read. */
export async function* archiveJson(of: ArchiveOf): AsyncGenerator<string> {
  const { database, person, madeAt } = of;
  const head: Omit<PersonArchive, "conversations" | "writtenToOthers" | "leftOut"> = {
    version: ARCHIVE_VERSION,
    madeAt: madeAt.toISOString(),
    company: (await findCompanyName(database.pool)) ?? null,
    ...(await readProfile(database.pool, person)),
  };
  yield `${JSON.stringify(head).slice(0, -1)},\n"conversations":[`;
  let comma = "";
  for await (const conversation of conversationsOf(of)) {
    yield `${comma}\n${opened(headOf(conversation, of.withNotes))}"messages":[`;
    yield* messagesJson(of, { ...conversation, ownOnly: false });
    yield "]}";
    comma = ",";
  }
  yield '],\n"writtenToOthers":[';
  comma = "";
  for (const place of await placesOfOthers(of)) {
    yield `${comma}\n${opened({ protocol: place.protocol })}"messages":[`;
    yield* messagesJson(of, place);
    yield "]}";
    comma = ",";
  }
  yield `],\n"leftOut":${JSON.stringify(leftOutOf(of))}}\n`;
}

async function* messagesJson(of: ArchiveOf, place: Place): AsyncGenerator<string> {
  let comma = "";
  for await (const message of messagesIn(of, place)) {
    yield `${comma}\n${JSON.stringify(archivedMessage(message, place))}`;
    comma = ",";
  }
}

function headOf(
  conversation: PersonsConversation,
  withNotes: boolean,
): Omit<ArchivedConversation, "messages"> {
  const { internal, ...rest } = conversation;
  return { ...rest, internal: withNotes ? internal : [] };
}

/** An object to which more is written. */
const opened = (value: object): string => `${JSON.stringify(value).slice(0, -1)},`;
