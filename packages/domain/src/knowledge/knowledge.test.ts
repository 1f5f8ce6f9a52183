import fc from "fast-check";
import {
  type ArticleBlock,
  type ArticleInline,
  type ArticleSurroundings,
  adaptArticle,
  articleLocaleOf,
  articleOfPath,
  articlePath,
  articlePictureOf,
  articlePicturePath,
  articleQuestion,
  articleWords,
  countedQuestion,
  draftArticle,
  isSafeHref,
  isSlug,
  mistakesInArticle,
  moveArticle,
  slugOf,
  withoutPerson,
} from "./index.ts";

const text = (words: string): ArticleInline => ({ kind: "text", text: words });
const paragraph = (...inlines: ArticleInline[]): ArticleBlock => ({ kind: "paragraph", inlines });

test.each([
  ["Como pedir a 2ª via do boleto?", "como-pedir-a-2a-via-do-boleto"],
  ["  Ação & Reação!  ", "acao-reacao"],
  ["你好", ""],
])("the title %s proposes the address %s", (title, slug) => {
  expect(slugOf(title)).toBe(slug);
});

test("whatever a title says, its address is one or there is none", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (title) => {
      const slug = slugOf(title);
      expect(slug === "" || isSlug(slug)).toBe(true);
    }),
  );
});

test.each([
  ["pt-BR", "pt-BR"],
  ["pt-PT", "pt-BR"],
  ["EN-us", "en"],
  ["es", "es"],
  ["fr", "pt-BR"],
  [null, "pt-BR"],
])("who reads %s is given %s", (tag, locale) => {
  expect(articleLocaleOf(tag)).toBe(locale);
});

const draft = { state: "draft", versions: 0, isChanged: false } as const;
const read = { state: "published", versions: 2, isChanged: false } as const;
test.each([
  ["a draft is published", draft, "publish", "published", true],
  [
    "what was changed is published again",
    { ...read, isChanged: true },
    "publish",
    "published",
    true,
  ],
  ["what was read is put away", read, "archive", "archived", false],
  [
    "what was put away is read again",
    { ...read, state: "archived" },
    "restore",
    "published",
    false,
  ],
  [
    "a draft that was put away is a draft again",
    { ...draft, state: "archived" },
    "restore",
    "draft",
    false,
  ],
  [
    "published again, unchanged, it is the same version",
    { ...read, state: "archived" },
    "publish",
    "published",
    false,
  ],
] as const)("%s", (_, before, act, state, makesVersion) => {
  expect(moveArticle(before, act)).toEqual({ kind: "moves", state, makesVersion });
});

test("publishing the same again makes no version, and no act is done twice", () => {
  expect(moveArticle(read, "publish")).toMatchObject({ because: "nothing-changed" });
  expect(moveArticle(read, "restore")).toMatchObject({ because: "is-so-already" });
  expect(moveArticle({ ...read, state: "archived" }, "archive")).toMatchObject({
    because: "is-so-already",
  });
});

const ready = { title: "Boleto", slug: "boleto" };
const nothingAround: ArticleSurroundings = {
  slugOwner: undefined,
  hasPicture: () => true,
  leadsSomewhere: () => true,
};
const mistakes = (blocks: readonly ArticleBlock[], article = ready, around = nothingAround) =>
  mistakesInArticle(article, blocks, around).map(({ because }) => because);

test("all that is missing is said at once, in the order in which it is read", () => {
  expect(mistakes([], { title: " ", slug: "" })).toEqual(["no-title", "no-slug", "no-words"]);
  expect(mistakes([paragraph(text("a"))], { title: "a", slug: "Não Serve" })).toEqual([
    "unreadable-slug",
  ]);
  expect(mistakes([paragraph(text("a"))])).toEqual([]);
});

test("an address that is another article's, and links that lead nowhere, are mended first", () => {
  const link = (href: string): ArticleInline => ({ kind: "link", href, inlines: [text("aqui")] });
  const blocks = [
    paragraph({ kind: "strong", inlines: [link("javascript:alert(1)")] }, link("/help/en/gone")),
    paragraph({ kind: "image", src: "https://a.example/x.png", alt: "" }),
  ];
  const found = mistakesInArticle(ready, blocks, {
    slugOwner: "other",
    hasPicture: () => true,
    leadsSomewhere: (href) => articleOfPath(href) === undefined,
  });
  expect(found).toEqual([
    { because: "slug-taken", articleId: "other" },
    { because: "unsafe-link", href: "javascript:alert(1)" },
    { because: "link-to-nothing", href: "/help/en/gone" },
    { because: "picture-elsewhere", src: "https://a.example/x.png" },
  ]);
  expect(articleOfPath(articlePath("pt-BR", "boleto"))).toEqual({
    locale: "pt-BR",
    slug: "boleto",
  });
});

const PICTURE = { id: "01a223a2-7c73-75b7-975d-2ce3531208e8", width: 1280, height: 720 };

test("a picture is one of ours that is there, and says in words what it shows", () => {
  const src = articlePicturePath(PICTURE);
  const shown = (address: string, alt = "Onde está o código"): readonly ArticleBlock[] => [
    paragraph(text("a"), { kind: "image", src: address, alt }),
  ];
  expect(mistakes(shown(src))).toEqual([]);
  expect(mistakes(shown(src, " "))).toEqual(["picture-without-words"]);
  expect(mistakes(shown(`https://loja.example${src}`))).toEqual(["picture-elsewhere"]);
  const gone = { ...nothingAround, hasPicture: (id: string) => id !== PICTURE.id };
  expect(mistakes(shown(src), ready, gone)).toEqual(["picture-elsewhere"]);
});

test.each([
  [articlePicturePath(PICTURE), PICTURE],
  [articlePicturePath(PICTURE).toUpperCase(), undefined],
  [`${articlePicturePath(PICTURE)}?x`, undefined],
  [articlePicturePath({ ...PICTURE, width: 0 }), undefined],
  [articlePicturePath({ ...PICTURE, height: 12_345 }), undefined],
  [`/help/pictures/${PICTURE.id}`, undefined],
  ["/help/pictures/../1x1", undefined],
])("the address %s is of %j", (src, picture) => {
  expect(articlePictureOf(src)).toEqual(picture);
});

test.each([
  ["https://loja.example/a", true],
  ["mailto:ajuda@loja.example", true],
  ["tel:+551140000000", true],
  ["/help/en/x", true],
  ["#passo-2", true],
  ["//mal.example", false],
  ["/\\mal.example", false],
  ["javascript:alert(1)", false],
  ["java\nscript:alert(1)", false],
  [" javascript:alert(1)", false],
  ["data:text/html,x", false],
  ["vbscript:x", false],
])("a link to %j may be followed: %s", (href, isSafe) => {
  expect(isSafeHref(href)).toBe(isSafe);
});

const howTo: readonly ArticleBlock[] = [
  { kind: "heading", level: 2, id: "passos", inlines: [text("Passos")] },
  {
    kind: "list",
    start: 1,
    items: [
      [paragraph(text("Abra o "), { kind: "strong", inlines: [text("aplicativo")] })],
      [
        paragraph(
          text("Toque em "),
          { kind: "link", href: "https://loja.example/boleto", inlines: [text("Boletos")] },
          text(" – e “baixe”…"),
        ),
        { kind: "list", start: undefined, items: [[paragraph(text("em PDF"))]] },
      ],
    ],
  },
  {
    kind: "table",
    head: [[text("Prazo")], [text("Valor")]],
    rows: [[[text("3 dias")], [text("R$ 10")]]],
  },
];

test("in an SMS an article has no marks, and no sign that costs more than it says", () => {
  expect(adaptArticle(howTo, "sms")).toBe(
    [
      "Passos",
      "",
      "1. Abra o aplicativo",
      '2. Toque em Boletos (https://loja.example/boleto) - e "baixe"...',
      "   - em PDF",
      "",
      "- Prazo: 3 dias; Valor: R$ 10",
    ].join("\n"),
  );
});

test("on WhatsApp it has WhatsApp's marks, and elsewhere words alone", () => {
  expect(adaptArticle(howTo, "whatsapp")).toContain("*Passos*\n\n1. Abra o *aplicativo*");
  expect(adaptArticle(howTo, "email")).toContain("Passos\n\n1. Abra o aplicativo");
  const spaced = [paragraph({ kind: "strong", inlines: [text(" já ")] }, text("foi"))];
  expect(adaptArticle(spaced, "whatsapp")).toBe("*já* foi");
});

test("words weigh by where they stand, in their singular and without accents", () => {
  const words = articleWords({ title: "Boletos", keywords: "fatura" }, howTo, "pt-BR");
  expect(words.slice(0, 3)).toMatchObject([
    { word: "boleto", weight: "A" },
    { word: "fatura", weight: "A" },
    { word: "passo", weight: "B" },
  ]);
  expect(words).toContainEqual(expect.objectContaining({ word: "aplicativo", weight: "D" }));
  const positions = words.map(({ position }) => position);
  expect(positions).toEqual([...positions].sort((a, b) => a - b));
});

test("an article is found by every word that it says, in each of its languages", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom("pt-BR", "en", "es"),
      (said, locale) => {
        const kept = articleWords({ title: said, keywords: "" }, [], locale).map(
          ({ word }) => word,
        );
        for (const { word } of articleQuestion(said, locale)) expect(kept).toContain(word);
      },
    ),
  );
  expect(articleQuestion("Subscriptions", "en")).toMatchObject([{ word: "subscriptions" }]);
  expect(articleQuestion("Suscripciones", "es")).toMatchObject([{ written: "suscripciones" }]);
});

test("questions are counted without what is somebody's", () => {
  expect(countedQuestion("Onde está o PEDIDO 123456, de ana@exemplo.example?")).toBe(
    "onde esta o pedido de",
  );
  expect(countedQuestion("4111111111111111")).toBe("");
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (question) => {
      expect(countedQuestion(question)).not.toMatch(/\d{4}|[A-Z]/);
    }),
  );
});

test("an article begins with the problem, what was tried and the answer, without who it was", () => {
  const article = draftArticle(
    {
      title: undefined,
      subject: "Re: RES: Boleto venceu",
      summary: undefined,
      customerName: "Marina da Costa",
      messages: [
        { from: "customer", text: "Oi" },
        {
          from: "customer",
          text: "Meu boleto venceu, sou Marina Costa, CPF 123.456.789-09, marina@exemplo.example.",
        },
        { from: "agent", text: "# Bom dia, Marina! Veja se chegou a segunda via" },
        { from: "customer", text: "Não chegou nada por aqui ainda" },
        { from: "agent", text: "No aplicativo, toque em Boletos e em Atualizar vencimento" },
        { from: "customer", text: "Obrigada" },
      ],
    },
    "pt-BR",
  );
  expect(article).toEqual({
    title: "Boleto venceu",
    slug: "boleto-venceu",
    keywords: "",
    body: [
      "## Problema",
      "Meu boleto venceu, sou [cliente], CPF […], […].",
      "Não chegou nada por aqui ainda",
      "## O que foi feito",
      "1. \\# Bom dia, [cliente]! Veja se chegou a segunda via",
      "## Resposta",
      "No aplicativo, toque em Boletos e em Atualizar vencimento",
    ].join("\n\n"),
  });
});

test("a name with signs of its own is hidden as any other", () => {
  expect(withoutPerson("oi (joão) d'Ávila-x", "João D'Ávila (x)*", "cliente")).toBe(
    "oi ([cliente]) d'[cliente]-x",
  );
});
