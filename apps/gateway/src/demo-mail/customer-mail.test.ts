import { text as textOf } from "node:stream/consumers";
import { renderMail } from "@circuito/connectors/email";
import { customerForm, customerMail } from "./customer-mail.ts";
import type { Letter } from "./letter.ts";

const SHOP = { address: "atendimento@loja.example.com", authservId: "mx-1.loja.example.com" };
const FORM = {
  fromName: "Marina",
  from: "marina@cliente.example.com",
  subject: "",
  text: "Oi",
  answers: "",
};
const REPLY_ADDRESS = "atendimento+c.x.y@loja.example.com";

function letter(change: Partial<Letter> = {}): Letter {
  return {
    id: "1",
    direction: "received",
    at: Date.UTC(2026, 0, 5, 15),
    from: [{ name: "Loja Ipê", address: SHOP.address }],
    replyTo: [{ name: "Loja Ipê", address: REPLY_ADDRESS }],
    to: [{ name: "Marina", address: FORM.from }],
    cc: [],
    subject: "Re: Pedido 1234",
    messageId: "m.2@loja.example.com",
    inReplyTo: ["1@cliente.example.com"],
    references: ["1@cliente.example.com"],
    automatic: undefined,
    text: "Olá!\nEnviamos hoje.\n",
    html: undefined,
    files: [],
    headers: [],
    ...change,
  };
}

const write = (form: object, answered?: Letter) =>
  customerMail(customerForm.parse({ ...FORM, ...form }), answered, SHOP, { id: "9", now: 0 });

test("a new letter goes to the shop and refers to nothing", () => {
  const mail = write({ subject: "Pedido" });
  expect(mail).toMatchObject({
    envelope: { from: FORM.from, to: [SHOP.address] },
    subject: "Pedido",
    messageId: "9@cliente.example.com",
    references: [],
    text: "Oi\n",
    headers: {},
  });
  expect(mail.inReplyTo).toBeUndefined();
});

test("an answer goes where answers are wanted, names what it answers, and quotes it", () => {
  const mail = write({ quotes: "yes" }, letter());
  expect(mail).toMatchObject({
    envelope: { to: [REPLY_ADDRESS] },
    to: [{ name: "Loja Ipê", address: REPLY_ADDRESS }],
    subject: "Re: Pedido 1234",
    inReplyTo: "m.2@loja.example.com",
    references: ["1@cliente.example.com", "m.2@loja.example.com"],
  });
  expect(mail.text).toBe(
    "Oi\n\nEm 5 de janeiro de 2026 às 12:00, Loja Ipê <atendimento@loja.example.com> escreveu:\n" +
      "> Olá!\n> Enviamos hoje.\n",
  );
});

test.each<[string, Partial<Letter>, object]>([
  ["no Reply-To: to whoever wrote", { replyTo: [] }, { envelope: { to: [SHOP.address] } }],
  [
    "one's own: again to the shop",
    {
      direction: "sent",
      to: [{ name: "", address: SHOP.address }],
      from: [{ name: "", address: FORM.from }],
      replyTo: [],
    },
    { envelope: { to: [SHOP.address] } },
  ],
  [
    "an id that no header can hold",
    { messageId: "a b@x" },
    { references: ["1@cliente.example.com"] },
  ],
  ["a subject of prefixes", { subject: "Re: RES: Re: Oi" }, { subject: "Re: Oi" }],
  ["no subject", { subject: "" }, { subject: "Re:" }],
])("an answer to a letter with %s", (_, change, expected) => {
  expect(write({}, letter(change))).toMatchObject(expected);
});

test("only a letter that the page vouches for has the shop's word for its sender", () => {
  expect(write({ vouched: "yes" }).headers).toEqual({
    "Authentication-Results": "mx-1.loja.example.com; dmarc=pass header.from=cliente.example.com",
  });
  expect(write({}).headers).toEqual({});
});

test.each([
  ["an address with a line of its own", { from: "a@x.example\r\nBcc: b@x.example" }],
  ["no address", { from: "marina" }],
  ["an address that is not ASCII", { from: "joão@cliente.example.com" }],
  ["no words", { text: " \n" }],
  ["too many words", { text: "x".repeat(20_001) }],
])("%s is refused", (_, form) => {
  expect(customerForm.safeParse({ ...FORM, ...form }).success).toBe(false);
});

test("a subject and a name are one line, whatever was sent", async () => {
  const mail = write({ subject: "Oi\r\nBcc: eva@example.net", fromName: "M\r\nX-Y: z" });
  const bytes = await textOf(renderMail(mail));
  expect(bytes).not.toMatch(/^(Bcc|X-Y):/im);
});
