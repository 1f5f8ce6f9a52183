import { arrangeActs, type MacroAct, type QueueId } from "@circuito/domain";
import { listCategories, type Queryable, saveMacro } from "@circuito/store";

interface DemoMacro {
  readonly name: string;
  /** Name of the category it registers. */
  readonly category?: string;
  readonly acts: readonly MacroAct[];
  readonly draft?: string;
  readonly queue?: "Financeiro" | "Logística";
}

/** What a shop does together several times a day. */
const demoMacros = (queueOf: (name: string) => QueueId): readonly DemoMacro[] => [
  {
    name: "Pedir comprovante",
    acts: [
      { kind: "label", add: ["comprovante"], remove: [] },
      { kind: "snooze", minutes: null },
    ],
    draft:
      "Olá, {{cliente.primeiro_nome}}! Para localizar o pagamento, pode nos enviar o comprovante por aqui? O seu protocolo é {{protocolo}}.",
  },
  {
    name: "Encerrar sem retorno",
    acts: [
      { kind: "label", add: ["sem retorno"], remove: [] },
      {
        kind: "note",
        text: "{{cliente.nome}} não respondeu às nossas mensagens. Encerrada por {{atendente.nome}}.",
      },
      { kind: "resolve" },
    ],
  },
  {
    name: "Entrega atrasada: cobrar a transportadora",
    category: "Atrasada",
    queue: "Logística",
    acts: [
      { kind: "prioritize", priority: "high" },
      { kind: "note", text: "Cobrar a transportadora e avisar {{cliente.primeiro_nome}}." },
      { kind: "snooze", minutes: 4 * 60 },
    ],
    draft:
      "Olá, {{cliente.primeiro_nome}}! Já cobramos a transportadora e voltamos ainda hoje com uma posição.",
  },
  {
    name: "Devolver valor: passar ao Financeiro",
    category: "Reembolso",
    queue: "Logística",
    acts: [
      {
        kind: "transfer",
        queueId: queueOf("Financeiro"),
        note: "O pedido voltou ao estoque: devolver o valor ao cliente.",
      },
    ],
  },
];

/** After the categories, which some of them register. */
export async function saveDemoMacros(
  tx: Queryable,
  { queueOf, newId, at }: { queueOf: (name: string) => QueueId; newId: () => string; at: number },
): Promise<void> {
  const categories = await listCategories(tx);
  for (const { name, category, acts, draft = null, queue } of demoMacros(queueOf)) {
    const categoryId = categories.find((one) => one.name === category)?.id;
    const arranged = arrangeActs([
      ...acts,
      ...(categoryId === undefined ? [] : [{ kind: "categorize", categoryId } as const]),
    ]);
    if (arranged.kind === "refused") throw new Error(`the demo's macro ${name} cannot be done`);
    const queueId = queue === undefined ? null : queueOf(queue);
    const reach = { queueId, agentId: null, channels: [] };
    await saveMacro(
      tx,
      { ...reach, id: newId(), name, acts: arranged.acts, draft, version: 1 },
      at,
    );
  }
}
