import { firstCursor } from "./cursor.ts";
import { mailboxProgress } from "./mailbox-progress.ts";

const NOW = Date.UTC(2026, 0, 5);

test("an inbox tells of each folder what was taken in and what waits", () => {
  const cursor = firstCursor({ uidValidity: "7", uidNext: 1 }, { from: "everything" }, NOW);
  const aside = { because: "refused" as const, attempts: 1, retryAt: NOW, arrivedAt: null };
  const memory = {
    version: 1,
    mailboxes: { INBOX: { ...cursor, taken: 150, waiting: 9_850, setAside: { 12: aside } } },
  };
  expect(mailboxProgress(memory)).toEqual([
    {
      folder: "INBOX",
      taken: 150,
      waiting: 9_850,
      parked: 0,
      vanished: 0,
      setAside: 1,
      lookedAt: NOW,
    },
  ]);
});

test.each([undefined, null, {}, { version: 2, mailboxes: {} }])(
  "a memory of %j tells of nothing",
  (memory) => expect(mailboxProgress(memory)).toEqual([]),
);
