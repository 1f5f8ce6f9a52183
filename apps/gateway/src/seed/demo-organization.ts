import type { Level, QueueRole, RuleCondition } from "@circuito/domain";

/** The organization a first start shows: small, Brazilian, with one of everything. */
export interface DemoQueue {
  readonly name: string;
  readonly level: Level;
  readonly role: QueueRole;
  readonly area?: string;
}

export const DEMO_QUEUES = [
  { name: "Solucionadores", level: 1, role: "solver" },
  { name: "Direcionamento", level: 1, role: "director" },
  { name: "Financeiro", level: 2, role: "specialist", area: "Financeiro" },
  { name: "Técnico", level: 2, role: "specialist", area: "Técnico" },
  { name: "Logística", level: 2, role: "specialist", area: "Logística" },
  { name: "Especialistas", level: 3, role: "specialist" },
  { name: "Supervisão", level: 1, role: "supervisor" },
] as const satisfies readonly DemoQueue[];

type QueueName = (typeof DEMO_QUEUES)[number]["name"];

export interface DemoPerson {
  readonly name: string;
  readonly email: string;
  readonly role: "agent" | "supervisor" | "admin";
  /** What they do, for the list of log-ins. */
  readonly does: string;
  readonly queues: readonly QueueName[];
}

export const DEMO_PEOPLE: readonly DemoPerson[] = [
  {
    name: "Ana Souza",
    email: "ana@demo.example",
    role: "agent",
    does: "solucionadora, nível 1",
    queues: ["Solucionadores"],
  },
  {
    name: "Bruno Lima",
    email: "bruno@demo.example",
    role: "agent",
    does: "solucionador, nível 1",
    queues: ["Solucionadores"],
  },
  {
    name: "Carla Mendes",
    email: "carla@demo.example",
    role: "agent",
    does: "direcionadora, nível 1",
    queues: ["Direcionamento"],
  },
  {
    name: "Diego Rocha",
    email: "diego@demo.example",
    role: "agent",
    does: "especialista: financeiro e logística",
    queues: ["Financeiro", "Logística"],
  },
  {
    name: "Elisa Prado",
    email: "elisa@demo.example",
    role: "agent",
    does: "especialista: técnico, níveis 2 e 3",
    queues: ["Técnico", "Especialistas"],
  },
  {
    name: "Fernanda Alves",
    email: "fernanda@demo.example",
    role: "supervisor",
    does: "supervisora",
    queues: ["Supervisão"],
  },
  {
    name: "Gustavo Reis",
    email: "gustavo@demo.example",
    role: "admin",
    does: "administrador",
    queues: [],
  },
];

export interface DemoRule {
  readonly name: string;
  readonly condition: RuleCondition;
  readonly queue: QueueName;
  readonly priority?: number;
  readonly tag?: string;
}

/** What needs another area is registered and directed; everything else somebody may solve at once. */
export const DEMO_RULES: readonly DemoRule[] = [
  {
    name: "Cobrança e pagamentos",
    condition: { words: ["boleto", "fatura", "nota fiscal", "cobrança", "pagamento", "reembolso"] },
    queue: "Direcionamento",
    tag: "financeiro",
  },
  {
    name: "Entregas",
    condition: { words: ["entrega", "rastreio", "rastreamento", "transportadora", "atrasado"] },
    queue: "Direcionamento",
    tag: "logística",
  },
  {
    name: "Urgências",
    condition: { words: ["urgente", "urgência", "não funciona", "parou de funcionar"] },
    queue: "Solucionadores",
    priority: 2,
    tag: "urgente",
  },
  { name: "Todo o resto", condition: {}, queue: "Solucionadores" },
];
