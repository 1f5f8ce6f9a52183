import { decideNewsMail, type NewsBulletin, type NewsKind } from "@circuito/domain";
import {
  addBulletins,
  type Database,
  lockUntoldNews,
  type NewBulletin,
  noteNewsMailed,
  type UntoldNews,
} from "@circuito/store";

/** A letter is to call somebody, not to be worked through. */
const LINKS_MAX = 10;

/**
 * Makes a letter for everybody who is not connected and has something new that they asked to be told of: one
 * transaction, so that no crash loses or doubles one.
 * @returns ids of bulletins, to be sent
 */
export async function sendNewsMails({
  database,
  newId,
  now,
}: {
  readonly database: Database;
  readonly newId: () => string;
  readonly now: () => number;
}): Promise<readonly string[]> {
  return database.transaction(async ({ client }) => {
    const at = now();
    const due = (await lockUntoldNews(client)).filter(({ seenAt, mailedAt, news }) => {
      const decided = decideNewsMail({ seenAt, mailedAt, oldestAt: news[0]?.at, now: at });
      return decided.kind === "due";
    });
    if (due.length === 0) return [];
    await noteNewsMailed(
      client,
      due.map(({ agentId }) => agentId),
      at,
    );
    const letters = due.map(
      (told): NewBulletin => ({
        ...{ id: newId(), sourceId: told.agentId, eventKey: String(at) },
        target: { kind: "mail", address: told.email },
        content: newsBulletin(told),
      }),
    );
    return addBulletins(client, letters, at);
  });
}

function newsBulletin({ language, news }: UntoldNews): NewsBulletin {
  const counts: Partial<Record<NewsKind, number>> = {};
  for (const { kind } of news) counts[kind] = (counts[kind] ?? 0) + 1;
  const named = new Map(news.map(({ conversationId, protocol }) => [conversationId, protocol]));
  return {
    kind: "news",
    language,
    counts,
    conversations: [...named].slice(0, LINKS_MAX).map(([id, protocol]) => ({ id, protocol })),
  };
}
