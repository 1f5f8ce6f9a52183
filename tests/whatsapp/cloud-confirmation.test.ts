import { randomUUID } from "node:crypto";
import type { GraphUser } from "../../packages/lab/src/index.ts";
import { API_ROUTES, type AskView } from "../../packages/protocol/src/index.ts";
import { GATEWAY_TEST_TIMEOUT_MS, startCloudGateway, until } from "./cloud-gateway.ts";

const ANA: GraphUser = { phone: "5511900000042", name: "Ana Souza" };

test(
  "on WhatsApp two buttons ask whether it is solved: no opens it, yes does not, an old button answers no other question",
  async () => {
    await using stage = await startCloudGateway("cloud-confirmation");
    const { graph, gateway } = stage;
    const { admin } = gateway;
    const policy = {
      ...{ queueId: null, channel: "whatsapp", enabled: true },
      ...{ delayMs: 0, silenceMs: 3_600_000, words: {} },
    };
    await admin.put("/confirmation-policies", policy);

    const { wamid } = await graph.customerWrites(ANA, {
      type: "text",
      text: { body: "está vazando" },
    });
    const id = await stage.conversationOf(wamid);
    // The demo asks how it was, too: that is another question.
    const newest = async (): Promise<AskView | undefined> =>
      API_ROUTES.listAsks.response
        .parse(await admin.get(`/conversations/${id}/asks`))
        .items.filter(({ kind }) => kind === "confirmation")
        .at(-1);
    const askIs = (state: AskView["state"]) =>
      until(async () => {
        const ask = await newest();
        return ask?.state === state ? ask : undefined;
      }, `a question that is ${state}`);
    const status = async () => Object(await admin.get(`/conversations/${id}`)).status;
    const solve = () =>
      admin.post(`/conversations/${id}/messages`, {
        ...{ text: "Consertado.", clientId: randomUUID(), andThen: "resolve" },
      });
    /** The question as Meta got it. */
    const asked = (ask: AskView) =>
      until(
        async () => graph.submissions.find((one) => JSON.stringify(one).includes(`${ask.id}/yes`)),
        "the question",
      );
    const press = (of: string, value: "yes" | "no", title: string) =>
      graph.customerWrites(ANA, {
        type: "interactive",
        interactive: { type: "button_reply", button_reply: { id: `${of}/${value}`, title } },
      });

    await solve();
    const first = await askIs("open");
    expect(await asked(first)).toMatchObject({
      outcome: "accepted",
      message: { type: "interactive", interactive: { type: "button" } },
    });
    await press(first.id, "no", "Não, ainda não");
    expect(await askIs("answered")).toMatchObject({ answer: "no", answeredBy: "button" });
    expect(await status()).toBe("open");

    await solve();
    const second = await until(async () => {
      const ask = await newest();
      return ask?.state === "open" && ask.id !== first.id ? ask : undefined;
    }, "the second question");
    await asked(second);
    await press(second.id, "yes", "Sim, foi resolvido");
    expect(await askIs("answered")).toMatchObject({ id: second.id, answer: "yes" });
    expect(await status()).toBe("resolved");

    // The button of the first question, pressed late: a yes wakes nobody, and a no is heard.
    const late = await press(first.id, "yes", "Sim, foi resolvido");
    expect(await stage.conversationOf(late.wamid)).toBe(id);
    expect(await status()).toBe("resolved");
    await press(first.id, "no", "Não, ainda não");
    await until(async () => ((await status()) === "open" ? true : undefined), "open again");
    expect(await newest()).toMatchObject({ id: second.id, answer: "yes" });
  },
  GATEWAY_TEST_TIMEOUT_MS,
);
