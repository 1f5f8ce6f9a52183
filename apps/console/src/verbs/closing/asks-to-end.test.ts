import type { CategoryView, ConversationView } from "@circuito/protocol";
import { USUAL_CLOSING } from "@circuito/protocol/writing-text";
import { asksToEnd } from "./asks-to-end.ts";

const field = { key: "how", label: "Forma", kind: "text", need: "resolve" };
const category = { id: "a", name: "Troca", fields: [field] } as unknown as CategoryView;
const conversation = (of: Partial<ConversationView>) =>
  ({ categoryId: null, categoryFields: null, summary: null, ...of }) as ConversationView;
const queue = (closing: Partial<typeof USUAL_CLOSING>) => ({
  closing: { ...USUAL_CLOSING, ...closing },
});

test("with no rule, and while nobody knows the queue, the end is one key", () => {
  expect(asksToEnd(conversation({}), [category], queue({}))).toBeNull();
  expect(asksToEnd(conversation({}), [category], undefined)).toBeNull();
});

test("what the queue and the category ask comes in one", () => {
  const strict = queue({ needsCategory: true, resolution: "required" });
  expect(asksToEnd(conversation({}), [category], strict)).toMatchObject({
    ...{ category: true, fields: false, resolution: "required" },
  });
  expect(asksToEnd(conversation({ categoryId: "a" }), [category], strict)).toMatchObject({
    ...{ category: false, fields: true, resolution: "required" },
  });
});

test("a category cannot be asked for where there is none", () => {
  expect(asksToEnd(conversation({}), [], queue({ needsCategory: true }))).toBeNull();
});
