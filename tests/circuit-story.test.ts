import {
  addDays,
  dateOf,
  priorityOf,
  STAGES,
  SURVEY_SCALES,
} from "../packages/domain/src/index.ts";
import { API_ROUTES, type AskView, type MeasuredView } from "../packages/protocol/src/index.ts";
import { chatCustomer } from "./circuit-story/chat-customer.ts";
import { type CircuitStage, SURVEYS, startCircuitStage } from "./circuit-story/circuit-stage.ts";
import { ASKED, type Customer, RATED, REOPENED, THANKS, WHY } from "./circuit-story/customer.ts";
import { eventually } from "./circuit-story/eventually.ts";
import { formCustomer } from "./circuit-story/form-customer.ts";
import { mailCustomer } from "./circuit-story/mail-customer.ts";
import { smsCustomer } from "./circuit-story/sms-customer.ts";
import {
  asksOf,
  FIRST_REPLY,
  type FirstAnswer,
  SOLVED,
  SOLVED_AGAIN,
  type Walked,
  walkCircuit,
} from "./circuit-story/walk.ts";
import { whatsappCustomer } from "./circuit-story/whatsapp-customer.ts";

/**
 * The whole circuit on the built gateway, on every channel, once with "yes" and once with "no": request,
 * understanding, first attempt, specialisation, confirmation, survey, knowledge. Twelve customers at once.
 */

const CUSTOMERS: Readonly<
  Record<keyof typeof SURVEYS, (first: FirstAnswer) => Customer | Promise<Customer>>
> = {
  email: () => mailCustomer(stage),
  whatsapp: (first) =>
    whatsappCustomer(stage, { phone: first === "yes" ? "5511900000071" : "5511900000072" }),
  sms: (first) => smsCustomer(stage, first === "yes" ? "+5511900000081" : "+5511900000082"),
  webchat: () => chatCustomer(stage),
  form: () => formCustomer(stage),
};
const CHANNELS = ["email", "whatsapp", "sms", "webchat", "form"] as const;
const WALKS = CHANNELS.flatMap((channel) => [[channel, "yes"] as const, [channel, "no"] as const]);

/** Whose specialists solve it. */
const AREAS = { yes: "Técnico", no: "Financeiro" } as const;

/** The best score and the worst one. */
const scoreOf = (channel: keyof typeof SURVEYS, first: FirstAnswer) =>
  SURVEY_SCALES[SURVEYS[channel]][first === "yes" ? "max" : "min"];

/** Whatever a busy machine makes of all walks together. */
const TIMEOUT_MS = 400_000;

let stage: CircuitStage;
/** All begin at once: whoever waits for one waits for it alone. */
const walks = new Map<string, Promise<Walked>>();
const walked = (channel: string, first: FirstAnswer) => {
  const walk = walks.get(`${channel} ${first}`);
  if (!walk) throw new Error("nobody walked");
  return walk;
};

beforeAll(async () => {
  stage = await startCircuitStage();
  const begin = (name: string, walk: Promise<Walked>) => {
    // Heard by whoever waits for it.
    walk.catch(() => undefined);
    walks.set(name, walk);
  };
  for (const [channel, first] of WALKS) {
    const customer = Promise.resolve(CUSTOMERS[channel](first));
    const plan = { area: AREAS[first], first, score: scoreOf(channel, first) };
    const walk = customer.then((one) => walkCircuit(stage, { customer: one, ...plan }));
    begin(`${channel} ${first}`, walk);
  }
  for (const first of ["yes", "no"] as const) {
    const customer = smsCustomer(stage, first === "yes" ? "+5511900000083" : "+5511900000084");
    const plan = { customer, first, score: scoreOf("sms", first) };
    begin(`at once ${first}`, walkCircuit(stage, plan));
  }
}, TIMEOUT_MS);
afterAll(async () => {
  await Promise.allSettled(walks.values());
  await stage?.[Symbol.asyncDispose]();
}, TIMEOUT_MS);

/** The conversations behind a number of the last days. */
async function measured(of: string): Promise<readonly MeasuredView[]> {
  const answer = await stage.admin.get(`/reports/conversations?${period()}&limit=200&${of}`);
  return API_ROUTES.listMeasured.response.parse(answer).items;
}

/** Around now, wherever days begin. */
function period(): string {
  const today = dateOf("UTC", Date.now());
  return `from=${addDays(today, -1)}&until=${addDays(today, 1)}`;
}

async function storyOf(id: string): Promise<readonly string[]> {
  const answer = await stage.admin.get(`/conversations/${id}/activities`);
  return API_ROUTES.listActivities.response.parse(answer).items.map(({ kind }) => kind);
}

describe.each(WALKS)("by %s, with %s", (channel, first) => {
  const isNo = first === "no";
  const isChat = channel !== "email" && channel !== "form";

  test(
    "the customer hears everything once and in order",
    async () => {
      const { heard } = await walked(channel, first);
      const words = [
        ...[FIRST_REPLY, SOLVED, ASKED],
        // The page of a link says so itself.
        ...(isNo ? [...(isChat ? [REOPENED] : []), SOLVED_AGAIN, ASKED] : []),
        ...[RATED, ...(isChat ? [WHY, THANKS] : [])],
      ];
      expect(heard).toEqual(
        words.map((said) =>
          typeof said === "string" ? expect.stringContaining(said) : expect.stringMatching(said),
        ),
      );
    },
    TIMEOUT_MS,
  );

  test("what they answered is kept, and all that happened is told, each thing once", async () => {
    const { conversationId, owner, afterNo } = await walked(channel, first);
    const isOver = ({ state }: AskView) => state !== "withdrawn";
    expect((await asksOf(stage, conversationId)).filter(isOver)).toMatchObject([
      ...(isNo ? [{ kind: "confirmation", state: "answered", answer: "no" }] : []),
      { kind: "confirmation", state: "answered", answer: "yes" },
      { kind: "survey", state: "answered", answer: String(scoreOf(channel, first)) },
    ]);
    const asked = ["confirmation-asked", "confirmation-answered"];
    expect(await storyOf(conversationId)).toEqual([
      ...[
        "opened",
        ...(channel === "form" ? ["sent-by-form"] : []),
        "assigned",
        "escalated",
        "assigned",
        "resolved",
        ...asked,
      ],
      ...(isNo ? ["reopened", "assigned", "resolved", ...asked] : []),
      ...["survey-sent", "survey-answered", ...(isChat ? ["survey-answered"] : [])],
      "article-drafted",
    ]);
    // Opened again it is the same owner's, and before others.
    expect(afterNo).toEqual(isNo ? { owner, priority: priorityOf("high") } : undefined);
  });
});

describe("what reports say of it", () => {
  beforeAll(async () => {
    await Promise.all(walks.values());
    // Figures follow what happens by a moment.
    await eventually("figures of all", async () => {
      const learnt = await measured("stage=knowledge");
      return learnt.length === walks.size || undefined;
    });
  }, TIMEOUT_MS);

  test.each([
    ["email", 2, 2],
    // Answered in a mailbox (decision 33), and counted as what they began as.
    ["form", 2, 2],
    ["whatsapp", 2, 2],
    // Two of those needed no specialist.
    ["sms", 4, 2],
    ["webchat", 2, 2],
  ] as const)(
    "every conversation by %s is in the circuit's report",
    async (channel, all, helped) => {
      const answer = await stage.admin.get(`/reports/circuit?${period()}&channel=${channel}`);
      const { stages } = API_ROUTES.getCircuitReport.response.parse(answer);
      expect(stages.map(({ stage, reached }) => [stage, reached])).toEqual(
        STAGES.map((stage) => [stage, stage === "specialisation" ? helped : all]),
      );
    },
  );

  test.each(STAGES)(
    "the number of those that reached %s leads to each of them",
    async (reached) => {
      const names = [...walks.keys()].filter(
        (name) => reached !== "specialisation" || !name.startsWith("at once"),
      );
      const ids = names.map(async (name) => (await walks.get(name))?.conversationId);
      const found = (await measured(`stage=${reached}`)).map((one) => one.conversationId);
      expect(found.toSorted()).toEqual((await Promise.all(ids)).toSorted());
    },
  );

  test("solved at first contact is only what level 1 solved at once", async () => {
    const solved = (await measured("figure=fcr")).map(({ conversationId, hit }) => [
      conversationId,
      hit,
    ]);
    const all = await Promise.all(
      [...walks].map(async ([name, walk]) => [(await walk).conversationId, name === "at once yes"]),
    );
    expect(solved.toSorted()).toEqual(all.toSorted());
  });

  test.each([
    ["csat", ["email", "webchat"]],
    ["ces", ["sms"]],
    ["nps", ["whatsapp", "form"]],
  ] as const)(
    "of %s every answer counts, and the last one of each alone",
    async (kind, channels) => {
      const scores = (await measured(`figure=${kind}`)).map(({ channel, value }) => [
        channel,
        value,
      ]);
      const times = kind === "ces" ? 2 : 1;
      const given = channels.flatMap((channel) =>
        (["yes", "no"] as const).flatMap((first) =>
          Array.from({ length: times }, () => [channel, scoreOf(channel, first)]),
        ),
      );
      expect(scores.toSorted()).toEqual(given.toSorted());
    },
  );
});
