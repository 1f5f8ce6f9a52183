import type { CategoryView, ConversationView } from "@circuito/protocol";
import { missingToEnd } from "./missing-to-end.ts";

const field = (key: string, need: "never" | "direct" | "resolve") =>
  ({ key, label: key, kind: "text", need }) as const;
const category = {
  id: "refund",
  fields: [field("order", "direct"), field("colour", "never"), field("how", "resolve")],
} as unknown as CategoryView;
const conversation = (about: Partial<ConversationView>) =>
  ({ categoryId: "refund", categoryFields: null, summary: null, ...about }) as ConversationView;

test.each<[string, Partial<ConversationView>, readonly string[]]>([
  ["what nobody directed needs what is for the end", {}, ["how"]],
  ["what was directed needs both", { summary: "x" }, ["order", "how"]],
  ["what is told is not asked again", { summary: "x", categoryFields: { how: "Pix" } }, ["order"]],
  ["another category asks for nothing", { categoryId: "other" }, []],
  ["nor does none", { categoryId: null }, []],
])("%s", (_, about, keys) => {
  expect(missingToEnd(conversation(about), [category]).map(({ key }) => key)).toEqual(keys);
});
