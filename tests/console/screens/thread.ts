import type { ConsoleStage } from "../console-stage.ts";
import { longThread } from "../long-thread.ts";
import type { Screen } from "./screen.ts";

const RITA = "+5511900000031";

/** A customer with sixty messages; made once. */
async function ritaWrote(stage: ConsoleStage): Promise<void> {
  const { length } = await stage.query("select 1 from conversations where address = $1", [
    `tel:${RITA}`,
  ]);
  if (length > 0) return;
  await longThread(stage, RITA, 60);
  // The words of what the SQL above wrote are nobody's news: one that was sent as a customer does is.
  await stage.customerSays(RITA, "Ainda espero a segunda via do boleto vencido");
}

/** By its address: how far down its row is depends on who else has written meanwhile. */
async function ritasPath(stage: ConsoleStage): Promise<string> {
  const [rita] = await stage.query("select id from conversations where address = $1", [
    `tel:${RITA}`,
  ]);
  return `/inbox/${rita?.id}`;
}

const seen = (page: Parameters<Screen["reach"]>[0]): Promise<void> =>
  page.getByRole("log").getByRole("article").last().waitFor();

export const THREAD_SCREENS: readonly Screen[] = [
  {
    name: "thread-message-menu",
    who: "fernanda",
    path: ritasPath,
    prepare: ritaWrote,
    async reach(page) {
      await seen(page);
      await page.getByRole("log").getByRole("article").last().press("Enter");
      await page.getByRole("menu").waitFor();
    },
  },
  {
    name: "thread-message-timeline",
    who: "fernanda",
    path: ritasPath,
    prepare: ritaWrote,
    async reach(page) {
      await seen(page);
      await page.getByRole("log").getByRole("article").last().press("Enter");
      await page.getByRole("menuitem", { name: "O que aconteceu" }).press("Enter");
      await page.getByText("Recebida por").waitFor();
    },
  },
  {
    name: "thread-history",
    who: "fernanda",
    path: ritasPath,
    prepare: ritaWrote,
    async reach(page) {
      await seen(page);
      // Below 1280 px what stands beside the conversation is a drawer.
      const whole = page.getByRole("button", { name: "Ver tudo o que foi dito" });
      if ((await whole.count()) === 0 && (page.viewportSize()?.width ?? 0) < 1_280) {
        await page.keyboard.press("i");
      }
      await whole.press("Enter");
      await page.getByText("esta conversa").waitFor();
    },
  },
  {
    name: "search-begin",
    who: "fernanda",
    path: "/search",
    reach: (page) => page.getByText("Encontre o que foi dito").waitFor(),
  },
  {
    name: "search-messages",
    who: "fernanda",
    path: "/search?q=segunda%20boletos%20fila:Solucionadores",
    prepare: ritaWrote,
    async reach(page) {
      const hit = page.locator("mark").first();
      // The words of a message are taken a moment after it came.
      for (let tries = 0; tries < 20 && (await hit.count()) === 0; tries += 1) {
        await page.reload();
        await page.getByText("Nada encontrado").or(hit).first().waitFor();
      }
      await hit.waitFor();
    },
  },
  {
    name: "search-nothing",
    who: "fernanda",
    path: "/search?q=inexistente",
    reach: (page) => page.getByText("Nada encontrado").waitFor(),
  },
  {
    name: "search-customers",
    who: "fernanda",
    path: "/search?q=90000003&tab=customers",
    prepare: ritaWrote,
    reach: (page) => page.getByRole("grid", { name: "Resultados" }).waitFor(),
  },
];
