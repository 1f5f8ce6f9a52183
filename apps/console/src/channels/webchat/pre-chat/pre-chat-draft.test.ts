import {
  addableKinds,
  addedField,
  mistakesInDraft,
  type PreChatDraft,
  preChatDraftOf,
  preChatSettingsOf,
} from "./pre-chat-draft.ts";

const preChat = {
  skippable: false,
  title: { en: "Hello" },
  fields: [
    { key: "name", kind: "name", required: true },
    {
      key: "choice-1",
      kind: "choice",
      required: false,
      label: { "pt-BR": "Assunto" },
      options: [
        { id: "o-1", label: { "pt-BR": "Boleto" }, tag: "financeiro" },
        { id: "o-2", label: { "pt-BR": "Entrega" } },
      ],
    },
  ],
};

test("what was saved is read and saved again as it was, beside what the form does not show", () => {
  const before = { companyName: "Loja", preChat };
  expect(preChatSettingsOf(preChatDraftOf(before), before)).toEqual(before);
});

test("without fields nothing is asked", () => {
  const draft = { ...preChatDraftOf({ preChat }), fields: [] };
  expect(preChatSettingsOf(draft, { companyName: "Loja", preChat })).toEqual({
    companyName: "Loja",
  });
  expect(preChatDraftOf({})).toMatchObject({ skippable: true, fields: [] });
});

test("what makes no sense in stored settings is left out", () => {
  const fields = [{ key: 1, kind: "name" }, { key: "x", kind: "file" }, null];
  expect(preChatDraftOf({ preChat: { fields } }).fields).toEqual([]);
});

test("of what is asked once there is one; of the others as many as one likes, each with its own key", () => {
  const draft = preChatDraftOf({ preChat });
  expect(addableKinds(draft)).toEqual(["email", "phone", "document", "text", "choice"]);
  expect(addedField(draft, "choice").key).toBe("choice-2");
  expect(addedField(draft, "email").key).toBe("email");
});

test("a choice of lines that say nothing is told before it is sent", () => {
  const draft: PreChatDraft = preChatDraftOf({});
  const choice = {
    ...addedField(draft, "choice"),
    label: { "pt-BR": "Assunto", en: "", es: "" },
    options: [{ id: "o-1", label: { "pt-BR": " ", en: "", es: "" } }],
  };
  expect(mistakesInDraft({ ...draft, fields: [choice] })).toEqual({ "choice-1": "needs-options" });
  expect(mistakesInDraft({ ...draft, fields: [addedField(draft, "text")] })).toEqual({
    "text-1": "needs-label",
  });
});
