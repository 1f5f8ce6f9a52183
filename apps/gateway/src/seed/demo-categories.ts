import { asId, type CategoryField, type QueueId, type Urgency } from "@circuito/domain";
import { type Queryable, saveCategory } from "@circuito/store";

interface DemoCategory {
  readonly name: string;
  /** Name of the queue where such problems usually go. */
  readonly queue: string;
  readonly urgency?: Urgency;
  readonly fields?: readonly CategoryField[];
  readonly children?: readonly Omit<DemoCategory, "queue" | "children">[];
}

const CPF: CategoryField = { key: "cpf", label: "CPF", kind: "cpf", need: "never" };
const ORDER: CategoryField = {
  key: "pedido",
  label: "Número do pedido",
  kind: "order",
  need: "never",
};

/** What customers of a small shop write about. */
const DEMO_CATEGORIES: readonly DemoCategory[] = [
  {
    name: "Financeiro",
    queue: "Financeiro",
    children: [
      { name: "2ª via de boleto", fields: [CPF] },
      { name: "Nota fiscal", fields: [ORDER] },
      {
        name: "Reembolso",
        urgency: "high",
        fields: [
          ORDER,
          {
            key: "forma",
            label: "Forma de pagamento",
            kind: "choice",
            need: "resolve",
            choices: ["Pix", "Cartão", "Boleto"],
          },
        ],
      },
    ],
  },
  {
    name: "Entrega",
    queue: "Logística",
    children: [
      { name: "Atrasada", urgency: "high", fields: [ORDER] },
      { name: "Endereço errado", fields: [ORDER] },
    ],
  },
  { name: "Equipamento com defeito", queue: "Técnico" },
];

export async function saveDemoCategories(
  q: Queryable,
  queueIds: ReadonlyMap<string, QueueId>,
  newId: () => string,
  now: number,
): Promise<void> {
  for (const { children = [], ...parent } of DEMO_CATEGORIES) {
    const queueId = queueIds.get(parent.queue);
    const whole = ({ name, urgency, fields = [] }: Omit<DemoCategory, "queue" | "children">) => ({
      ...{ id: asId<never>(newId()), name, urgency, fields, queueId },
      ...{ slaPolicyId: undefined, parentId: undefined, isArchived: false },
    });
    const saved = whole(parent);
    await saveCategory(q, saved, now);
    for (const child of children)
      await saveCategory(q, { ...whole(child), parentId: saved.id }, now);
  }
}
