/* What customers' problems are about, and what is to be written down of them. */
import { FIELD_KINDS, FIELD_NEEDS, FIELD_VALUE_LENGTH_MAX } from "@circuito/domain";
import { z } from "zod";

const id = z.uuid();

/** Longest words of a category's path, parent and name together. */
export const CATEGORY_LENGTH_MAX = 250;
/** Nobody fills in more before a customer is helped. */
export const FIELDS_MAX = 20;
/** More are no list to choose from. */
const CHOICES_MAX = 50;
/** A tree that a person still knows by heart is smaller by far. */
export const CATEGORIES_MAX = 500;

const urgency = z.enum(["low", "normal", "high", "urgent"]);

export const categoryField = z.strictObject({
  /** Names its value for good; the label may change. */
  key: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/),
  label: z.string().trim().min(1).max(80),
  kind: z.enum(FIELD_KINDS),
  /** From when on it must be filled in. */
  need: z.enum(FIELD_NEEDS),
  /** Of a `choice`: at least two. */
  choices: z.array(z.string().trim().min(1).max(80)).max(CHOICES_MAX).optional(),
});
export type CategoryFieldView = z.infer<typeof categoryField>;

/** What a category asks for, by its fields' keys, as typed. */
export const typedFields = z
  .record(z.string().max(60), z.string().max(FIELD_VALUE_LENGTH_MAX))
  .refine((all) => Object.keys(all).length <= FIELDS_MAX);

export const categoryBody = z.strictObject({
  name: z.string().trim().min(1).max(120),
  /** Two levels at most. */
  parentId: id.nullable(),
  /** Where such problems usually go. */
  queueId: id.nullable(),
  urgency: urgency.nullable(),
  slaPolicyId: id.nullable(),
  fields: z.array(categoryField).max(FIELDS_MAX),
});

export const categoryView = categoryBody.extend({
  id,
  /** No more offered; what was registered under it keeps it. */
  isArchived: z.boolean(),
  /** Conversations registered under it within 90 days; only told to who asked for it. */
  uses: z.int().optional(),
});
export type CategoryView = z.infer<typeof categoryView>;
