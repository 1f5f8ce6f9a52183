import { DIRECTED_NOTICE_LENGTH_MAX, SIGNATURE_LENGTH_MAX, STRATEGIES } from "@circuito/domain";
import { z } from "zod";
import { agentView, closingRules, queueView } from "./views.ts";

/** How a queue chooses among those who may have a conversation; with `manual` people take. */
export const strategy = z.enum(STRATEGIES);

const HOUR_S = 3_600;
const DAY_S = 24 * HOUR_S;
/** Less than this nobody reads; more is no offer but a reservation. */
const offerSeconds = z.int().min(5).max(HOUR_S);
/** What everybody serves as one of a hundred would serve is not a queue of people. */
const MEMBERS_MAX = 2_000;

const terms = {
  strategy,
  /**
   * Time to accept an offer: where the customer waits at the window, and elsewhere. Null:
   * conversations are given without asking.
   */
  offer: z.strictObject({
    liveSeconds: offerSeconds.nullable(),
    asyncSeconds: offerSeconds.nullable(),
  }),
  /** How long a conversation waits for its previous owner, who is there and has no room. */
  stickyHoldSeconds: z.int().min(0).max(HOUR_S),
  /** From then on skills are a wish, and priority one higher; null: never. */
  relaxAfterSeconds: z.int().min(1).max(DAY_S).nullable(),
  /** How much longer until it goes to the overflow queue, or supervisors hear of it; null: never. */
  overflowAfterSeconds: z.int().min(1).max(DAY_S).nullable(),
  overflowQueueId: z.uuid().nullable(),
  /** Business minutes in which its people take what is handed over to them; null: no promise. */
  acceptWithinMinutes: z
    .int()
    .min(1)
    .max(7 * 24 * 60)
    .nullable(),
  /** What has an owner is answered by them alone; otherwise by whoever serves the queue. */
  onlyOwnerReplies: z.boolean(),
  /** Beginning to answer what nobody has takes it. */
  claimsOnTyping: z.boolean(),
  /** Below mails of its conversations, with the variables of quick replies; empty: nothing. */
  signature: z.string().trim().max(SIGNATURE_LENGTH_MAX),
  /** Of a directors' queue: its people may answer and end what needs no area. */
  resolvesInTriage: z.boolean(),
  /**
   * What customers are told who are directed here, with `{protocolo}`, `{area}`, `{prazo}` and `{nome}` in
   * it; null: nothing of its own.
   */
  directedNotice: z.string().trim().min(1).max(DIRECTED_NOTICE_LENGTH_MAX).nullable(),
  /** What is asked before a conversation ends. */
  closing: closingRules,
};

const member = z.strictObject({
  agentId: z.uuid(),
  /** Share of the queue's conversations relative to the others', under the strategy `weighted`. */
  weight: z.int().min(0).max(100),
});

export const queueSettings = queueView
  .pick({ id: true, level: true, role: true, area: true })
  .extend({
    name: z.string(),
    ...terms,
    members: z.array(member.extend({ name: z.string() })),
  });
export type QueueSettings = z.infer<typeof queueSettings>;

const queueName = z.string().trim().min(1).max(120);

const area = z.string().trim().min(1).max(80).nullable();

/** Solvers and directors are level 1, specialists 2 or 3; a supervisors' queue belongs to no level, and says 1. */
export const isLevelOfRole = ({ role, level }: { readonly role: string; readonly level: number }) =>
  (role === "specialist") === level > 1;

export const createQueueBody = z
  .strictObject({
    name: queueName,
    role: queueView.shape.role,
    level: queueView.shape.level,
    area: area.default(null),
  })
  .refine(isLevelOfRole, {
    path: ["level"],
    message: "specialists are of level 2 or 3, everybody else of level 1",
  });

/** What is left out stays as it is; members are replaced as a whole. */
export const updateQueueBody = z
  .strictObject({
    name: queueName,
    role: queueView.shape.role,
    level: queueView.shape.level,
    area,
    ...terms,
    members: z.array(member).max(MEMBERS_MAX),
  })
  .partial();
export type UpdateQueueBody = z.infer<typeof updateQueueBody>;

/** Where what is in a queue goes, with the note for whoever gets it; null: nothing may be in it. */
export const archiveQueueBody = z.strictObject({
  moveTo: z.strictObject({ queueId: z.uuid(), note: z.string().trim().min(1).max(500) }).nullable(),
});

export const archivedQueue = z.object({
  id: z.uuid(),
  name: z.string(),
  archivedAt: z.iso.datetime(),
});

/** Somebody who would wait in a queue now. */
export const whoWouldServeBody = z.strictObject({
  channel: z.string().trim().min(1).max(40),
  /** Least level of each that is asked for. */
  skills: z.record(z.string().trim().min(1).max(60), z.int().min(1).max(5)).default({}),
  /** What the customer speaks, such as `pt-BR`; null: it is not known. */
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
    .nullable()
    .default(null),
});

/** Who would get it, and the reason for or against everybody who serves the queue. */
export const whoWouldServe = z.object({
  agentId: z.uuid().nullable(),
  /** Why them, or why nobody. */
  because: z.string(),
  /** Time they would have to accept; null: it is given without asking. */
  offerSeconds: z.int().nullable(),
  candidates: z.array(
    z.object({
      agentId: z.uuid(),
      name: z.string(),
      /** `eligible`, or the first reason against. */
      because: z.string(),
      load: z.number(),
      capacity: z.number(),
    }),
  ),
});
export type WhoWouldServe = z.infer<typeof whoWouldServe>;

/** All that somebody has is read for every conversation that is handed out. */
const SKILLS_MAX = 50;
const CHANNELS_MAX = 50;
/** RFC 5646, 4.4.1: what a tag takes at the least. */
const LANGUAGE_LENGTH_MAX = 35;
const channel = z.string().trim().min(1).max(40);

export const agentSettings = agentView.extend({
  /** Most conversations of a channel at once; a channel that is not named has no limit of its own. */
  channelLimits: z.record(channel, z.int().min(0).max(1_000)),
  /** 1 knows a little, 5 teaches it. */
  skills: z.record(z.string().trim().min(1).max(60), z.int().min(1).max(5)),
  /** Codes such as `pt`; none: whatever comes. */
  languages: z.array(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)),
});
export type AgentSettings = z.infer<typeof agentSettings>;

const { channelLimits, skills, languages } = agentSettings.shape;
export const updateAgentBody = z
  .strictObject({
    /** Units; a conversation costs what its channel does. */
    capacity: z.number().min(0).max(1_000),
    channelLimits: channelLimits.refine((all) => Object.keys(all).length <= CHANNELS_MAX),
    skills: skills.refine((all) => Object.keys(all).length <= SKILLS_MAX),
    languages: languages
      .max(20)
      .refine((all) => all.every((tag) => tag.length <= LANGUAGE_LENGTH_MAX)),
  })
  .partial();

/** Units that a conversation of a channel costs its agent; others cost 1, mail 0.5. */
export const channelWeights = z.strictObject({
  weights: z
    .record(channel, z.number().min(0).max(100))
    .refine((all) => Object.keys(all).length <= CHANNELS_MAX),
});
