import type { ConnectorDefinition } from "@circuito/connector";
import { email } from "./email/email.ts";
import { loopback } from "./loopback/index.ts";
import { sms } from "./sms/index.ts";
import { webchat } from "./webchat/index.ts";

export { placePictures } from "./email/html/mail-pictures.ts";
export { SANITIZER_VERSION } from "./email/html/sanitize-mail-html.ts";
export { attachmentName } from "./email/parse/attachment-name.ts";
export { ParseWorkers } from "./email/parse/parse-workers.ts";

/** Every channel of this build. A new one is its folder beside these, and a line here. */
export const CONNECTORS: readonly ConnectorDefinition<unknown>[] = [email, loopback, sms, webchat];
