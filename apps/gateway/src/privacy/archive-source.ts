import type { ConversationId } from "@circuito/domain";
import {
  type Database,
  findConversationsOfOthers,
  type MediaStore,
  type Person,
  type PersonsConversation,
  type PersonsMessage,
  pageConversations,
  pageFiles,
  pageMessages,
} from "@circuito/store";
import type { PublicLocale } from "../public/public-locale.ts";

/** Whose archive is made, from where, and how. */
export interface ArchiveOf {
  readonly database: Database;
  readonly media: MediaStore;
  readonly person: Person;
  readonly withNotes: boolean;
  readonly language: PublicLocale;
  readonly madeAt: Date;
}

/** A conversation whose messages are in the archive. */
export interface Place {
  readonly id: ConversationId;
  readonly protocol: string;
  /** Of somebody else: only what the person wrote in it. */
  readonly ownOnly: boolean;
}

/* Each part of an archive reads these anew, page by page: it may be longer than memory. */

export async function* conversationsOf({
  database,
  person,
}: ArchiveOf): AsyncGenerator<PersonsConversation> {
  for (let after: ConversationId | undefined; ; ) {
    const page = await pageConversations(database.pool, person, after);
    yield* page;
    after = page.at(-1)?.id;
    if (after === undefined) return;
  }
}

export async function placesOfOthers({ database, person }: ArchiveOf): Promise<readonly Place[]> {
  const found = await findConversationsOfOthers(database.pool, person);
  return found.map((place) => ({ ...place, ownOnly: true }));
}

export async function* messagesIn(of: ArchiveOf, place: Place): AsyncGenerator<PersonsMessage> {
  yield* inPages((after) => pageMessages(of.database.pool, of.person, pageOf(of, place, after)));
}

export async function* messagesWithFilesIn(of: ArchiveOf, place: Place) {
  yield* inPages((after) => pageFiles(of.database.pool, of.person, pageOf(of, place, after)));
}

const pageOf = ({ withNotes }: ArchiveOf, { id, ownOnly }: Place, after: number) => ({
  ...{ conversationId: id, after, withNotes, ownOnly },
});

async function* inPages<Row extends { readonly seq: number }>(
  read: (after: number) => Promise<readonly Row[]>,
): AsyncGenerator<Row> {
  for (let after = 0; ; ) {
    const page = await read(after);
    yield* page;
    const last = page.at(-1);
    if (!last) return;
    after = last.seq;
  }
}
