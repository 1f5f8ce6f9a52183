export type { WebhookAttempt } from "../schema/index.ts";
export * from "./deliveries.ts";
export {
  addWebhook,
  changeWebhook,
  changeWebhookSecret,
  findWebhook,
  listWebhooksOn,
  lockWebhooks,
  noteWebhookRefused,
  noteWebhookTook,
  removeWebhook,
  type StoredWebhook,
  switchWebhookOff,
  switchWebhookOn,
  WEBHOOKS_FOLLOWER,
} from "./endpoints.ts";
export * from "./reading.ts";
export * from "./told.ts";
