import { readdir, readFile, rm } from "node:fs/promises";
import type { Server } from "node:http";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { ChatPreChat } from "@circuito/protocol";
import type { PageInvitations } from "@circuito/protocol/proactive-text";
import type { Browser, BrowserContext, BrowserContextOptions, Frame, Page } from "playwright-core";
import {
  axeViolations,
  chatFrame,
  launchBrowser,
  launcherOf,
  openPage,
  until,
} from "./harness/browser.ts";
import { buildWidget } from "./harness/build-widget.ts";
import { ChatGateway, INBOX } from "./harness/chat-gateway.ts";
import { startForeignSite, startHostSite } from "./harness/host-site.ts";
import { stopServer } from "./harness/web-server.ts";
import type {} from "./loader/main.ts";

/** A cold build and a browser on a busy machine. */
const TEST_TIMEOUT_MS = 60_000;
jest.setTimeout(TEST_TIMEOUT_MS);

let dist: string;
let browser: Browser;

beforeAll(async () => {
  [dist, browser] = await Promise.all([buildWidget(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  if (dist) await rm(dist, { recursive: true, force: true });
});

/** One gateway, one shop, one visitor; checks on the way out that nothing was leaked or stopped. */
async function visit(
  run: (visit: {
    page: Page;
    context: BrowserContext;
    gateway: ChatGateway;
    open: () => Promise<Frame>;
  }) => Promise<void>,
  {
    extra = "",
    foreign = "",
    name = "127.0.0.1",
    loader = "/widget.js",
    prepare,
    ...options
  }: BrowserContextOptions & {
    extra?: string;
    foreign?: string;
    name?: string;
    loader?: string;
    prepare?: (gateway: ChatGateway) => void;
  } = {},
): Promise<void> {
  const gateway = new ChatGateway(dist);
  prepare?.(gateway);
  await gateway.start();
  const shop = await startHostSite(gateway.origin, { extra, foreign, name, loader });
  const context = await browser.newContext({ locale: "pt-BR", ...options });
  const servers: Server[] = [shop.server];
  try {
    const { page, violations } = await openPage(context);
    await page.goto(shop.url);
    const open = async (): Promise<Frame> => {
      await until("the launcher", () => launcherOf(page));
      await page.evaluate(() => window.Circuito?.open());
      const frame = await chatFrame(page);
      await frame.getByRole("heading", { level: 1 }).waitFor();
      return frame;
    };
    await run({ page, context, gateway, open });
    expect(violations).toEqual([]);
    expect(gateway.violations).toEqual([]);
    expect(await context.cookies()).toEqual([]);
  } finally {
    await context.close();
    await gateway.stop();
    for (const server of servers) await stopServer(server);
  }
}

async function write(frame: Frame, text: string): Promise<void> {
  await frame.getByRole("textbox", { name: "Escreva sua mensagem" }).fill(text);
  await frame.getByRole("button", { name: "Enviar" }).click();
}

const bubbles = (frame: Frame): Promise<string[]> => frame.locator(".bubble").allInnerTexts();
const inLedger = (gateway: ChatGateway): string[] => gateway.ledger.map(({ text }) => text);

const ONE_PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** gzip -9, bytes; 1 kB is 1,000. What the widget costs a host page is a promise. */
const BUDGETS = [
  ["the loader", /^widget\.js$/, 4000],
  ["what invites", /^invite\.js$/, 4000],
  ["the chat's script", /^app\/assets\/index-.*\.js$/, 35_000],
  ["the chat's style sheet", /^app\/assets\/.*\.css$/, 3000],
  ["the form before a chat", /^app\/assets\/pre-chat-form-.*\.js$/, 4000],
  ["English", /^app\/assets\/en-.*\.js$/, 2000],
  ["Spanish", /^app\/assets\/es-.*\.js$/, 2000],
] as const;

test.each(BUDGETS)("%s stays within its budget", async (_name, pattern, bytesMax) => {
  const files = (await readdir(dist, { recursive: true })).filter((file) => pattern.test(file));
  expect(files).toHaveLength(1);
  const sizes = await Promise.all(files.map(async (file) => readFile(join(dist, file))));
  const [size] = sizes.map((content) => gzipSync(content, { level: 9 }).byteLength);
  expect(size).toBeGreaterThan(0);
  expect(size).toBeLessThanOrEqual(bytesMax);
});

test("no schema library has slipped into the browser", async () => {
  const files = await readdir(join(dist, "app/assets"));
  for (const file of files.filter((one) => one.endsWith(".js"))) {
    expect(await readFile(join(dist, "app/assets", file), "utf8")).not.toMatch(
      /ZodError|safeParse/,
    );
  }
});

test("a message goes out, its answer comes in, and closed chats count what is unread", async () => {
  await visit(async ({ page, gateway, open }) => {
    expect(await until("the launcher", () => launcherOf(page))).toEqual({
      name: "Abrir chat",
      expanded: false,
    });
    expect(page.frames()).toHaveLength(1);

    const frame = await open();
    await frame.getByText("Atendimento disponível").waitFor();
    expect(await launcherOf(page)).toEqual({ name: "Fechar chat", expanded: true });
    await until("focus in the composer", () =>
      frame.evaluate(() => document.activeElement?.tagName === "TEXTAREA"),
    );
    await page.keyboard.type("Olá, meu pedido não chegou");
    await page.keyboard.press("Enter");
    await frame.getByText("Recebida").waitFor();
    gateway.agentSays("Boa tarde! Vou verificar: https://example.com/rastreio.");
    await frame.locator(".bubble", { hasText: "Boa tarde!" }).waitFor();
    expect(await frame.getByRole("link").getAttribute("href")).toBe("https://example.com/rastreio");
    await until(
      "the read position",
      () => gateway.reads.at(-1)?.seq === gateway.ledger.at(-1)?.seq,
    );

    await page.keyboard.press("Escape");
    await until("the chat to close", async () => (await launcherOf(page))?.expanded === false);
    gateway.agentSays("Encontrei seu pedido");
    await until(
      "the badge",
      async () => (await launcherOf(page))?.name === "Abrir chat, 1 nova mensagem",
    );
    // Focus came back to the launcher: Enter opens again.
    await page.keyboard.press("Enter");
    await until("the chat to open", async () => (await launcherOf(page))?.name === "Fechar chat");
    expect(await bubbles(frame)).toEqual([
      "Olá, meu pedido não chegou",
      "Boa tarde! Vou verificar: https://example.com/rastreio.",
      "Encontrei seu pedido",
    ]);
  });
});

test("what the attendant offers is answered with a press, by mouse or keyboard, and only while it is newest", async () => {
  await visit(async ({ page, gateway, open }) => {
    const frame = await open();
    await write(frame, "Oi");
    await frame.getByText("Recebida").waitFor();
    gateway.attendantAsks("Qual assunto?", ["Financeiro", "Falar com uma pessoa"]);
    const offered = frame.getByRole("group", { name: "Escolha uma opção" });
    const titles = (): Promise<string[]> => offered.getByRole("button").allTextContents();
    await until("the buttons", async () => (await titles()).length === 2);
    expect(await titles()).toEqual(["Financeiro", "Falar com uma pessoa"]);
    await until("the offer to be spoken", async () =>
      (await frame.locator("[aria-live=polite]").allTextContents()).some((said) =>
        said.includes("Escolha uma opção: Financeiro, Falar com uma pessoa"),
      ),
    );

    await offered.getByRole("button", { name: "Financeiro" }).press("Enter");
    await until("the words", () => inLedger(gateway).at(-1) === "Financeiro");
    expect(gateway.choices).toEqual(["choice-1"]);
    expect(await offered.count()).toBe(0);
    // The focus stays in the thread, a step before the next offer.
    gateway.attendantAsks("Sobre o quê?", ["Boleto", "Voltar"]);
    await until("the next buttons", async () => (await titles())[0] === "Boleto");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await until(
      "the answer",
      () => gateway.choices.at(-1) === "choice-1" && gateway.choices.length === 2,
    );

    // Words without an end are broken, not cut at the edge.
    gateway.attendantAsks("De qual loja?", ["marketplace".repeat(9)]);
    await until("the long button", async () => (await titles())[0]?.startsWith("marketplace"));
    const [group, long] = [
      await offered.boundingBox(),
      await offered.getByRole("button").boundingBox(),
    ];
    expect(long?.width).toBeLessThanOrEqual(group?.width ?? 0);

    gateway.attendantAsks("Mais alguma coisa?", ["Não"]);
    await until("the last buttons", async () => (await titles())[0] === "Não");
    await write(frame, "Sim, sobre o boleto");
    await until("the buttons to go", async () => (await offered.count()) === 0);
    expect(gateway.choices).toHaveLength(2);
  });
});

test("what the house asks once it is over is a card: answered by keyboard, once, with reasons or without", async () => {
  await visit(async ({ page, gateway, open }) => {
    const frame = await open();
    await write(frame, "Meu cupom não funciona");
    await frame.getByText("Recebida").waitFor();
    gateway.update({ status: "resolved" });
    const yes = [{ id: "ask/yes", title: "Sim, foi resolvido" }];
    gateway.houseAsks("solved", "O que você precisava foi resolvido?", yes);
    const solved = frame.getByRole("group", { name: "O que você precisava foi resolvido?" });
    expect(await axeViolations(frame)).toEqual([]);
    await solved.getByRole("button", { name: "Sim, foi resolvido" }).press("Enter");
    await until("the answer", () => gateway.choices.at(-1) === "ask/yes");
    expect(await solved.count()).toBe(0);

    const scores = Array.from({ length: 11 }, (_, score) => ({
      id: `survey/${score}`,
      title: String(score),
      ...(score === 0 && { description: "de jeito nenhum" }),
      ...(score === 10 && { description: "com certeza" }),
    }));
    gateway.houseAsks("score", "Você nos recomendaria?", scores);
    const scale = frame.getByRole("group", { name: "Você nos recomendaria?" });
    await scale.getByText("10 = com certeza").waitFor();
    expect(await axeViolations(frame)).toEqual([]);
    // From the thread, where the focus went, the scale is one step away.
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    expect(await frame.evaluate(() => document.activeElement?.textContent)).toBe("1");
    await scale.getByRole("button", { name: "10, com certeza" }).press("Space");
    await until("the score", () => gateway.choices.at(-1) === "survey/10");
    expect(inLedger(gateway).filter((text) => text === "10")).toHaveLength(1);

    gateway.houseAsks("reasons", "O que mais gostou?");
    const why = frame.getByRole("group", { name: "O que mais gostou?" });
    await why.getByRole("textbox").fill("  Foi rápido.  ");
    await why.getByRole("button", { name: "Enviar resposta" }).click();
    await until("the reasons", () => inLedger(gateway).at(-1) === "Foi rápido.");
    expect(await why.count()).toBe(0);

    gateway.houseAsks("reasons", "O que faltou?");
    const skipped = frame.getByRole("group", { name: "O que faltou?" });
    await skipped.getByRole("button", { name: "Pular" }).click();
    await frame.locator(".bubble", { hasText: "O que faltou?" }).waitFor();
    expect(await skipped.count()).toBe(0);
    expect(inLedger(gateway).at(-1)).toBe("O que faltou?");
  });
});

test("ticks, queue, hours, typing and protocol are shown as the server tells them", async () => {
  await visit(
    async ({ gateway, open }) => {
      const frame = await open();
      await frame.getByText(/Fora do horário de atendimento\. Voltamos/).waitFor();
      await write(frame, "Oi");
      await frame.getByText("Recebida").waitFor();
      const [message] = gateway.ledger;
      gateway.update({ queue: { position: 3, estimateSeconds: 350 } });
      await frame.getByText("Sua posição na fila: 3 · cerca de 6 minutos").waitFor();
      gateway.tell("queue", { queue: { position: 2, estimateSeconds: null } });
      await frame.getByText("Sua posição na fila: 2", { exact: true }).waitFor();
      expect(await frame.getByText("cerca de").count()).toBe(0);
      await frame.getByText("Protocolo 2026-0418-7").waitFor();
      for (const [status, shown] of [
        ["sent", "Enviada"],
        ["delivered", "Entregue"],
        ["read", "Lida"],
      ] as const) {
        gateway.tell("status", {
          conversationId: gateway.conversation?.conversationId,
          messageId: message?.id,
          status,
        });
        await frame.locator(".tick", { hasText: shown }).waitFor();
      }
      gateway.update({ queue: null, agentName: "Marina" });
      await frame.getByText("Marina está atendendo você").waitFor();
      gateway.tell("typing", { authorName: "Marina" });
      await frame.getByText("Marina está digitando…").waitFor();
      gateway.update({ status: "resolved" });
      await frame.getByText("Este atendimento foi encerrado.", { exact: false }).waitFor();
    },
    {
      prepare: (gateway) => {
        gateway.hours = { open: false, opensAt: "2026-04-20T12:00:00.000Z" };
      },
    },
  );
});

test("words written while the server is away arrive once, in order, when it is back", async () => {
  await visit(async ({ gateway, open }) => {
    const frame = await open();
    await write(frame, "um");
    await frame.getByText("Recebida").waitFor();
    await gateway.stop();
    await frame.getByText("Sem conexão.", { exact: false }).first().waitFor();
    await write(frame, "dois");
    await write(frame, "três");
    await frame.getByText("Será enviada quando a conexão voltar").first().waitFor();
    expect(inLedger(gateway)).toEqual(["um"]);
    await gateway.start();
    await until("both to arrive", () => gateway.ledger.length === 3);
    await frame.locator(".tick.queued, .tick.sending").first().waitFor({ state: "detached" });
    expect(inLedger(gateway)).toEqual(["um", "dois", "três"]);
    expect(await bubbles(frame)).toEqual(["um", "dois", "três"]);
  });
});

/** Unsent words in the browser's own store. */
function keptIn(frame: Frame): Promise<number> {
  return frame.evaluate(async () => {
    const [{ name = "" } = {}] = await indexedDB.databases();
    const opening = indexedDB.open(name);
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const counting = database.transaction("outbox").objectStore("outbox").count();
    return await new Promise<number>((resolve, reject) => {
      counting.onsuccess = () => resolve(counting.result);
      counting.onerror = () => reject(counting.error);
    });
  });
}

test("words that never left the browser survive a reload and arrive once, in order", async () => {
  await visit(async ({ page, gateway, open }) => {
    const frame = await open();
    await write(frame, "um");
    await frame.getByText("Recebida").waitFor();
    // The frame's files keep coming, the chat itself is refused: nothing can be sent.
    gateway.refuseWith = "unavailable";
    gateway.tell("refused", { code: "unavailable", message: "restarting" });
    await gateway.stop();
    await gateway.start();
    await frame.getByText("Sem conexão.", { exact: false }).first().waitFor();
    await write(frame, "dois");
    await write(frame, "três");
    await until("both to be kept", async () => (await keptIn(frame)) === 2);
    await page.reload();
    const again = await open();
    await again.getByText("três").waitFor();
    expect(inLedger(gateway)).toEqual(["um"]);
    gateway.refuseWith = null;
    await until("both to arrive", () => gateway.ledger.length === 3);
    await again.getByText("Recebida").last().waitFor();
    expect(inLedger(gateway)).toEqual(["um", "dois", "três"]);
    expect(await bubbles(again)).toEqual(["um", "dois", "três"]);
  });
});

test("words whose answer got lost are sent again after a reload and stand in the ledger once", async () => {
  await visit(async ({ page, gateway, open }) => {
    const frame = await open();
    await frame.getByText("Atendimento disponível").waitFor();
    gateway.loseAcks = true;
    await write(frame, "cobrem só uma vez");
    await until("the commit", () => gateway.ledger.length === 1);
    await page.reload();
    gateway.loseAcks = false;
    const again = await open();
    await again.getByText("Recebida").waitFor();
    expect(await bubbles(again)).toEqual(["cobrem só uma vez"]);
    expect(inLedger(gateway)).toEqual(["cobrem só uma vez"]);
    // Nothing is left to send after yet another reload.
    const left = await again.evaluate(
      (name) =>
        new Promise((resolve) => {
          const opening = indexedDB.open(name);
          opening.onsuccess = () => {
            const all = opening.result.transaction("outbox").objectStore("outbox").getAll();
            all.onsuccess = () => resolve(all.result.length);
          };
        }),
      `circuito:${INBOX}`,
    );
    expect(left).toBe(0);
    expect(gateway.tokens.at(-1)).toBe("visitor-token");
  });
});

test("where the browser refuses storage to frames, the conversation resumes and the menu is honest", async () => {
  await visit(
    async ({ page, gateway, open }) => {
      // A full Chromium does so by itself in a private window; a headless shell refuses nothing.
      await page.addInitScript(() => {
        if (self === top) return;
        const get = (): never => {
          throw new DOMException("refused", "SecurityError");
        };
        for (const name of ["localStorage", "sessionStorage", "indexedDB"]) {
          Object.defineProperty(self, name, { get });
        }
      });
      const frame = await open();
      const refused = await frame.evaluate(() => {
        try {
          return localStorage.length < 0;
        } catch {
          return true;
        }
      });
      expect(refused).toBe(true);
      await write(frame, "oi");
      await frame.getByText("Recebida").waitFor();
      await page.reload();
      const again = await open();
      await again.locator(".bubble", { hasText: "oi" }).waitFor();
      expect(gateway.tokens).toEqual([null, "visitor-token"]);
      await again.getByRole("button", { name: "Mais opções" }).click();
      await again.getByText("Este navegador não guarda a conversa", { exact: false }).waitFor();
    },
    { name: "localhost" },
  );
});

test("a message lost on the way is fetched as soon as the next one shows the gap", async () => {
  await visit(async ({ gateway, open }) => {
    const frame = await open();
    await write(frame, "oi");
    await frame.getByText("Recebida").waitFor();
    gateway.agentSays("primeira", { unheard: true });
    gateway.agentSays("segunda");
    await frame.locator(".bubble", { hasText: "segunda" }).waitFor();
    expect(await bubbles(frame)).toEqual(["oi", "primeira", "segunda"]);
  });
});

test("what other windows post is ignored, by the chat and by the loader", async () => {
  const foreign = await startForeignSite();
  try {
    await visit(
      async ({ page, gateway, open }) => {
        const rounds = (): Promise<number> =>
          until("the foreign frame", () => page.frames().find((one) => one.url() === foreign.url))
            .then((frame) => frame.title())
            .then((title) => Number(title.split(":")[1] ?? 0));
        const frame = await open();
        await write(frame, "oi");
        await frame.getByText("Recebida").waitFor();
        const before = await rounds();
        await until("some more attempts", async () => (await rounds()) > before + 5);
        expect(await launcherOf(page)).toEqual({ name: "Fechar chat", expanded: true });
        await frame.getByText("Atendimento disponível").waitFor();
        expect(await bubbles(frame)).toEqual(["oi"]);
        const accent = await frame.evaluate(() =>
          document.documentElement.style.getPropertyValue("--accent"),
        );
        expect(accent).toBe("#6d28d9");
        expect(gateway.tokens).toEqual([null]);
        const kept = await page.evaluate((key) => localStorage.getItem(key), `circuito:${INBOX}`);
        expect(kept).toContain("visitor-token");
        expect(kept).not.toContain("stolen");
      },
      { foreign: foreign.url },
    );
  } finally {
    await stopServer(foreign.server);
  }
});

test("nothing is loaded, stored or sent before the visitor acts, nor before consent is given", async () => {
  await visit(
    async ({ page, gateway }) => {
      await until("the loader", () => page.evaluate(() => "loaded" in (window.Circuito ?? {})));
      await page.evaluate(() => window.Circuito?.open());
      expect(await launcherOf(page)).toBeNull();
      expect(page.frames()).toHaveLength(1);
      expect(await page.evaluate(() => localStorage.length)).toBe(0);
      expect(gateway.tokens).toEqual([]);
      // What was called meanwhile happens once there is consent.
      await page.evaluate(() => window.Circuito?.consent(true));
      const frame = await chatFrame(page);
      await frame.getByText("Atendimento disponível").waitFor();
      await page.evaluate(() => window.Circuito?.consent(false));
      await until("the launcher to go", async () => (await launcherOf(page)) === null);
      await until("the frame to go", () => page.frames().length === 1);
      expect(await page.evaluate(() => localStorage.length)).toBe(0);
      await page.evaluate(() => {
        window.Circuito?.consent(true);
        window.Circuito?.open();
      });
      await until("a new visitor", () => gateway.tokens.length === 2);
      expect(gateway.tokens).toEqual([null, null]);
    },
    { extra: 'data-consent="wait"' },
  );
});

test("calls made before the script has loaded are kept by the one-line stub", async () => {
  await visit(async ({ page }) => {
    await page.addInitScript(`window.Circuito ??= new Proxy({ q: [] },
      { get: (t, k) => t[k] ?? ((...a) => t.q.push([k, a])) });
      Circuito.open();`);
    await page.reload();
    const frame = await chatFrame(page);
    await frame.getByText("Atendimento disponível").waitFor();
    expect(await launcherOf(page)).toEqual({ name: "Fechar chat", expanded: true });
  });
});

test("the demo shop opens the chat from a button of its own, and axe finds nothing wrong in it", async () => {
  await visit(async ({ page, gateway }) => {
    await page.goto(`${gateway.origin}/demo`);
    await until("the loader", () => page.evaluate(() => "loaded" in (window.Circuito ?? {})));
    expect(await axeViolations(page.mainFrame())).toEqual([]);
    await page.getByRole("button", { name: "Tirar uma dúvida" }).click();
    const frame = await chatFrame(page);
    await frame.getByText("Atendimento disponível").waitFor();
  });
});

test("on a phone the chat takes the window, and the back button closes it", async () => {
  await visit(
    async ({ page, open }) => {
      const frame = await open();
      await frame.getByText("Atendimento disponível").waitFor();
      expect(await frame.evaluate(() => [innerWidth, innerHeight])).toEqual([390, 780]);
      const url = page.url();
      await page.goBack();
      await until("the chat to close", async () => (await launcherOf(page))?.expanded === false);
      expect(page.url()).toBe(url);
    },
    { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true },
  );
});

test("as a page of its own the chat needs no loader, and its policy stops what is inline", async () => {
  await visit(async ({ context, gateway }) => {
    const { page, violations } = await openPage(context);
    await page.goto(`${gateway.origin}/widget/v1/${INBOX}`);
    await page.getByText("Atendimento disponível").waitFor();
    expect(await page.getByRole("button", { name: "Fechar chat" }).count()).toBe(0);
    expect(violations).toEqual([]);
    await page.evaluate(() => document.body.setAttribute("style", "color: red"));
    await until("the violation", () => violations.length > 0);
  });
});

test("logging out ends the conversation for the next person at this browser", async () => {
  await visit(async ({ page, gateway, open }) => {
    const frame = await open();
    await write(frame, "segredo");
    await frame.getByText("Recebida").waitFor();
    const composer = frame.getByRole("textbox", { name: "Escreva sua mensagem" });
    await composer.fill("rascunho");
    await page.evaluate(() => window.Circuito?.logout());
    await until("an empty composer", async () => (await composer.inputValue()) === "");
    await until("a new visitor", () => gateway.tokens.length === 2);
    expect(gateway.tokens).toEqual([null, null]);
  });
});

test("the introduction says what to correct, sends what is right, and can be skipped", async () => {
  await visit(async ({ page, gateway, open }) => {
    const frame = await open();
    await frame.getByRole("textbox", { name: "E-mail" }).fill("ana@");
    await frame.getByRole("textbox", { name: "Telefone" }).fill("ligue-me");
    await frame.getByRole("button", { name: "Salvar" }).click();
    await frame.getByText("Confira o e-mail", { exact: false }).waitFor();
    await frame.getByText("Use só números", { exact: false }).waitFor();
    expect(await frame.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("email");
    expect(gateway.introductions).toEqual([]);
    await frame.getByRole("textbox", { name: "E-mail" }).fill("ana@example.com");
    await frame.getByRole("textbox", { name: "Telefone" }).fill("(41) 99912-3388");
    await frame.getByRole("button", { name: "Salvar" }).click();
    await frame.getByText("Dados salvos. Obrigado.").waitFor();
    expect(gateway.introductions).toEqual([{ email: "ana@example.com", phone: "(41) 99912-3388" }]);
    await page.reload();
    const again = await open();
    await again.getByText("Atendimento disponível").waitFor();
    expect(await again.getByText("Quer se apresentar?").count()).toBe(0);
    // Escape closes the inner layer first.
    await again.getByRole("button", { name: "Mais opções" }).click();
    const first = again.getByRole("button", { name: "Seus dados" });
    await first.waitFor();
    await until("the menu to have the focus", () =>
      first.evaluate((button) => button === document.activeElement),
    );
    await page.keyboard.press("Escape");
    await first.waitFor({ state: "detached" });
    expect(await launcherOf(page)).toEqual({ name: "Fechar chat", expanded: true });
  });
});

const ASKED = {
  skippable: true,
  fields: [
    { key: "name", kind: "name", required: true },
    { key: "email", kind: "email", required: true },
    { key: "document", kind: "document", required: false },
    {
      key: "choice-1",
      kind: "choice",
      required: false,
      label: { "pt-BR": "Assunto" },
      options: [{ id: "o-1", label: { "pt-BR": "Boleto" } }],
    },
  ],
} as const;
const asking =
  (preChat: ChatPreChat) =>
  (gateway: ChatGateway): void => {
    gateway.settings = { ...gateway.settings, preChat };
  };
const focused = (frame: Frame) =>
  frame.evaluate(
    () => document.activeElement?.getAttribute("name") ?? document.activeElement?.tagName,
  );

test("what is asked before a chat is corrected in place, survives a reload, and goes with the first words", async () => {
  await visit(
    async ({ page, gateway, open }) => {
      const frame = await open();
      await frame.getByRole("heading", { name: "Antes de começar" }).waitFor();
      await frame.getByRole("textbox", { name: "Nome" }).fill("Ana");
      await frame.getByRole("textbox", { name: "E-mail" }).fill("ana@");
      await frame.getByRole("textbox", { name: /^CPF/ }).fill("CPF 529 982 247 25");
      await frame.getByRole("combobox", { name: /^Assunto/ }).selectOption({ label: "Boleto" });
      await frame.getByRole("button", { name: "Continuar" }).click();
      await frame.getByText("Confira o e-mail", { exact: false }).waitFor();
      expect(await focused(frame)).toBe("email");
      expect(await axeViolations(frame)).toEqual([]);
      await page.reload();
      const again = await open();
      const document = again.getByRole("textbox", { name: /^CPF/ });
      await document.waitFor();
      expect(await document.inputValue()).toBe("529.982.247-25");
      await again.getByRole("textbox", { name: "E-mail" }).fill("ana@example.com");
      await again.getByRole("button", { name: "Continuar" }).click();
      await again.getByText("Agora escreva sua mensagem", { exact: false }).waitFor();
      expect(gateway.ledger).toEqual([]);
      await write(again, "meu boleto venceu");
      await again.getByText("Recebida").waitFor();
      await write(again, "e agora?");
      await until("both messages", () => gateway.ledger.length === 2);
      expect(gateway.answers).toEqual([
        {
          name: "Ana",
          email: "ana@example.com",
          document: "529.982.247-25",
          "choice-1": "o-1",
        },
      ]);
    },
    { prepare: asking(ASKED) },
  );
});

test("a form that may be skipped is skipped by writing, and stands in nobody's way", async () => {
  await visit(
    async ({ gateway, open }) => {
      const frame = await open();
      await frame.getByRole("heading", { name: "Antes de começar" }).waitFor();
      await until("focus in the composer", async () => (await focused(frame)) === "TEXTAREA");
      await write(frame, "oi");
      await frame.getByText("Recebida").waitFor();
      expect(gateway.answers).toEqual([]);
      expect(await frame.getByRole("heading", { name: "Antes de começar" }).count()).toBe(0);
    },
    { prepare: asking(ASKED) },
  );
});

test("one that may not is first, and comes back with what was typed when its answers are refused", async () => {
  await visit(
    async ({ gateway, open }) => {
      const frame = await open();
      const name = frame.getByRole("textbox", { name: "Nome" });
      await name.waitFor();
      await until("focus in the form", async () => (await focused(frame)) === "name");
      expect(await frame.getByRole("textbox", { name: "Escreva sua mensagem" }).count()).toBe(0);
      expect(await frame.getByText("Não é preciso se identificar").count()).toBe(0);
      await name.fill("Ana");
      await frame.getByRole("textbox", { name: "E-mail" }).fill("ana@example.com");
      await frame.getByRole("button", { name: "Continuar" }).click();
      gateway.refusesAnswers = true;
      await write(frame, "oi");
      await frame.getByText("Confira o formulário", { exact: false }).waitFor();
      expect(await name.inputValue()).toBe("Ana");
      gateway.refusesAnswers = false;
      await name.fill("Ana Souza");
      await frame.getByRole("button", { name: "Continuar" }).click();
      await until("the words", () => gateway.ledger.length === 1);
      expect(gateway.answers).toEqual([{ name: "Ana Souza", email: "ana@example.com" }]);
    },
    { prepare: asking({ ...ASKED, skippable: false }) },
  );
});

test.each([
  ["unknown-inbox", "Este chat não está mais disponível."],
  ["origin-not-allowed", "Este chat não está liberado para este site."],
  ["identity-required", "Para conversar por aqui, entre na sua conta neste site."],
])("a refusal (%s) is explained, and trying again works once it is lifted", async (code, words) => {
  await visit(
    async ({ gateway, open }) => {
      const frame = await open();
      await frame.getByText(words).waitFor();
      gateway.refuseWith = null;
      await frame.getByRole("button", { name: "Tentar de novo" }).click();
      await frame.getByText("Atendimento disponível").waitFor();
    },
    { prepare: (gateway) => (gateway.refuseWith = code) },
  );
});

describe("the company's picture", () => {
  const logo = { path: `/widget/v1/${INBOX}/logo/ab`, alt: "Loja Ipê" };
  const prepare = (gateway: ChatGateway): void => {
    gateway.settings = { ...gateway.settings, logo };
  };

  test("stands before its name, and is named by its words", async () => {
    await visit(
      async ({ open }) => {
        const frame = await open();
        const picture = frame.getByRole("img", { name: "Loja Ipê" });
        await picture.waitFor();
        const box = await picture.boundingBox();
        expect([box?.width, box?.height]).toEqual([40, 40]);
        expect(await axeViolations(frame)).toEqual([]);
      },
      {
        prepare: (gateway) => {
          prepare(gateway);
          gateway.picture = ONE_PIXEL;
        },
      },
    );
  });

  test("leaves the first letter of the name where it does not come", async () => {
    await visit(
      async ({ open }) => {
        const frame = await open();
        await frame.locator("span.mark", { hasText: "L" }).waitFor();
        expect(await frame.getByRole("img").count()).toBe(0);
      },
      { prepare },
    );
  });
});

describe("an invitation", () => {
  const loader = `/widget/v1/${INBOX}/widget.js`;
  const rule: PageInvitations["rules"][number] = {
    ...{ id: "r-1", enabled: true, pages: ["/"], afterSeconds: 0, restDays: 7 },
    visitors: "all",
    hours: "any",
    locales: [],
    text: { "pt-BR": "Posso ajudar?", en: "Can I help?" },
  };
  const invited = (more: Parameters<typeof visit>[1] = {}) => ({
    loader,
    prepare: (gateway: ChatGateway): void => {
      gateway.proactive = [rule];
    },
    ...more,
  });
  /** What is said and pressed of it: its shadow root is closed to selectors. */
  const heardOf = async (page: Page): Promise<string[]> => {
    const session = await page.context().newCDPSession(page);
    const { nodes } = await session.send("Accessibility.getFullAXTree");
    await session.detach();
    return nodes
      .filter(({ ignored }) => !ignored)
      .map(({ role, name }) => `${role?.value} ${name?.value}`);
  };
  const isThere = async (page: Page) => (await heardOf(page)).includes("button Conversar");

  test("is said, takes no focus, and opens the chat, whose first words say which it was", async () => {
    await visit(async ({ page, gateway }) => {
      await until("the invitation", () => isThere(page));
      const heard = await heardOf(page);
      expect(heard).toContain("region Convite para o chat");
      expect(heard).toContain("button Dispensar o convite");
      await until("its words", async () =>
        (await heardOf(page)).some((said) => said.endsWith("Posso ajudar?")),
      );
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("BODY");
      expect(page.frames()).toHaveLength(1);
      expect(gateway.tokens).toEqual([]);

      // After the page's own link, before the chat's button.
      await page.keyboard.press("Tab");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      const frame = await chatFrame(page);
      await write(frame, "Quero, sim");
      await frame.getByText("Recebida").waitFor();
      await write(frame, "Ainda aí?");
      await until("both", () => gateway.ledger.length === 2);
      expect(gateway.invitations).toEqual(["r-1"]);
      expect(await isThere(page)).toBe(false);
    }, invited());
  });

  test("goes with Escape, gives the focus back, and is remembered in this browser alone", async () => {
    await visit(async ({ page, gateway }) => {
      await until("the invitation", () => isThere(page));
      await page.getByRole("link", { name: "Produtos" }).focus();
      await page.keyboard.press("Tab");
      await page.keyboard.press("Escape");
      await until("it to go", async () => !(await isThere(page)));
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("A");
      const kept: { dismissedAt?: number; shownAt?: object } = JSON.parse(
        await page.evaluate((key) => localStorage.getItem(key) ?? "{}", `circuito-visits:${INBOX}`),
      );
      expect(kept.dismissedAt).toBeGreaterThan(0);
      expect(kept.shownAt).toEqual({ "r-1": expect.any(Number) });
      expect(gateway.tokens).toEqual([]);
    }, invited());
  });

  test("is never laid over a modal of the page, and waits until it is gone", async () => {
    await visit(async ({ page }) => {
      await page.evaluate(() => {
        document.body.append(document.createElement("dialog"));
        document.querySelector("dialog")?.showModal();
        // What it looks at is counted: a look that found the modal is over.
        const { querySelectorAll } = document;
        document.querySelectorAll = (selectors: string) => {
          document.documentElement.dataset.looks = "some";
          return querySelectorAll.call(document, selectors);
        };
      });
      await page.waitForFunction(() => document.documentElement.dataset.looks);
      expect(await isThere(page)).toBe(false);
      await page.evaluate(() => document.querySelector("dialog")?.close());
      await until("the invitation", () => isThere(page));
      await page.evaluate(() => document.querySelector("dialog")?.showModal());
      await until("it to go", async () => !(await isThere(page)));
    }, invited());
  });

  test("is in the page's language, and stands still for whoever wants no motion", async () => {
    await visit(
      async ({ page }) => {
        await until("its words", async () =>
          (await heardOf(page)).some((said) => said.endsWith("Can I help?")),
        );
        expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
      },
      invited({ extra: 'data-locale="en"', reducedMotion: "reduce" }),
    );
  });

  test("nothing is kept before consent is given", async () => {
    await visit(
      async ({ page }) => {
        await page.waitForFunction("window.Circuito?.invites");
        expect(await page.evaluate(() => localStorage.length)).toBe(0);
        await page.evaluate(() => window.Circuito?.consent(true));
        await until("the invitation", () => isThere(page));
      },
      invited({ extra: 'data-consent="wait"' }),
    );
  });
});

test("an expired token makes a new visitor instead of a dead end", async () => {
  await visit(async ({ page, gateway, open }) => {
    const frame = await open();
    await write(frame, "oi");
    await frame.getByText("Recebida").waitFor();
    gateway.refuseWith = "token-invalid";
    await page.reload();
    await until("the refusal", () => gateway.tokens.length >= 2);
    gateway.refuseWith = null;
    const again = await open();
    await again.getByText("Atendimento disponível").waitFor();
    expect(gateway.tokens).toEqual([null, "visitor-token", null]);
  });
});

test("a signed-in customer is vouched for by a fresh token at every connection", async () => {
  await visit(async ({ page, gateway, open }) => {
    await until("the loader", () => page.evaluate(() => "loaded" in (window.Circuito ?? {})));
    await page.evaluate(() => {
      let asked = 0;
      window.Circuito?.identify(() => `jwt-${++asked}`);
    });
    const frame = await open();
    await frame.getByText("Atendimento disponível").waitFor();
    expect(gateway.identities).toEqual(["jwt-1"]);
    await gateway.stop();
    await gateway.start();
    await until("another connection", () => gateway.identities.length >= 2);
    expect(gateway.identities.slice(0, 2)).toEqual(["jwt-1", "jwt-2"]);
  });
});

test("what the host page says of its visitor before the chat is open is told once it is", async () => {
  await visit(async ({ page, gateway, open }) => {
    await until("the loader", () => page.evaluate(() => "loaded" in (window.Circuito ?? {})));
    await page.evaluate(() => window.Circuito?.set({ visitor: { name: "Ana" } }));
    await open();
    await until("the introduction", () => gateway.introductions.length > 0);
    expect(gateway.introductions).toEqual([{ name: "Ana" }]);
  });
});

test("English and Spanish come when wanted, and the page's language is declared", async () => {
  await visit(
    async ({ open }) => {
      const frame = await open();
      await frame.getByText("We are online").waitFor();
      expect(await frame.evaluate(() => document.documentElement.lang)).toBe("en");
      await frame.getByRole("button", { name: "More options" }).click();
      await frame.getByLabel("Language").selectOption("es");
      await frame.getByText("Atención disponible").waitFor();
      expect(await frame.evaluate(() => document.documentElement.lang)).toBe("es");
    },
    { extra: 'data-locale="en-US"' },
  );
});

test("new messages are spoken once, history never", async () => {
  await visit(async ({ page, gateway, open }) => {
    const frame = await open();
    await write(frame, "oi");
    await frame.getByText("Recebida").waitFor();
    await frame.evaluate(() => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      new MutationObserver(() => {
        for (const region of document.querySelectorAll("[aria-live=polite], [aria-live=assertive]"))
          if (region.textContent && heard.at(-1) !== region.textContent)
            heard.push(region.textContent);
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    gateway.agentSays("Bom dia");
    const heard = (in_: Frame): Promise<string[]> =>
      in_.evaluate(() => (window as unknown as { heard: string[] }).heard);
    await until("the announcement", async () => (await heard(frame)).length > 0);
    gateway.agentSays("Tudo bem?");
    await until("the next", async () => (await heard(frame)).length > 1);
    expect(await heard(frame)).toEqual(["Marina Costa: Bom dia", "Marina Costa: Tudo bem?"]);
    await page.reload();
    const again = await open();
    await again.locator(".bubble", { hasText: "Tudo bem?" }).waitFor();
    expect(await again.locator("[aria-live=polite]").allInnerTexts()).toEqual(["", ""]);
  });
});

describe.each(["light", "dark"] as const)("axe finds nothing wrong, %s", (colorScheme) => {
  const look = { colorScheme, reducedMotion: "reduce" } as const;

  test("in the chat, the menu and the host page", async () => {
    await visit(async ({ page, gateway, open }) => {
      const frame = await open();
      await write(frame, "Oi");
      await frame.getByText("Recebida").waitFor();
      gateway.agentSays("Olá, veja https://example.com/ajuda");
      gateway.update({ queue: { position: 2, estimateSeconds: 120 } });
      gateway.tell("typing", { authorName: "Marina" });
      await frame.getByText("Marina está digitando…").waitFor();
      expect(await axeViolations(frame)).toEqual([]);
      await frame.getByRole("button", { name: "Mais opções" }).click();
      expect(await axeViolations(frame)).toEqual([]);
      expect(await axeViolations(page.mainFrame())).toEqual([]);
    }, look);
  });

  test("offline, with words waiting", async () => {
    await visit(async ({ gateway, open }) => {
      const frame = await open();
      await frame.getByText("Atendimento disponível").waitFor();
      await gateway.stop();
      await frame.getByText("Sem conexão.", { exact: false }).first().waitFor();
      await write(frame, "fica guardada");
      await frame.getByText("Será enviada quando a conexão voltar").waitFor();
      expect(await axeViolations(frame)).toEqual([]);
    }, look);
  });

  test("refused", async () => {
    await visit(
      async ({ open }) => {
        const frame = await open();
        await frame.getByText("Este chat não está liberado para este site.").waitFor();
        expect(await axeViolations(frame)).toEqual([]);
      },
      { ...look, prepare: (gateway) => (gateway.refuseWith = "origin-not-allowed") },
    );
  });

  test("with a form to correct, outside business hours, on a bright accent", async () => {
    await visit(
      async ({ open }) => {
        const frame = await open();
        await frame.getByRole("textbox", { name: "E-mail" }).fill("ana@");
        await frame.getByRole("button", { name: "Salvar" }).click();
        await frame.getByText("Confira o e-mail", { exact: false }).waitFor();
        await frame.getByRole("textbox", { name: "Escreva sua mensagem" }).fill("a".repeat(10_001));
        await frame.getByText("Mensagem longa demais", { exact: false }).waitFor();
        expect(await axeViolations(frame)).toEqual([]);
      },
      {
        ...look,
        prepare: (gateway) => {
          gateway.hours = { open: false, opensAt: null };
          gateway.settings = { ...gateway.settings, accentColor: "#ffd400" };
        },
      },
    );
  });
});
