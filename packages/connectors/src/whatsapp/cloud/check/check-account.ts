import { type CheckedStep, cleanText } from "@circuito/connector";
import { z } from "zod";
import { getGraph } from "../graph/ask-graph.ts";
import type { GraphDoor } from "../graph/graph-door.ts";
import type { TemplateList } from "../templates/template-list.ts";

/** In the order in which an account is set up: what fails first explains what fails after it. */
export type CloudStep = "token" | "account" | "subscription" | "templates";

/** Business accounts have a handful of numbers; more than a page of them is looked at as far as it goes. */
const NUMBERS_MAX = 100;
const DETAIL_LENGTH_MAX = 300;

/** Asks Meta whether the settings of an inbox work together. Sends nothing to anybody; never rejects. */
export async function checkAccount(
  door: GraphDoor,
  templates: TemplateList,
  signal: AbortSignal,
): Promise<readonly CheckedStep[]> {
  return [
    await checked("token", () => lookAtNumber(door, signal)),
    await checked("account", () => findNumber(door, signal)),
    await checked("subscription", () => findSubscription(door, signal)),
    await checked("templates", async () => {
      const found = await templates.fetch(signal);
      const usable = found.filter(({ unusableBecause }) => unusableBecause === undefined);
      return {
        ok: true,
        detail: `${found.length} approved, ${usable.length} can be sent from here`,
      };
    }),
  ];
}

interface Finding {
  readonly ok: boolean;
  readonly detail: string;
}

async function checked(step: CloudStep, look: () => Promise<Finding>): Promise<CheckedStep> {
  try {
    const { ok, detail } = await look();
    return { step, ok, detail: oneLine(detail) };
  } catch (error) {
    const detail = error instanceof Error ? error.message : "failed";
    return { step, ok: false, detail: oneLine(detail) };
  }
}

const phoneNumber = z.object({
  display_phone_number: z.string(),
  verified_name: z.string().optional(),
  quality_rating: z.string().optional(),
});

async function lookAtNumber(door: GraphDoor, signal: AbortSignal): Promise<Finding> {
  const fields = "display_phone_number,verified_name,quality_rating";
  const path = `/${door.settings.phoneNumberId}?fields=${fields}`;
  const read = phoneNumber.safeParse(await getGraph(door, path, signal));
  if (!read.success) return { ok: false, detail: "the id is not that of a phone number" };
  const { display_phone_number, verified_name, quality_rating } = read.data;
  const parts = [
    display_phone_number,
    verified_name,
    quality_rating && `quality ${quality_rating}`,
  ];
  return { ok: true, detail: parts.filter((part) => part).join(", ") };
}

const withIds = z.object({ data: z.array(z.looseObject({ id: z.string().optional() })) });

async function findNumber(door: GraphDoor, signal: AbortSignal): Promise<Finding> {
  const { wabaId, phoneNumberId } = door.settings;
  const path = `/${wabaId}/phone_numbers?fields=id&limit=${NUMBERS_MAX}`;
  const read = withIds.safeParse(await getGraph(door, path, signal));
  if (!read.success) return { ok: false, detail: "the id is not that of a business account" };
  const ok = read.data.data.some(({ id }) => id === phoneNumberId);
  const numbers = read.data.data.length;
  return {
    ok,
    detail: ok
      ? `our number is one of ${numbers} of this business account`
      : `our number is none of the ${numbers} of this business account`,
  };
}

const subscribedApps = z.object({
  data: z.array(
    z.looseObject({
      whatsapp_business_api_data: z.looseObject({ name: z.string().optional() }).optional(),
    }),
  ),
});

async function findSubscription(door: GraphDoor, signal: AbortSignal): Promise<Finding> {
  const path = `/${door.settings.wabaId}/subscribed_apps`;
  const read = subscribedApps.safeParse(await getGraph(door, path, signal));
  if (!read.success) return { ok: false, detail: "the list of subscribed apps cannot be read" };
  const { data } = read.data;
  if (data.length === 0) {
    return { ok: false, detail: "no app is subscribed: no webhook will come" };
  }
  const names = data.flatMap(({ whatsapp_business_api_data: app }) => app?.name ?? []);
  return { ok: true, detail: `subscribed: ${names.join(", ") || `${data.length} apps`}` };
}

function oneLine(text: string): string {
  return cleanText(text).replace(/\s+/g, " ").trim().slice(0, DETAIL_LENGTH_MAX);
}
