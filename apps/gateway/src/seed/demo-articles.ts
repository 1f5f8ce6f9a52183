import {
  type ArticleAudience,
  type ArticleId,
  type ArticleLocale,
  articleWords,
  asId,
  slugOf,
} from "@circuito/domain";
import { readArticle } from "@circuito/protocol/article-text";
import {
  addArticle,
  addArticleVersion,
  listCategories,
  type Queryable,
  saveArticleText,
  saveArticleWords,
} from "@circuito/store";

interface DemoText {
  readonly title: string;
  readonly body: string;
  readonly keywords: string;
}

/** What customers of a shop ask most; one that is the team's alone. */
const DEMO_ARTICLES: readonly {
  readonly category: string;
  readonly audience: ArticleAudience;
  readonly texts: Readonly<Partial<Record<ArticleLocale, DemoText>>>;
}[] = [
  {
    category: "2ª via de boleto",
    audience: "public",
    texts: {
      "pt-BR": {
        title: "Como pedir a 2ª via do boleto?",
        keywords: "segunda via, fatura, carnê, boleto vencido",
        body: `Você emite a segunda via sozinho, a qualquer hora, com a data que escolher.

## Pelo site

1. Entre na sua conta e abra **Pedidos**.
2. Escolha o pedido e toque em **Boleto**.
3. Escolha a nova data e toque em **Gerar segunda via**.

## O boleto já venceu

> [!TIP]
> Até 30 dias depois do vencimento, a segunda via sai sem multa.

Depois desse prazo, o pedido é cancelado e precisa ser feito de novo.

## Quando o pagamento aparece

| Forma | Prazo |
|---|---|
| Pix | na hora |
| Boleto | até 2 dias úteis |
`,
      },
      en: {
        title: "How do I get a copy of my payment slip?",
        keywords: "boleto, invoice, bill, second copy",
        body: `You can print a new copy yourself, with the date you choose.

1. Log in and open **Orders**.
2. Choose the order and press **Payment slip**.
3. Choose the new date and press **Print a copy**.

Within 30 days there is no late fee.
`,
      },
      es: {
        title: "¿Cómo pido una copia del comprobante de pago?",
        keywords: "boleto, factura, recibo, segunda copia",
        body: `Puede emitir la copia usted mismo, con la fecha que elija.

1. Entre en su cuenta y abra **Pedidos**.
2. Elija el pedido y toque **Comprobante**.
3. Elija la nueva fecha y toque **Emitir copia**.
`,
      },
    },
  },
  {
    category: "Atrasada",
    audience: "public",
    texts: {
      "pt-BR": {
        title: "Meu pedido está atrasado. O que faço?",
        keywords: "entrega, rastreio, rastrear, não chegou, demora",
        body: `## Veja onde ele está

Abra **Pedidos › Rastrear**. O código também está no e-mail de envio.

## Passou do prazo

1. Espere dois dias úteis: a transportadora costuma atualizar o rastreio nesse tempo.
2. Se nada mudou, responda a qualquer mensagem nossa com o número do pedido.

Abrimos a busca no mesmo dia e respondemos em até 48 horas.
`,
      },
    },
  },
  {
    category: "Reembolso",
    audience: "public",
    texts: {
      "pt-BR": {
        title: "Quando recebo o meu reembolso?",
        keywords: "estorno, devolução, dinheiro de volta",
        body: `O prazo começa quando o produto chega ao nosso depósito.

- **Pix**: até 2 dias úteis.
- **Cartão**: até duas faturas, conforme o banco.
- **Boleto**: até 7 dias úteis, na conta que você informar.
`,
      },
    },
  },
  {
    category: "Equipamento com defeito",
    audience: "internal",
    texts: {
      "pt-BR": {
        title: "Roteador não liga: o que verificar antes de trocar",
        keywords: "modem, wi-fi, luz apagada, garantia",
        body: `1. Peça uma foto da fonte: a de **12 V** tem etiqueta azul.
2. Peça para testar em outra tomada.
3. Se a luz ficar apagada, abra a troca em garantia. *Não* peça a nota: ela está no pedido.
`,
      },
    },
  },
];

export async function saveDemoArticles(
  q: Queryable,
  { newId, at }: { readonly newId: () => string; readonly at: number },
): Promise<void> {
  const categories = await listCategories(q);
  for (const { category, audience, texts } of DEMO_ARTICLES) {
    const articleId = asId<ArticleId>(newId());
    const categoryId = categories.find(({ name }) => name === category)?.id ?? null;
    const place = { categoryId, audience, conversationId: null };
    await addArticle(q, { id: articleId, ...place }, undefined, at);
    for (const [locale, text] of Object.entries(texts)) {
      await publishDemoText(q, articleId, locale as ArticleLocale, text, at);
    }
  }
}

async function publishDemoText(
  q: Queryable,
  articleId: ArticleId,
  locale: ArticleLocale,
  text: DemoText,
  at: number,
): Promise<void> {
  const draft = { ...text, slug: slugOf(text.title) };
  const blocks = readArticle(text.body);
  const state = { state: "published", revision: 1, versions: 1, isChanged: false } as const;
  await saveArticleText(q, { articleId, locale, ...draft, ...state }, undefined, at);
  const by = { note: "", publishedBy: undefined, publishedByName: "Circuito" };
  await addArticleVersion(q, { articleId, locale, ...draft, number: 1, blocks, ...by }, at);
  await saveArticleWords(q, articleId, locale, articleWords(text, blocks, locale));
}
