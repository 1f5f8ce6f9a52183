import { Readable } from "node:stream";
import type { OutboundMedia } from "@circuito/connector";
import { planMessages } from "./plan-messages.ts";

const MB = 1024 * 1024;

function file(mimeType: string, sizeBytes = 1_000): OutboundMedia {
  const open = async () => Readable.from([]);
  return { url: "https://gateway.example.com/1", mimeType, fileName: "a.bin", sizeBytes, open };
}

/** A plan as it is read: `text(words)`, `image(caption)`. */
function plan(...[message]: Parameters<typeof planMessages>): unknown {
  const planned = planMessages(message);
  if (planned.kind === "unsupported") return planned.because;
  return planned.messages.map((one) => {
    if (one.kind === "file") return `${one.as}(${one.caption ?? ""})`;
    const { type, ...content } = one.body;
    return type === "text" ? `text(${JSON.stringify(content.text)})` : one.body;
  });
}

const text = (body: string, preview_url = false) =>
  `text(${JSON.stringify({ body, preview_url })})`;

test.each([
  ["olá", [], [text("olá")]],
  ["veja https://example.com/a", [], [text("veja https://example.com/a", true)]],
  ["", ["image/png"], ["image()"]],
  ["legenda", ["image/png", "image/jpeg"], ["image(legenda)", "image()"]],
  ["legenda", ["audio/ogg; codecs=opus", "video/mp4"], ["audio()", "video(legenda)"]],
  ["ouça", ["audio/mpeg"], [text("ouça"), "audio()"]],
  ["x".repeat(1_025), ["image/png"], [text("x".repeat(1_025)), "image()"]],
  ["", [], "an empty message cannot be sent"],
  [" \n ", [], "an empty message cannot be sent"],
  [" \n ", ["image/png"], ["image()"]],
  ["x".repeat(4_097), [], "text over 4096 characters"],
])("%j with %j", (words, types, expected) => {
  const media = types.map((type) => file(type));
  expect(plan({ text: words, media })).toEqual(expected);
});

test.each([
  ["image/jpeg", 5 * MB, ["image()"]],
  ["image/jpeg", 5 * MB + 1, ["document()"]],
  ["image/gif", 1, ["document()"]],
  ["image/webp", 1, ["document()"]],
  ["IMAGE/PNG", 1, ["image()"]],
  ["audio/amr", 16 * MB, ["audio()"]],
  ["audio/wav", 1, ["document()"]],
  ["video/3gpp", 16 * MB, ["video()"]],
  ["video/mp4", 16 * MB + 1, ["document()"]],
  ["video/quicktime", 1, ["document()"]],
  ["", 1, ["document()"]],
  ["application/pdf", 100 * MB, ["document()"]],
  ["application/pdf", 100 * MB + 1, "a file over 100 MB"],
  ["application/pdf", 0, "an empty file cannot be sent"],
])("%s of %i bytes goes as %j", (type, size, expected) => {
  expect(plan({ text: "", media: [file(type, size)] })).toEqual(expected);
});

test("a template stands alone, and its words are Meta's to put in", () => {
  const template = {
    name: "pedido",
    language: "pt_BR",
    header: ["Ana"],
    body: ["17", "amanhã"],
    buttons: [{ index: 1, text: "abc" }],
  };
  expect(plan({ text: "rendered", media: [], chat: { template } })).toEqual([
    {
      type: "template",
      template: {
        name: "pedido",
        language: { code: "pt_BR" },
        components: [
          { type: "header", parameters: [{ type: "text", text: "Ana" }] },
          {
            type: "body",
            parameters: [
              { type: "text", text: "17" },
              { type: "text", text: "amanhã" },
            ],
          },
          {
            type: "button",
            sub_type: "url",
            index: "1",
            parameters: [{ type: "text", text: "abc" }],
          },
        ],
      },
    },
  ]);
  expect(plan({ text: "", media: [file("image/png")], chat: { template } })).toMatch(/template/);
});

describe("choices", () => {
  const choice = (id: string, title: string, description?: string) => ({
    id,
    title,
    ...(description !== undefined && { description }),
  });
  const many = (count: number) =>
    Array.from({ length: count }, (_, at) => choice(`c${at}`, `Opção ${at}`));

  test("up to three short ones are buttons", () => {
    const choices = [choice("a", "Sim"), choice("b", "Não")];
    expect(plan({ text: "Confirma?", media: [], chat: { choices } })).toEqual([
      {
        type: "interactive",
        interactive: {
          type: "button",
          body: { text: "Confirma?" },
          action: {
            buttons: [
              { type: "reply", reply: { id: "a", title: "Sim" } },
              { type: "reply", reply: { id: "b", title: "Não" } },
            ],
          },
        },
      },
    ]);
  });

  test.each([
    ["four", many(4)],
    ["one with a description", [choice("a", "Sim", "agora")]],
    ["one with a title over 20 characters", [choice("a", "x".repeat(21))]],
    ["two of one title", [choice("a", "Sim"), choice("b", "Sim")]],
  ])("%s are a list", (_, choices) => {
    expect(plan({ text: "Qual?", media: [], chat: { choices } })).toMatchObject([
      { interactive: { type: "list", action: { button: "Ver opções" } } },
    ]);
  });

  test.each([
    ["en", "See options", "Choose an option:"],
    ["es-AR", "Ver opciones", "Elige una opción:"],
    ["pt-BR", "Ver opções", "Escolha uma opção:"],
  ])("what we add to them is in their language: %s", (language, button, prompt) => {
    const chat = { choices: many(4), language };
    expect(plan({ text: "?", media: [], chat })).toMatchObject([
      { interactive: { action: { button } } },
    ]);
    const words = "x".repeat(1_025);
    expect(plan({ text: words, media: [], chat })).toMatchObject([
      text(words),
      { interactive: { body: { text: prompt } } },
    ]);
  });

  test("a title too long for its row is cut, and stands whole below it", () => {
    const title = "Segunda via do boleto de março";
    const rows = [{ id: "a", title: "Segunda via do boleto d…", description: title }];
    expect(plan({ text: "?", media: [], chat: { choices: [choice("a", title)] } })).toMatchObject([
      { interactive: { action: { sections: [{ rows }] } } },
    ]);
  });

  test("words too long to stand over choices go before them, whole", () => {
    const words = "x".repeat(1_025);
    const body = { text: "Escolha uma opção:" };
    expect(plan({ text: words, media: [], chat: { choices: many(2) } })).toMatchObject([
      text(words),
      { interactive: { body } },
    ]);
  });

  test("files come first: what is answered is at the bottom", () => {
    const media = [file("image/png")];
    expect(plan({ text: "?", media, chat: { choices: many(2) } })).toMatchObject([
      "image()",
      { interactive: { body: { text: "?" } } },
    ]);
  });

  test.each([
    ["more than 10 choices", many(11)],
    ["two choices with one id", [choice("a", "Sim"), choice("a", "Não")]],
    ["a choice without a title", [choice("a", " ")]],
    ["a choice's id that is empty or over 256 characters", [choice("", "Sim")]],
    [
      "a choice's id that is empty or over 200 characters",
      [...many(3), choice("x".repeat(201), "y")],
    ],
  ])("%s: unsupported", (because, choices) => {
    expect(plan({ text: "?", media: [], chat: { choices } })).toBe(because);
  });
});
