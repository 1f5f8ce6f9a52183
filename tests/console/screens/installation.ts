import type { Screen } from "./screen.ts";

const shop = { id: "shop", name: "E-mail da loja" };

/** One of everything: in order, a warning, broken, not checked. */
function diagnosis(): string {
  const found = [
    ["address", "address-answers", "ok", { address: "https://atendimento.example.com" }],
    ["sockets", "sockets-refused", "broken", { status: 400 }],
    ["certificate", "certificate-ends-soon", "warning", { days: 9, issuer: "Let's Encrypt" }],
    ["mailbox", "mailbox-fails", "broken", { step: "imap-login", hint: "wrong-password" }],
    ["database", "database-good", "ok", { version: 18 }],
    ["backups", "backups-unknown", "unchecked", {}],
    ["clock", "clock-right", "ok", { seconds: 0.2, clocks: 2 }],
  ] as const;
  const checks = found.map(([check]) => ({
    ...{ id: check, check },
    inbox: check === "mailbox" ? shop : null,
  }));
  const findings = found.map(([id, because, status, facts], index) => ({
    ...{ kind: "finding", ...checks[index], id, because, status, facts, ms: 40 },
  }));
  const events = [{ kind: "planned", checks }, ...findings, { kind: "finished", worst: "broken" }];
  return events.map((event) => `${JSON.stringify(event)}\n`).join("");
}

export const INSTALLATION_SCREENS: readonly Screen[] = [
  {
    name: "audit",
    who: "gustavo",
    path: "/settings/audit",
    reach: (page) => page.getByText("Criou um canal").first().waitFor(),
  },
  {
    name: "audit-entry",
    who: "gustavo",
    path: "/settings/audit",
    async reach(page) {
      await page
        .getByRole("row", { name: /Criou um canal/ })
        .first()
        .press("Enter");
      await page.getByRole("dialog").getByText("Informa o protocolo").waitFor();
    },
  },
  {
    name: "audit-empty",
    who: "gustavo",
    path: "/settings/audit?who=ninguem",
    reach: (page) => page.getByText("Nada neste período").waitFor(),
  },
  {
    name: "diagnostics",
    who: "gustavo",
    path: "/settings/diagnostics",
    reach: (page) => page.getByText("Nada foi verificado ainda").waitFor(),
  },
  {
    name: "diagnostics-found",
    who: "gustavo",
    path: "/settings/diagnostics",
    // What is broken on the machine of whoever takes the pictures is nobody's business.
    async arrange(page) {
      await page.route("**/api/v1/diagnostics", (route) =>
        route.fulfill({ contentType: "application/x-ndjson", body: diagnosis() }),
      );
    },
    async reach(page) {
      await page.getByRole("button", { name: "Verificar agora" }).press("Enter");
      await page.getByText("2 itens estão com problema.").waitFor();
    },
  },
  {
    name: "api-keys",
    who: "gustavo",
    path: "/settings/api-keys",
    async prepare(stage) {
      const { length } = await stage.query("select 1 from api_keys where name = 'ERP da loja'");
      if (length > 0) return;
      await stage.api("gustavo").post("/api-keys", { name: "ERP da loja", role: "agent" });
    },
    reach: (page) => page.getByRole("row", { name: /ERP da loja/ }).waitFor(),
  },
  {
    name: "api-keys-new",
    who: "gustavo",
    path: "/settings/api-keys",
    async reach(page) {
      await page.getByRole("button", { name: "Nova chave" }).press("Enter");
      await page.getByRole("button", { name: "Criar chave" }).press("Enter");
      await page.getByText("Diga para que programa é.").waitFor();
    },
  },
];
