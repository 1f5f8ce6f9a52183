import type { MessageView, PastConversationView } from "@circuito/protocol";
import { contactRows } from "./contact-rows.ts";

const at = (hour: number) => `2026-04-18T${String(hour).padStart(2, "0")}:00:00.000Z`;
const said = (conversationId: string, hour: number) =>
  ({ id: `${conversationId}${hour}`, conversationId, createdAt: at(hour) }) as MessageView;
const visible = (id: string, hour: number) =>
  ({ isVisible: true, id, arrivedAt: at(hour) }) as PastConversationView;
const hidden = (hour: number): PastConversationView => ({
  isVisible: false,
  channel: "email",
  queueName: "Financeiro",
  arrivedAt: at(hour),
});
const keys = (...parts: Parameters<typeof contactRows>) =>
  contactRows(...parts).map((row) => row.key);

test("what was said on several channels is one story, with a line where it changes", () => {
  expect(
    keys([visible("a", 1), visible("b", 2)], [said("a", 5), said("b", 4), said("b", 3)], false),
  ).toEqual(["at:a5", "a5", "at:b4", "b4", "b3"]);
});

test("a conversation that is not one's to see stands where it began", () => {
  const conversations = [visible("a", 1), hidden(4), hidden(0)];
  expect(keys(conversations, [said("a", 5), said("a", 3)], false)).toEqual([
    ...["at:a5", "a5", "hidden:0", "at:a3", "a3", "hidden:1"],
  ]);
});

test("what began before the oldest loaded message waits for the ones before it", () => {
  expect(keys([visible("a", 1), hidden(0)], [said("a", 5)], true)).toEqual(["at:a5", "a5"]);
});
