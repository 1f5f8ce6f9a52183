import { type AuthorBecause, mailAuthor } from "./mail-author.ts";

const box = (address: string | undefined) => ({ name: "", address });

test.each<[string, readonly (string | undefined)[], string, boolean, AuthorBecause, boolean]>([
  [
    "From that stands alone and is vouched for",
    ["Ana@Example.com"],
    "ana@example.com",
    true,
    "from",
    true,
  ],
  ["From that nobody vouches for", ["ana@example.com"], "ana@example.com", false, "from", false],
  ["whom a relay names", ["noreply@example.net"], "ana@example.com", true, "relayed", false],
  [
    "one of two",
    ["ana@example.com", "eve@example.net"],
    "ana@example.com",
    true,
    "several-senders",
    false,
  ],
  [
    "one beside what is no address",
    ["ana@example.com", undefined],
    "ana@example.com",
    true,
    "several-senders",
    false,
  ],
  ["nobody that could be named", [], "nobody.1@unknown.invalid", true, "no-sender", false],
  ["no address", [undefined], "nobody.1@unknown.invalid", true, "no-sender", false],
])("%s", (_, from, sender, isAuthenticated, because, isProven) => {
  const author = mailAuthor(
    { from: from.map(box), isAuthenticated },
    { address: `mailto:${sender}`, name: "Ana" },
  );
  expect(author).toEqual({ address: `mailto:${sender}`, name: "Ana", because, isProven });
});
