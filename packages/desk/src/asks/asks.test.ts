import { type ConversationId, NO_CONFIRMATION, type QueueId } from "@circuito/domain";
import {
  createLedgerWriter,
  ledgerEntry,
  listActivities,
  listAsks,
  loadConversationViews,
  lockDeskConversation,
  saveConfirmation,
} from "@circuito/store";
import { uuidv7 } from "uuidv7";
import { answerByLink, type Desk, releaseAsks, reopen, reply, resolve } from "../index.ts";
import { createScene, type Person, type Scene } from "../testing/index.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let scene: Scene;
/** Ms since epoch; set forward by tests. */
let now: number;
let desk: Desk;
let ana: Person;
beforeAll(async () => {
  scene = await createScene();
  desk = { ...scene.desk, now: () => now };
  ana = await scene.newAgent({ name: "Ana", queueIds: [scene.solvers, scene.technical] });
});
afterAll(async () => {
  await scene[Symbol.asyncDispose]();
});
beforeEach(async () => {
  now = Date.now();
  await scene.database.pool.query("delete from confirmation_policies");
  await setPolicy({});
});

function setPolicy(
  scope: { readonly queueId?: QueueId; readonly channel?: string },
  enabled = true,
): Promise<string> {
  return saveConfirmation(scene.database.pool, uuidv7(), {
    ...NO_CONFIRMATION,
    ...scope,
    enabled,
    delayMs: MINUTE_MS,
    silenceMs: HOUR_MS,
  });
}

/** Answered by Ana, who then says that it is solved. */
async function solved(
  columns: Parameters<Scene["newConversation"]>[0] = {},
): Promise<ConversationId> {
  const id = await scene.newConversation(columns);
  const text = "Reenviei o boleto.";
  const answer = { conversationId: id, kind: "reply", text, clientId: uuidv7() } as const;
  expect(await reply(desk, ana, { ...answer, andThen: "resolve" })).toMatchObject({ kind: "done" });
  return id;
}

const asksOf = (id: ConversationId) => listAsks(scene.database.pool, id);
const storyOf = async (id: string) =>
  (await listActivities(scene.database.pool, id)).map(({ kind, because }) => `${kind}: ${because}`);
const read = async (id: string) => (await loadConversationViews(scene.database.pool, [id]))[0];
const askOf = async (id: string) =>
  (await scene.database.transaction((tx) => lockDeskConversation(tx, id)))?.ask;

/** Its question's time comes. */
async function later(id: ConversationId, ms: number): Promise<void> {
  now += ms;
  await releaseAsks(
    desk,
    (await asksOf(id)).map((ask) => ask.id),
  );
}

/** Asked, and waiting for an answer. @returns the question's id */
async function asked(id: ConversationId): Promise<string> {
  await later(id, MINUTE_MS);
  const ask = await askOf(id);
  if (!ask) throw new Error("nothing is asked");
  return ask.id;
}

test("solved, its customer is asked a while later, by the house, and only once", async () => {
  const id = await solved();
  await later(id, MINUTE_MS - 1);
  expect(await asksOf(id)).toMatchObject([{ state: "planned" }]);
  const before = await read(id);
  scene.nudged.length = 0;
  await Promise.all([1, 2, 3].map(() => later(id, 1)));
  expect(await asksOf(id)).toMatchObject([{ state: "open", sentAt: expect.any(Number) }]);
  const { rows } = await scene.database.pool.query(
    `select m.agent_id, m.text, m.chat, d.status from messages m join deliveries d on d.message_id = m.id
     where m.conversation_id = $1 and m.ask is not null`,
    [id],
  );
  expect(rows).toEqual([
    {
      agent_id: null,
      text: expect.stringContaining(before?.protocol ?? "-"),
      chat: {
        asks: "solved",
        language: "pt-BR",
        choices: [expect.anything(), expect.anything()],
      },
      status: "queued",
    },
  ]);
  expect(scene.nudged).toEqual([expect.stringMatching(/^deliver /)]);
  expect(await read(id)).toMatchObject({ status: "resolved", waitingSince: null });
  expect(await storyOf(id)).toEqual([
    "claimed: replied",
    "resolved: said-solved",
    "confirmation-asked: solved",
  ]);
});

test("whoever dies before the question is written leaves it to be asked", async () => {
  const id = await solved();
  now += MINUTE_MS;
  const [ask] = await asksOf(id);
  const dying: Desk = {
    ...desk,
    newId: () => {
      throw new Error("died");
    },
  };
  await expect(releaseAsks(dying, [ask?.id ?? ""])).rejects.toThrow("died");
  expect(await asksOf(id)).toMatchObject([{ state: "planned" }]);
  await later(id, 0);
  expect(await asksOf(id)).toMatchObject([{ state: "open" }]);
});

describe("nobody is asked", () => {
  test("where no policy says so, or the nearest one says no", async () => {
    await setPolicy({ queueId: scene.solvers, channel: "sms" }, false);
    expect(await asksOf(await solved())).toEqual([]);
    expect(await asksOf(await solved({ queueId: scene.technical }))).toHaveLength(1);
  });

  test("of what no person answered, and the story says why", async () => {
    const id = await scene.newConversation();
    await resolve(desk, ana, { conversationId: id, epoch: 0 });
    await later(id, MINUTE_MS);
    expect(await asksOf(id)).toMatchObject([{ state: "withheld", because: "no-human-answer" }]);
    expect((await storyOf(id)).at(-1)).toBe("confirmation-not-asked: no-human-answer");
  });

  test.each<[string, string, string]>([
    [
      "who said STOP",
      "insert into opt_outs (address, channel) select address, channel from conversations where id = $1",
      "opted-out",
    ],
    [
      "when free words may not be sent any more",
      `insert into reply_windows (inbox_id, address, ends_at, newest)
       select inbox_id, address, now() - interval '1 hour', 'x' from conversations where id = $1`,
      "outside-window",
    ],
    [
      "who has written anew since",
      `insert into conversations (id, protocol, inbox_id, channel, address, contact_id, status,
         waiting_on, level, priority, epoch, version, last_seq, last_public_seq, arrived_at)
       select gen_random_uuid(), id::text, inbox_id, channel, address, contact_id, 'open', 'agent', 1, 0,
         0, 0, 0, 0, arrived_at + interval '1 minute' from conversations where id = $1`,
      "wrote-anew",
    ],
    [
      "after it was switched off",
      "delete from confirmation_policies where $1 <> ''",
      "confirmation-off",
    ],
  ])("%s", async (_, change, because) => {
    const id = await solved();
    await scene.database.pool.query(change, [id]);
    await later(id, MINUTE_MS);
    expect(await asksOf(id)).toMatchObject([{ state: "withheld", because }]);
    expect(await askOf(id)).toBeUndefined();
  });

  test("of what is open again by then: nothing is told of it, and solved once more it is asked once", async () => {
    const id = await solved();
    await reopen(desk, ana, { conversationId: id });
    await later(id, MINUTE_MS);
    expect(await asksOf(id)).toMatchObject([{ state: "withdrawn", because: "reopened" }]);
    const { epoch = 0 } = (await read(id)) ?? {};
    await resolve(desk, ana, { conversationId: id, epoch });
    await later(id, MINUTE_MS);
    expect((await asksOf(id)).map(({ state }) => state)).toEqual(["withdrawn", "open"]);
  });
});

describe("on the page of its link", () => {
  test("yes leaves it solved, and is recorded once however often it is said", async () => {
    const id = await solved();
    const ask = await asked(id);
    const answers = await Promise.all([1, 2, 3, 4].map(() => answerByLink(desk, ask, "yes")));
    expect(answers.filter(({ kind }) => kind === "recorded")).toHaveLength(1);
    expect(answers.filter(({ kind }) => kind === "over")).toHaveLength(3);
    expect(await asksOf(id)).toMatchObject([
      { state: "answered", answer: "yes", answeredBy: "link" },
    ]);
    expect(await read(id)).toMatchObject({ status: "resolved" });
    expect((await storyOf(id)).filter((line) => line.startsWith("confirmation-"))).toEqual([
      "confirmation-asked: solved",
      "confirmation-answered: said-solved-by-customer",
    ]);
  });

  test("no opens it for whoever had it, more pressing, and calls the queue", async () => {
    const id = await solved();
    const ask = await asked(id);
    scene.nudged.length = 0;
    expect(await answerByLink(desk, ask, "no")).toEqual({ kind: "recorded", value: "no" });
    expect(await answerByLink(desk, ask, "yes")).toEqual({
      kind: "over",
      state: "answered",
      value: "no",
    });
    const after = await scene.database.transaction((tx) => lockDeskConversation(tx, id));
    expect(after).toMatchObject({
      status: "open",
      waitingOn: "agent",
      assigneeId: undefined,
      stickyAgentId: ana.id,
      priority: 3,
      ask: undefined,
    });
    expect(scene.nudged).toContain(`assign ${scene.solvers}`);
    expect((await storyOf(id)).slice(-2)).toEqual([
      "confirmation-answered: said-not-solved",
      "reopened: said-not-solved",
    ]);
  });

  test("yes and no at one instant are one answer", async () => {
    const id = await solved();
    const ask = await asked(id);
    const both = await Promise.all([answerByLink(desk, ask, "yes"), answerByLink(desk, ask, "no")]);
    const [first] = both.filter(({ kind }) => kind === "recorded");
    expect(both.map(({ kind }) => kind).sort()).toEqual(["over", "recorded"]);
    const isOpen = first?.kind === "recorded" && first.value === "no";
    expect(await read(id)).toMatchObject({ status: isOpen ? "open" : "resolved" });
  });

  test("what an agent opened again meanwhile is not answered any more", async () => {
    const id = await solved();
    const ask = await asked(id);
    await reopen(desk, ana, { conversationId: id });
    expect(await answerByLink(desk, ask, "no")).toEqual({ kind: "over", state: "withdrawn" });
    expect(await askOf(id)).toBeUndefined();
  });

  test("neither what was never asked, nor what is still to be asked, can be answered", async () => {
    const id = await solved();
    const [planned] = await asksOf(id);
    expect(await answerByLink(desk, planned?.id ?? "", "yes")).toEqual({ kind: "unknown" });
    expect(await answerByLink(desk, uuidv7(), "yes")).toEqual({ kind: "unknown" });
  });
});

describe("silence", () => {
  test("ends the question at its time, and the conversation stays solved", async () => {
    const id = await solved();
    const ask = await asked(id);
    await later(id, HOUR_MS - 1);
    expect(await askOf(id)).toBeDefined();
    now += 1;
    // The page knows it before the machine has looked.
    expect(await answerByLink(desk, ask, "no")).toEqual({ kind: "over", state: "lapsed" });
    await Promise.all([later(id, 0), later(id, 0)]);
    expect(await asksOf(id)).toMatchObject([{ state: "lapsed" }]);
    expect(await askOf(id)).toBeUndefined();
    expect((await storyOf(id)).filter((line) => line.startsWith("confirmation-lapsed"))).toEqual([
      "confirmation-lapsed: no-answer-in-time",
    ]);
  });

  test("does not end it while something of the customer's is not routed yet", async () => {
    const id = await solved();
    await asked(id);
    const pool = scene.database.pool;
    const from = (await read(id))?.contact.address;
    if (!from) throw new Error("nobody");
    // Accepted, and no router has looked at it.
    await createLedgerWriter(scene.database).append([
      ledgerEntry(scene.inboxId, {
        kind: "message",
        externalId: "late",
        idMadeBy: "sender",
        from,
        text: "1",
        media: [],
        raw: Buffer.from("{}"),
      }),
    ]);
    await later(id, HOUR_MS);
    expect(await asksOf(id)).toMatchObject([{ state: "open" }]);
    await pool.query("update ledger set state = 'routed'");
    await later(id, 0);
    expect(await asksOf(id)).toMatchObject([{ state: "lapsed" }]);
  });
});
