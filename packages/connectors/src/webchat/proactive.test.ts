import { randomUUID } from "node:crypto";
import { proactiveOf, webchatSettings } from "./settings.ts";
import { enter, openWith } from "./testing/visitor.ts";
import { widgetInvitations } from "./widget-invitations.ts";

const rule = { id: "r-1", name: "Preços", text: { "pt-BR": "Posso ajudar?", en: "Can I help?" } };
const message = (invitation?: string) => ({
  ...{ clientId: randomUUID(), text: "olá" },
  ...(invitation !== undefined && { invitation }),
});

test("words that follow an invitation bring it as the visitor read it, in our words", async () => {
  const one = openWith({ proactive: [rule] });
  const { socket } = await enter(one, { locale: "en-GB" });
  expect(await socket.say("message", message("r-1"))).toEqual({ ok: true });
  const invitation = { ruleId: "r-1", name: "Preços", text: "Can I help?" };
  expect(one.host.rows).toMatchObject([{ chat: { invitation } }]);
});

test.each(["other", "__proto__", ""])(
  "words by a rule that is not there, %j, are taken as any",
  async (id) => {
    const one = openWith({ proactive: [rule] });
    const { socket } = await enter(one);
    expect(await socket.say("message", message(id))).toEqual({ ok: true });
    expect(one.host.rows).toHaveLength(1);
    expect(one.host.rows[0]).not.toHaveProperty("chat");
  },
);

test("a page is told the rules that are on, and not how they are called", () => {
  const settings = { proactive: [rule, { ...rule, id: "r-2", enabled: false }] };
  const told = widgetInvitations({ id: "i", settings });
  expect(told).toMatchObject({ inbox: "i", rules: [{ id: "r-1", visitors: "all" }] });
  expect(told?.rules).toHaveLength(1);
  expect(JSON.stringify(told)).not.toContain("Preços");
});

test.each([
  ["no rules", []],
  ["none that is on", [{ ...rule, enabled: false }]],
  ["rules that make no sense", "yes"],
])("with %s a page is told nothing", (_name, proactive) => {
  expect(widgetInvitations({ id: "i", settings: { proactive } })).toBeUndefined();
});

test.each([
  ["a whole address as a page", { pages: ["https://loja.example/precos"] }],
  ["no words", { text: { en: " " } }],
  ["no name", { name: " " }],
  ["a time of days", { afterSeconds: 100_000 }],
])("a rule with %s is refused", (_name, change) => {
  const proactive = [{ ...rule, ...change }];
  expect(webchatSettings.shape.proactive.safeParse(proactive).success).toBe(false);
});

test("two rules of one id are refused; what is left out is as usual", () => {
  expect(proactiveOf({ proactive: [rule, rule] })).toEqual([]);
  expect(proactiveOf({ proactive: [rule] })).toMatchObject([
    { afterSeconds: 20, restDays: 7, hours: "any", pages: [], locales: [] },
  ]);
});

test("the chat's picture comes with the session, by its address", async () => {
  const digest = "ab".repeat(32);
  const logo = { digest, type: "image/png", width: 40, height: 40, alt: "Loja" };
  const { socket } = await enter(openWith({ logo }));
  expect(await socket.heard("session")).toMatchObject({
    settings: {
      logo: { path: expect.stringMatching(`^/widget/v1/.+/logo/${digest}$`), alt: "Loja" },
    },
  });
});
