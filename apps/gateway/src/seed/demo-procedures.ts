import {
  asId,
  type CategoryId,
  END,
  type Procedure,
  type ProcedureId,
  type ProcedureStep,
  type QueueId,
} from "@circuito/domain";
import {
  addProcedureVersion,
  listCategories,
  type Queryable,
  saveProcedure,
} from "@circuito/store";

type DemoStep = Pick<ProcedureStep, "key" | "kind" | "title"> & Partial<ProcedureStep>;

interface DemoProcedure extends Pick<Procedure, "name" | "department" | "purpose" | "terms"> {
  /** Names of the category and of the queue where it is offered. */
  readonly category: string;
  readonly queue: "Financeiro" | "Solucionadores";
  readonly steps: readonly DemoStep[];
}

/** How a small shop solves what it is asked most: one that branches, one that ends early. */
const DEMO_PROCEDURES: readonly DemoProcedure[] = [
  {
    name: "2ª via do boleto",
    department: "Financeiro",
    purpose: "Mandar um boleto que o cliente consiga pagar, sem cobrar duas vezes.",
    terms: "Boleto vencido: passou da data, e ainda está dentro dos 30 dias sem multa.",
    category: "2ª via de boleto",
    queue: "Financeiro",
    steps: [
      {
        key: "cpf",
        kind: "field",
        field: "cpf",
        title: "Qual é o CPF de quem comprou?",
        body: "Confirme que é o titular do pedido. De outra pessoa não se manda boleto.",
        isRequired: true,
      },
      {
        key: "consulta",
        kind: "link",
        title: "Abra o pedido no painel do financeiro",
        body: "Procure pelo CPF e veja a situação do pagamento.",
        url: "https://financeiro.example.com/pedidos",
      },
      {
        key: "situacao",
        kind: "decision",
        title: "Como está o boleto?",
        choices: [
          { label: "Já foi pago", goTo: "pago" },
          { label: "Vencido há menos de 30 dias", goTo: "emitir" },
          { label: "Vencido há mais de 30 dias", goTo: "refazer" },
        ],
      },
      {
        key: "pago",
        kind: "text",
        title: "Diga que o pagamento já foi recebido",
        body: "{{cliente.primeiro_nome}}, o pagamento desse boleto já foi recebido. Não é preciso pagar de novo.",
        goTo: END,
      },
      {
        key: "refazer",
        kind: "text",
        title: "Explique que o pedido precisa ser refeito",
        body: "Esse boleto venceu há mais de 30 dias e o pedido foi cancelado. Se ainda quiser o produto, é só fazer o pedido de novo pelo site.",
        goTo: END,
      },
      {
        key: "emitir",
        kind: "check",
        title: "Gere a 2ª via com a data que o cliente escolheu",
        body: "A data pode ir até cinco dias úteis para a frente.",
        isRequired: true,
      },
      {
        key: "enviar",
        kind: "text",
        title: "Mande a 2ª via",
        body: "Segue a 2ª via do boleto. O pagamento é confirmado em até dois dias úteis. Protocolo {{protocolo}}.",
        isRequired: true,
      },
    ],
  },
  {
    name: "Troca de produto",
    department: "Atendimento",
    purpose: "Trocar o que chegou errado ou com defeito, dentro do prazo e com foto.",
    terms: "Prazo: sete dias depois da entrega por arrependimento, noventa por defeito.",
    category: "Equipamento com defeito",
    queue: "Solucionadores",
    steps: [
      {
        key: "pedido",
        kind: "field",
        field: "order",
        title: "Qual é o número do pedido?",
        isRequired: true,
      },
      {
        key: "entrega",
        kind: "field",
        field: "date",
        title: "Quando o produto chegou?",
        body: "Está na página do pedido, em Entrega.",
      },
      {
        key: "motivo",
        kind: "decision",
        title: "Por que o cliente quer trocar?",
        choices: [
          { label: "Defeito ou avaria", goTo: "foto" },
          { label: "Produto errado", goTo: "foto" },
          { label: "Arrependimento", goTo: "etiqueta" },
        ],
      },
      {
        key: "foto",
        kind: "text",
        title: "Peça uma foto",
        body: "{{cliente.primeiro_nome}}, me mande por favor uma foto do produto e uma da etiqueta da caixa. Com elas já libero a troca.",
        isRequired: true,
      },
      {
        key: "descricao",
        kind: "ask",
        title: "O que a foto mostra?",
        body: "Em uma frase: a logística lê antes de receber.",
      },
      {
        key: "etiqueta",
        kind: "check",
        title: "Gere a etiqueta de devolução",
        body: "Logística reversa, em nome do cliente, válida por dez dias.",
        isRequired: true,
      },
      {
        key: "aviso",
        kind: "text",
        title: "Mande a etiqueta e o prazo",
        body: "Pronto! A etiqueta de devolução segue em anexo e vale por dez dias. Assim que o produto chegar, o novo sai em até dois dias úteis. Protocolo {{protocolo}}.",
        isRequired: true,
      },
    ],
  },
];

/** Published once, so that they are offered. */
export async function saveDemoProcedures(
  tx: Queryable,
  { queueOf, newId, at }: { queueOf: (name: string) => QueueId; newId: () => string; at: number },
): Promise<void> {
  const categories = new Map((await listCategories(tx)).map(({ id, name }) => [name, id]));
  for (const { category, queue, steps, ...words } of DEMO_PROCEDURES) {
    const id = asId<ProcedureId>(newId());
    const draft: Procedure = {
      ...words,
      steps: steps.map((step) => ({ ...UNSAID, ...step })),
      categoryIds: [idOf(categories, category)],
      queueIds: [queueOf(queue)],
      levels: [],
    };
    const state = { revision: 1, published: 1, publishedRevision: 1, isArchived: false };
    await saveProcedure(tx, { id, draft, ...state }, at);
    await addProcedureVersion(tx, { id, version: 1, content: draft }, at);
  }
}

const UNSAID = {
  ...{ body: "", url: null, field: null, isRequired: false },
  ...{ choices: [], goTo: null },
} as const;

function idOf(categories: ReadonlyMap<string, CategoryId>, name: string): CategoryId {
  const id = categories.get(name);
  if (id === undefined) throw new Error(`the demo has no category ${name}`);
  return id;
}
