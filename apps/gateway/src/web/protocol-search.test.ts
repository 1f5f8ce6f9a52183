import { type Client, createWebStage, type WebStage } from "./testing/web-stage.ts";

let stage: WebStage;
let agent: Client;
let protocol: string;
beforeAll(async () => {
  stage = await createWebStage();
  agent = await stage.logIn(await stage.newPerson({ role: "agent" }));
  await stage.scene.newConversation();
  const id = await stage.scene.newConversation();
  const found = await agent.send("GET", `/api/v1/conversations/${id}`);
  protocol = found.body.protocol;
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});

const find = (typed: string, name = "protocol") =>
  agent.send("GET", `/api/v1/conversations?${name}=${encodeURIComponent(typed)}`);

test("a number finds its conversation, however it was typed", async () => {
  const dictated = protocol.toLowerCase().replaceAll("0", "o").replaceAll("1", "i");
  for (const typed of [protocol, protocol.replace("-", ""), `#${dictated.replace("-", " ")}`]) {
    for (const name of ["protocol", "search"]) {
      const { body } = await find(typed, name);
      expect(body.items.map((one: { protocol: string }) => one.protocol)).toEqual([protocol]);
    }
  }
});

test("a number that cannot be ours is refused, with what is wrong with it", async () => {
  const last = protocol.at(-1) === "A" ? "B" : "A";
  expect((await find(`${protocol.slice(0, -1)}${last}`)).body).toMatchObject({
    code: "invalid",
    message: expect.stringContaining("one character is wrong"),
    details: { because: "check-failed" },
  });
  expect((await find("261126")).body).toMatchObject({ details: { because: "wrong-length" } });
});

test("another queue's number finds nothing", async () => {
  const outsider = await stage.newPerson({ role: "agent", queueIds: [stage.scene.technical] });
  const other = await stage.logIn(outsider);
  const { body } = await other.send("GET", `/api/v1/conversations?protocol=${protocol}`);
  expect(body.items).toEqual([]);
});
