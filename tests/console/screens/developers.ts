import type { ConsoleStage } from "../console-stage.ts";
import type { Screen } from "./screen.ts";

interface Listed {
  readonly items: readonly { readonly id: string; readonly channel: string }[];
}

const sandboxes = async (stage: ConsoleStage) =>
  ((await stage.api("gustavo").get("/inboxes")) as Listed).items.filter(
    ({ channel }) => channel === "loopback",
  );

/** A test channel, as one press makes it. */
export async function sandboxMade(stage: ConsoleStage): Promise<string> {
  const [there] = await sandboxes(stage);
  if (there !== undefined) return there.id;
  const secret = `whsec_${Buffer.alloc(32, "sandbox").toString("base64")}`;
  const body = { name: "Caixa de areia", channel: "loopback", settings: { secret } };
  return ((await stage.api("gustavo").post("/inboxes", body)) as { id: string }).id;
}

async function keyMade(stage: ConsoleStage): Promise<void> {
  const { length } = await stage.query("select 1 from api_keys where name = 'ERP da loja'");
  if (length > 0) return;
  await stage.api("gustavo").post("/api-keys", { name: "ERP da loja", role: "agent" });
}

const AREA = "/settings/developers";

export const DEVELOPER_SCREENS: readonly Screen[] = [
  {
    name: "developers",
    who: "gustavo",
    path: AREA,
    reach: (page) => page.getByText("Endereço de base").waitFor(),
  },
  {
    name: "developers-routes",
    who: "gustavo",
    path: `${AREA}/routes`,
    reach: (page) => page.getByText("/api-limits").first().waitFor(),
  },
  {
    name: "developers-routes-nothing",
    who: "gustavo",
    path: `${AREA}/routes`,
    async reach(page) {
      await page.getByRole("searchbox", { name: "Procurar rotas" }).fill("xyzw");
      await page.getByText("Nenhuma rota com “xyzw”").waitFor();
    },
  },
  {
    name: "developers-events",
    who: "gustavo",
    path: `${AREA}/events`,
    async reach(page) {
      await page.getByRole("button", { name: "Cliente escreveu" }).press("Enter");
      const event = page.getByRole("group", { name: "Cliente escreveu" });
      await event.getByText("data.conversation.protocol").waitFor();
    },
  },
  {
    name: "developers-limits",
    who: "gustavo",
    path: `${AREA}/limits`,
    prepare: keyMade,
    reach: (page) => page.getByText("ERP da loja").first().waitFor(),
  },
  {
    name: "developers-sandbox",
    who: "gustavo",
    path: `${AREA}/sandbox`,
    prepare: async (stage) => void (await sandboxMade(stage)),
    async reach(page) {
      await page.getByRole("button", { name: "Enviar como cliente" }).press("Enter");
      await page.getByText("Roteada").first().waitFor();
    },
  },
  {
    name: "developers-changes",
    who: "gustavo",
    path: `${AREA}/changes`,
    reach: (page) => page.getByText("writeInSandbox").first().waitFor(),
  },
  {
    name: "api-keys-rotate",
    who: "gustavo",
    path: "/settings/api-keys",
    prepare: keyMade,
    async reach(page) {
      // In a table that is drawn anew meanwhile, a row may take the focus between focus and key.
      await page.getByRole("button", { name: "Trocar ERP da loja" }).first().click();
      await page.getByRole("radio", { name: "7 dias" }).waitFor();
    },
  },
];
