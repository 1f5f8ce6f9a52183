import {
  type AnswerableMail,
  asId,
  type ConversationId,
  type MailClass,
  type MailContent,
  type MessageId,
} from "@circuito/domain";
import { type Queryable, saveAutoAnswers } from "@circuito/store";
import { planAutoAnswers } from "./plan-auto-answers.ts";
import { createRouterWorld, type RouterWorld } from "./testing/router-world.ts";

let world: RouterWorld;
beforeEach(async () => {
  world = await createRouterWorld();
  await world.database.pool.query(
    `update inboxes set channel = 'email', settings = '{"address":"help@example.org","displayName":"Loja"}',
       auto_answers = '{"acknowledgement":{"pt-BR":"Recebemos o seu e-mail ({protocol})."}}'`,
  );
});
afterEach(() => world[Symbol.asyncDispose]());

function content(from: string, mailClass: MailClass = "human"): MailContent {
  return {
    subject: "Onde está?",
    from: [{ name: "", address: from }],
    sender: undefined,
    replyTo: [],
    to: [{ name: "", address: "help@example.org" }],
    cc: [],
    messageId: "1@mail.example.com",
    inReplyTo: [],
    references: ["0@mail.example.com"],
    origin: "received",
    classification: { class: mailClass, evidence: [], noAnswer: mailClass !== "human" },
    keys: [],
    forged: [],
    isAuthenticated: true,
    enclosesMail: false,
    hasQuote: false,
    bounce: undefined,
    fullText: undefined,
    html: undefined,
    remarks: [],
    textSha256: "0",
  };
}

/** A mail as the router has just put it into a conversation: a new one, or one it joins. */
async function routed(
  from: string,
  { joins, mailClass }: { joins?: ConversationId; mailClass?: MailClass } = {},
): Promise<AnswerableMail> {
  const conversationId = joins ?? asId<ConversationId>(world.newId());
  const { pool } = world.database;
  const protocol = `p-${conversationId.slice(-12)}`;
  if (!joins) {
    const contact = world.newId();
    await pool.query("insert into contacts (id) values ($1)", [contact]);
    await pool.query(
      `insert into conversations (id, protocol, inbox_id, channel, address, contact_id, status,
         waiting_on, level, priority, epoch, version, last_seq, last_public_seq, arrived_at, waiting_since)
       values ($1, $2, $3, 'email', $4, $5, 'open', 'agent', 1, 0, 0, 1, 0, 0, now(), now())`,
      [conversationId, protocol, world.inboxId, `mailto:${from.toLowerCase()}`, contact],
    );
  }
  const { rows } = await pool.query<{ seq: number }>(
    `update conversations set last_seq = last_seq + 1, last_public_seq = last_public_seq + 1
     where id = $1 returning last_seq as seq`,
    [conversationId],
  );
  const seq = rows[0]?.seq ?? 0;
  const mail = content(from, mailClass);
  await pool.query(
    `with said as (insert into messages (id, conversation_id, seq, previous_public_seq, direction, text)
       values ($1, $2, $3, $3 - 1, 'inbound', 'x'))
     insert into message_mails (message_id, subject, people, class) values ($1, 'x', '{}', $4)`,
    [world.newId(), conversationId, seq, mail.classification.class],
  );
  return { conversationId, inboxId: world.inboxId, protocol, seq, mail, locale: undefined };
}

async function answerIn(
  tx: Queryable,
  mails: readonly AnswerableMail[],
  now: number,
): Promise<readonly MessageId[]> {
  const answers = await planAutoAnswers(tx, mails, { newId: world.newId, now });
  await saveAutoAnswers(tx, answers, now);
  return answers.map(({ id }) => id);
}

const answer = (
  mails: readonly AnswerableMail[],
  now = Date.now(),
): Promise<readonly MessageId[]> =>
  world.database.transaction(({ client }) => answerIn(client, mails, now));

test("the acknowledgement of a first mail is stored, queued, told and counted", async () => {
  const mail = await routed("Ana@example.com");
  const [id] = await answer([mail]);
  const { rows } = await world.database.pool.query(
    `select m.seq, m.previous_public_seq as previous, m.direction, m.agent_id as agent, m.text,
       mm.subject, mm.people, mm.in_reply_to as answers, mm."references" as refs, mm.automatic, mm.class,
       d.status, c.last_seq, c.last_public_seq, c.waiting_on, c.waiting_since is not null as waits
     from messages m join message_mails mm on mm.message_id = m.id
     join deliveries d on d.message_id = m.id join conversations c on c.id = m.conversation_id
     where m.id = $1`,
    [id],
  );
  expect(rows).toEqual([
    {
      seq: 2,
      previous: 1,
      direction: "outbound",
      agent: null,
      text: `Recebemos o seu e-mail (${mail.protocol}).`,
      subject: "Re: Onde está?",
      people: {
        from: [{ name: "Loja", address: "help@example.org" }],
        replyTo: [],
        to: [{ name: "", address: "Ana@example.com" }],
        cc: [],
      },
      answers: "1@mail.example.com",
      refs: ["0@mail.example.com", "1@mail.example.com"],
      automatic: "auto-replied",
      class: "auto-reply",
      status: "queued",
      last_seq: 2,
      last_public_seq: 2,
      // Nobody has answered yet: the customer waits as before.
      waiting_on: "agent",
      waits: true,
    },
  ]);
  const counted = await world.database.pool.query(
    "select address, ours, text_sha256 from mail_senders",
  );
  expect(counted.rows).toEqual([
    {
      address: "ana@example.com",
      ours: "acknowledgement",
      text_sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    },
  ]);
  const notices = await world.database.pool.query("select type from outbox where subject_id = $1", [
    id,
  ]);
  expect(notices.rows).toEqual([{ type: "message.created" }]);
});

test("an inbox that says nothing by itself answers nothing, and machines get nothing", async () => {
  const mails = [
    await routed("bot@example.com", { mailClass: "auto-reply" }),
    await routed("news@example.com", { mailClass: "bulk" }),
    await routed("no-reply@example.com"),
    await routed("help+c.1.2@example.org"),
  ];
  expect(await answer(mails)).toEqual([]);
  await world.database.pool.query("update inboxes set auto_answers = null");
  expect(await answer([await routed("ana@example.com")])).toEqual([]);
});

test("many mails of one sender in one batch, or in many, get one answer a day", async () => {
  const batch = [];
  for (let i = 0; i < 5; i += 1) batch.push(await routed("ana@example.com"));
  batch.push(await routed("bia@example.com"));
  expect(await answer(batch)).toHaveLength(2);
  expect(await answer([await routed("ANA@example.com")])).toEqual([]);
  const tomorrow = Date.now() + 25 * 60 * 60_000;
  expect(await answer([await routed("ana@example.com")], tomorrow)).toHaveLength(1);
});

test("a batch that is rolled back has answered nobody", async () => {
  const mail = await routed("ana@example.com");
  await expect(
    world.database.transaction(async ({ client }) => {
      await answerIn(client, [mail], Date.now());
      throw new Error("no");
    }),
  ).rejects.toThrow("no");
  expect(await answer([mail])).toHaveLength(1);
});

test.each([true, false])(
  "two auto-responders face to face exchange two messages and fall silent (theirs threads: %s)",
  async (threads) => {
    // Theirs has no header that tells, and answers whatever it gets: ours is what must stop.
    const first = await routed("robot@example.com");
    let ours = await answer([first]);
    let exchanged = ours.length;
    for (let turn = 0; turn < 5 && ours.length > 0; turn += 1) {
      exchanged += 1;
      const theirs = await routed(
        "robot@example.com",
        threads ? { joins: first.conversationId } : {},
      );
      ours = await answer([theirs]);
      exchanged += ours.length;
    }
    expect(exchanged).toBe(2);
  },
);

test("what a rule says goes out in place of what the inbox would, and never to machines", async () => {
  const ruleTexts = { pt: "O financeiro responde hoje ({protocol}).", en: "Today." };
  const asked = { ...(await routed("ana@example.com")), ruleTexts };
  const machine = {
    ...(await routed("robo@example.com", { mailClass: "auto-notice" })),
    ruleTexts,
  };
  const foreign = { ...(await routed("bob@example.com")), ruleTexts, locale: "en" };
  const ids = await answer([asked, machine, foreign]);
  const { rows } = await world.database.pool.query(
    "select text from messages where id = any($1::uuid[]) order by text",
    [ids],
  );
  expect(rows).toEqual([
    { text: `O financeiro responde hoje (${asked.protocol}).` },
    { text: "Today." },
  ]);
});

test("an inbox that says nothing by itself lets its rules speak", async () => {
  await world.database.pool.query("update inboxes set auto_answers = null");
  const asked = { ...(await routed("ana@example.com")), ruleTexts: { pt: "Já vamos." } };
  expect(await answer([asked, await routed("bia@example.com")])).toHaveLength(1);
});
