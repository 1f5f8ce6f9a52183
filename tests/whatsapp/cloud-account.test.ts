import { SendError } from "../../packages/connector/src/index.ts";
import type { FakeTemplate } from "../../packages/lab/src/index.ts";
import { type CloudStage, cloudStage, NEVER } from "./cloud-stage.ts";

let stage: CloudStage;
beforeEach(async () => {
  stage = await cloudStage();
});
afterEach(() => stage[Symbol.asyncDispose]());

function template(name: string, more: Partial<FakeTemplate> = {}): FakeTemplate {
  return {
    id: name,
    name,
    language: "pt_BR",
    status: "APPROVED",
    category: "UTILITY",
    components: [{ type: "BODY", text: "Olá {{1}}" }],
    ...more,
  };
}

describe("templates", () => {
  test("all pages are read, and only what is approved is listed", async () => {
    const many = Array.from({ length: 250 }, (_, at) => template(`t${at}`));
    stage.graph.templates = [...many, template("later", { status: "PENDING" })];
    const listed = await stage.sender.templates(NEVER);
    expect(listed.map(({ name }) => name)).toEqual(many.map(({ name }) => name));
    expect(listed[0]).toMatchObject({ body: "Olá {{1}}", variables: { header: 0, body: 1 } });
    // Where the next page is said to be is never called.
    expect(stage.graph.requests.map(({ path }) => path)).toEqual(
      Array(3).fill(`/v25.0/${stage.graph.wabaId}/message_templates`),
    );
  });

  test("they are kept for five minutes", async () => {
    stage.graph.templates = [template("first")];
    await stage.sender.templates(NEVER);
    stage.graph.templates = [template("first"), template("second")];
    expect(await stage.sender.templates(NEVER)).toHaveLength(1);
    stage.host.advance(5 * 60_000);
    expect(await stage.sender.templates(NEVER)).toHaveLength(2);
  });

  test("a refusal is one of credentials, and an API that is not there passes", async () => {
    await using other = await cloudStage({ accessToken: "another-token-of-somebody" });
    const refused = other.sender.templates(NEVER);
    await expect(refused).rejects.toMatchObject({ name: "SendError", kind: "credentials" });
    await stage.graph[Symbol.asyncDispose]();
    const unreached = stage.sender.templates(NEVER).catch((error: unknown) => error);
    expect(await unreached).toBeInstanceOf(SendError);
    expect(await unreached).toMatchObject({ kind: "retry" });
  });
});

describe("the check of an account", () => {
  async function check(of = stage) {
    const steps = await of.sender.check(NEVER);
    return Object.fromEntries(steps.map(({ step, ok, detail }) => [step, `${ok}: ${detail}`]));
  }

  test("says of each step what was found", async () => {
    stage.graph.templates = [
      template("words"),
      template("picture", { components: [{ type: "HEADER", format: "IMAGE" }] }),
    ];
    expect(await check()).toEqual({
      token: "true: +5511900000000, Lab, quality GREEN",
      account: "true: our number is one of 1 of this business account",
      subscription: "true: subscribed: Circuito",
      templates: "true: 2 approved, 1 can be sent from here",
    });
  });

  test("a number of another account, and an account whose webhooks nobody gets", async () => {
    stage.graph.phoneNumberIds = ["100000000000009"];
    stage.graph.subscribedApps = [];
    expect(await check()).toMatchObject({
      token: expect.stringMatching(/^true/),
      account: "false: our number is none of the 1 of this business account",
      subscription: "false: no app is subscribed: no webhook will come",
    });
  });

  test("a token that is refused, and an account of somebody else's", async () => {
    await using other = await cloudStage({ accessToken: "another-token-of-somebody" });
    const refused = await check(other);
    expect(Object.values(refused).every((step) => step.startsWith("false"))).toBe(true);
    expect(JSON.stringify(refused)).not.toContain("another-token");
    await using elsewhere = await cloudStage({ wabaId: "200000000000009" });
    expect(await check(elsewhere)).toMatchObject({ account: expect.stringMatching(/^false: /) });
  });

  test("an API that is not there is a finding, too", async () => {
    await stage.graph[Symbol.asyncDispose]();
    expect(await check()).toMatchObject({ token: "false: the Graph API cannot be reached" });
  });
});
