import { relative } from "node:path";
import { findInbox } from "@circuito/store";
import { testMessage } from "../cli/test-message.ts";
import { MAIL_PAGES } from "../demo-mail/mail-page.ts";
import { DEMO_SMS_SINK } from "../seed/demo-inboxes.ts";
import { type DemoLogin, readDemoLogins } from "../seed/demo-logins.ts";
import type { Started } from "./start.ts";

/** Nobody has it: a customer of the demo. */
const DEMO_CUSTOMER = "+5511900000001";
const DEMO_TEXT = "Olá! Meu boleto venceu, podem me ajudar?";

/** What a person who has just started the gateway wants to know next. */
export async function welcome(started: Started, tookMs: number): Promise<string> {
  const { config } = started.parts;
  const lines = [``, `Circuito is ready (${(tookMs / 1000).toFixed(1)} s)`, ``];
  if (config.roles.includes("web")) {
    lines.push(`  Console    ${config.publicUrl}`);
    if (started.demo) {
      lines.push(`  Demo shop  ${config.publicUrl}/demo`);
      lines.push(`  SMS sent   ${config.publicUrl}${DEMO_SMS_SINK}`);
      if (started.parts.demoMail) lines.push(`  Mail sent  ${config.publicUrl}${MAIL_PAGES}`);
    }
    lines.push(...(started.demo ? demoLogins(config.dataDir) : firstAdmin()));
    lines.push(...(await firstMessage(started)), ...firstMail(started));
  } else {
    lines.push(`  Roles      ${config.roles.join(", ")}`);
    lines.push(`  Health     http://127.0.0.1:${config.port}/readyz`);
  }
  return `${lines.join("\n")}\n\nStop with Ctrl-C.\n\n`;
}

function demoLogins(dataDir: string): string[] {
  const logins = readDemoLogins(dataDir);
  if (!logins) {
    return [``, `  The demo's log-ins were kept in a file that is gone.`, ...firstAdmin()];
  }
  const width = (of: (login: DemoLogin) => string): number =>
    Math.max(...logins.map((login) => of(login).length));
  const [emailWidth, passwordWidth] = [
    width(({ email }) => email),
    width(({ password }) => password),
  ];
  return [
    ``,
    `  Log-ins of the demo (kept in ${relative(process.cwd(), dataDir) || "."}/demo-logins.json)`,
    ...logins.map(
      ({ email, password, name, does }) =>
        `    ${email.padEnd(emailWidth)}  ${password.padEnd(passwordWidth)}  ${name}, ${does}`,
    ),
  ];
}

function firstAdmin(): string[] {
  return [
    ``,
    `  Make the first log-in with`,
    `    npm run circuito -- admin create --email you@example.com --name "Your name"`,
  ];
}

async function firstMessage({ parts, demo }: Started): Promise<string[]> {
  const { database, sealer, config } = parts;
  const inbox = demo && (await findInbox(database.pool, demo.sms));
  if (!inbox) return [];
  const message = { from: DEMO_CUSTOMER, text: DEMO_TEXT, at: Date.now() };
  const { path, headers, body } = testMessage(inbox, sealer, message);
  const options = Object.entries(headers).map(([name, value]) => `-H '${name}: ${value}'`);
  return [
    ``,
    `  Write to the demo's SMS number as a customer`,
    `    npm run circuito -- send --inbox "${inbox.name}" --from ${DEMO_CUSTOMER} --text "${DEMO_TEXT}"`,
    `  or, signed for the next five minutes`,
    `    curl -i ${config.publicUrl}${path} ${options.join(" ")} -d '${body}'`,
  ];
}

const DEMO_MAIL_CUSTOMER = "marina@cliente.example.com";

function firstMail({ parts: { demoMail } }: Started): string[] {
  const url = demoMail?.smtpUrl();
  if (!demoMail?.mailbox || url === undefined) return [];
  const { address } = demoMail.mailbox;
  const mail = `From: ${DEMO_MAIL_CUSTOMER}\\nTo: ${address}\\nSubject: Pedido %s\\n\\n${DEMO_TEXT}\\n`;
  return [
    ``,
    `  or to its mailbox, on the page above or with`,
    `    printf '${mail}' $(date +%s) | curl -sS --crlf --url ${url} --mail-from ${DEMO_MAIL_CUSTOMER} --mail-rcpt ${address} -T -`,
  ];
}
