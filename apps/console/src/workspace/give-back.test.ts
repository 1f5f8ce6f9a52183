import type { OutboxItem } from "@circuito/realtime";
import { createCacheStore } from "./cache-store.ts";
import { createDrafts, draftKey, type Room } from "./drafts.ts";
import { editUnsent } from "./give-back.ts";
import type { Workspace } from "./workspace.ts";

const item = (told: Partial<OutboxItem>): OutboxItem => ({
  id: "1",
  conversationId: "c",
  kind: "reply",
  text: "Primeira",
  writtenAt: "2026-11-29T12:00:00Z",
  state: "waiting",
  attempts: 1,
  refusal: null,
  ...told,
});

/** An outbox that gives its words back, or has them on the way. */
function stage(canDiscard = true) {
  const drafts = createDrafts("agent");
  const outbox = { discard: () => canDiscard } as unknown as Workspace["outbox"];
  const draft = (room: Room) => drafts.store.getState()[draftKey("c", room)];
  return { drafts, outbox, cache: createCacheStore(), draft };
}

test("words that are taken back stand before those that were written since", () => {
  const here = stage();
  here.drafts.write("c", "reply", { text: "Segunda", baseSeq: 7 });
  expect(editUnsent(here, item({ lastSeenSeq: 5 }))).toBe(true);
  expect(here.draft("reply")).toMatchObject({ text: "Primeira\n\nSegunda", baseSeq: 7 });
});

test("what nobody saw meanwhile is a collision when they are sent again", () => {
  const here = stage();
  editUnsent(here, item({ lastSeenSeq: 5 }));
  expect(here.draft("reply")).toMatchObject({ text: "Primeira", baseSeq: 5 });
});

test("a note is a note again, and a template without words of its own", () => {
  const here = stage();
  editUnsent(here, item({ kind: "note" }));
  expect(here.draft("note")).toMatchObject({ text: "Primeira" });
  expect(here.draft("reply")).toBeUndefined();
  const template = { id: "t", values: [] } as unknown as NonNullable<
    NonNullable<OutboxItem["chat"]>["template"]
  >;
  editUnsent(here, item({ chat: { template } }));
  expect(here.draft("reply")).toMatchObject({ text: "", template });
});

test("what is on its way stays on its way", () => {
  const here = stage(false);
  expect(editUnsent(here, item({ state: "sending" }))).toBe(false);
  expect(here.draft("reply")).toBeUndefined();
});
