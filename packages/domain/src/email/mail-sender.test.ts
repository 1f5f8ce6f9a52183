import { mailSender } from "./mail-sender.ts";

const box = (address: string | undefined, name = "") => ({ name, address });
const OWN = new Set(["help@example.org"]);
const mail = (more: Partial<Parameters<typeof mailSender>[0]>) => ({
  from: [],
  sender: undefined,
  replyTo: [],
  headers: [],
  ...more,
});

test.each([
  ["From", mail({ from: [box("ana@example.com", "Ana")] }), "ana@example.com", "from"],
  [
    "From, though answers are wanted elsewhere",
    mail({ from: [box("ana@example.com")], replyTo: [box("rui@example.com")] }),
    "ana@example.com",
    "from",
  ],
  [
    "the one of several whom Sender names",
    mail({ from: [box("a@example.com"), box("b@example.com")], sender: box("B@example.com") }),
    "b@example.com",
    "from",
  ],
  [
    "the first of several",
    mail({ from: [box(undefined), box("b@example.com")] }),
    "b@example.com",
    "from",
  ],
  [
    "who filled in a form",
    mail({ from: [box("no-reply@shop.example.net")], replyTo: [box("ana@example.com")] }),
    "ana@example.com",
    "relayed",
  ],
  [
    "who wrote via a list",
    mail({ from: [box("list@example.net", "Ana via Lista")], replyTo: [box("ana@example.com")] }),
    "ana@example.com",
    "relayed",
  ],
  [
    "the relay, when it wants answers at our own address",
    mail({ from: [box("no-reply@example.net")], replyTo: [box("help@example.org")] }),
    "no-reply@example.net",
    "from",
  ],
  ["Sender", mail({ sender: box("s@example.com") }), "s@example.com", "sender"],
  ["Reply-To", mail({ replyTo: [box("r@example.com")] }), "r@example.com", "reply-to"],
])("the author is %s", (_, given, address, because) => {
  expect(mailSender(given, "envelope@example.com", OWN)).toMatchObject({ address, because });
});

test("with nobody in the header, the envelope names one, or nobody does", () => {
  const nameless = mail({ from: [box(undefined, "Somebody")] });
  expect(mailSender(nameless, "e@example.com", OWN)).toEqual({
    name: "Somebody",
    address: "e@example.com",
    because: "envelope",
  });
  expect(mailSender(nameless, "", OWN)).toMatchObject({ address: undefined, because: "nobody" });
});
