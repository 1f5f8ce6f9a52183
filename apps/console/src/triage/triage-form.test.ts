import type { CategoryView, ConversationView, MessageView } from "@circuito/protocol";
import { canTell, filledNotice, firstNameOf } from "./notice-text.ts";
import { isWhole, missingIn, proposedForm, registrationOf } from "./triage-form.ts";

const NOW = Date.UTC(2026, 10, 27, 12);
const conversation = {
  contact: { id: "c", name: "Marina Costa", address: "tel:+5511900000001" },
  ...{ categoryId: null, category: null, categoryFields: null, title: null, subject: null },
  ...{ summary: null, urgency: null, replyWindowEndsAt: null, optedOutAt: null },
} as unknown as ConversationView;
const said = (text: string, direction = "inbound") => ({ text, direction }) as MessageView;
const slip = {
  id: "k",
  name: "Boleto",
  fields: [{ key: "cpf", label: "CPF", kind: "cpf", need: "direct" }],
} as unknown as CategoryView;

test("what the customer wrote fills title and summary until one of us answered", () => {
  const messages = [
    said("Meu boleto venceu."),
    said("Podem ver?"),
    said("Já vemos", "outbound"),
    said("E aí?"),
  ];
  const form = proposedForm(conversation, messages, NOW);
  expect(form.summary).toBe("Meu boleto venceu.\nPodem ver?");
  expect(form.title).toBe("Meu boleto venceu. Podem ver?");
});

test("a long message is cut between words, and what was registered before wins", () => {
  const long = "palavra ".repeat(200);
  const form = proposedForm(conversation, [said(long)], NOW);
  expect(form.summary.length).toBeLessThanOrEqual(601);
  expect(form.title).toMatch(/palavra…$/);
  const again = { ...conversation, title: "Boleto", summary: "Pede a segunda via" };
  expect(proposedForm(again, [said(long)], NOW)).toMatchObject({
    title: "Boleto",
    summary: "Pede a segunda via",
  });
});

test("it says what is missing, and sends only what its category asks for", () => {
  const form = proposedForm(conversation, [said("Meu boleto venceu.")], NOW);
  expect(missingIn(form, undefined, true, NOW)).toEqual({
    category: true,
    queue: true,
    fields: [],
  });
  const chosen = { ...form, categoryId: "k", queueId: "q" };
  expect(missingIn(chosen, slip, true, NOW)).toEqual({ fields: ["cpf"] });
  const whole = { ...chosen, fields: { cpf: "1", order: "old" } };
  expect(isWhole(missingIn(whole, slip, true, NOW))).toBe(true);
  expect(registrationOf(whole, slip, " Olá ")).toMatchObject({
    categoryId: "k",
    fields: { cpf: "1" },
    notice: "Olá",
  });
  expect(registrationOf({ ...whole, tells: false }, slip, "Olá")).not.toHaveProperty("notice");
});

test("nobody is told anything whom nothing can be told to", () => {
  expect(canTell(conversation, NOW)).toBe(true);
  const over = { ...conversation, replyWindowEndsAt: new Date(NOW - 1).toISOString() };
  expect(canTell(over, NOW)).toBe(false);
  const sender = { ...conversation, contact: { ...conversation.contact, address: "sender:BANK" } };
  expect(canTell(sender, NOW)).toBe(false);
  const optedOut = { ...conversation, optedOutAt: new Date(NOW - 1).toISOString() };
  expect(canTell(optedOut, NOW)).toBe(false);
});

test("a template is filled with what it names, and a nameless customer leaves no gap", () => {
  const facts = { protocolo: "261127-X", area: "Financeiro", prazo: "hoje 16:00", nome: "" };
  expect(filledNotice("Olá {nome}! {protocolo}: {area}, até {prazo}. {x}", facts)).toBe(
    "Olá! 261127-X: Financeiro, até hoje 16:00. {x}",
  );
  expect(firstNameOf(conversation)).toBe("Marina");
});
