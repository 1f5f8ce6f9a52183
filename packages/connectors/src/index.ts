import type { ConnectorDefinition } from "@circuito/connector";
import { email } from "./email/email.ts";
import { form } from "./form/index.ts";
import { loopback } from "./loopback/index.ts";
import { sms } from "./sms/index.ts";
import { webchat } from "./webchat/index.ts";
import { whatsapp } from "./whatsapp/index.ts";

/** Every channel of this build. A new one is its folder beside these, and a line here. */
export const CONNECTORS: readonly ConnectorDefinition<unknown>[] = [
  email,
  form,
  loopback,
  sms,
  webchat,
  whatsapp,
];

export { type FormSettings, readFormSettings } from "./form/index.ts";
export { loopbackSettings, normalize as readLoopback } from "./loopback/index.ts";
export { type CheckedIdentity, checkIdentity } from "./webchat/check-identity.ts";
export { logoPath } from "./webchat/logo-path.ts";
export { logoOf } from "./webchat/settings.ts";
export { type WidgetInvitations, widgetInvitations } from "./webchat/widget-invitations.ts";
export { type WidgetLook, widgetLook } from "./webchat/widget-look.ts";
