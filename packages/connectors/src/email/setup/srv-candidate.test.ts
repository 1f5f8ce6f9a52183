import { srvCandidate } from "./srv-candidate.ts";

const record = (name: string, port: number, priority = 0, weight = 1) => ({
  name,
  port,
  priority,
  weight,
});

test("the domain's own records give both servers, TLS from the first byte before STARTTLS", () => {
  expect(
    srvCandidate("ana@example.com", {
      _imap: [record("imap.example.com", 143)],
      _imaps: [record("imaps.example.com", 993)],
      _submission: [record("smtp.example.com", 587)],
    }),
  ).toMatchObject({
    imap: { host: "imaps.example.com", port: 993, security: "tls", user: "ana@example.com" },
    smtp: { host: "smtp.example.com", port: 587, security: "starttls" },
    needsConfirmation: false,
  });
});

test("the smallest priority is taken, and of equals the heaviest", () => {
  const records = [record("c.example.com", 993, 10), record("b.example.com", 993, 5, 1)];
  const _imaps = [...records, record("a.example.com", 993, 5, 9)];
  expect(srvCandidate("ana@example.com", { _imaps })?.imap?.host).toBe("a.example.com");
});

test("a server in another domain is to be confirmed before a password goes there", () => {
  const _imaps = [record("imap.example.net", 993)];
  expect(srvCandidate("ana@example.com", { _imaps })?.needsConfirmation).toBe(true);
  const look = [record("imap.notexample.com", 993)];
  expect(srvCandidate("ana@example.com", { _imaps: look })?.needsConfirmation).toBe(true);
});

test.each([
  ["no records", {}],
  ["the root, which says there is none", { _imaps: [record(".", 0)] }],
  ["a target with blanks", { _imaps: [record("imap example", 993)] }],
  ["port 0", { _imaps: [record("imap.example.com", 0)] }],
])("%s gives nothing", (_, records) => {
  expect(srvCandidate("ana@example.com", records)).toBeUndefined();
});
