import { until } from "../../apps/console/harness/until.ts";
import { type ConsoleStage, STAGE_TIMEOUT_MS, startConsoleStage } from "./console-stage.ts";

/** Two pages, on a busy machine. */
jest.setTimeout(120_000);

let stage: ConsoleStage;
beforeAll(async () => {
  stage = await startConsoleStage("article-pictures");
}, STAGE_TIMEOUT_MS);
afterAll(() => stage?.[Symbol.asyncDispose]());

/** As a browser paints them: a picture that is none would not load. */
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);
const file = (name: string, buffer: Buffer) => ({ name, mimeType: "image/png", buffer });

test("a picture is chosen, said in words, seen beside the text, and read by everybody once it is published", async () => {
  const page = await stage.open("fernanda", "/settings/knowledge/new");
  await page.getByRole("textbox", { name: "Título" }).fill("Onde fica o código");
  const text = page.getByRole("textbox", { name: "Texto", exact: true });
  await text.fill("Abra o pedido.");
  await text.press("End");

  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Imagem", exact: true }).press("Enter"),
  ]);
  await chooser.setFiles([file("nota.png", Buffer.from("no picture")), file("tela.png", PNG)]);
  await page.getByText("nota.png não é PNG, JPEG nem WebP.").waitFor();
  // What it shows is selected: it is written next.
  await until("the picture is in the text", async () => (await text.inputValue()).includes("]("));
  await page.keyboard.type("O código fica no alto");
  expect(await text.inputValue()).toMatch(
    /^Abra o pedido\.\n\n!\[O código fica no alto\]\(\/help\/pictures\/[\w-]+-1x1\)$/,
  );
  const preview = page.getByRole("img", { name: "O código fica no alto" });
  const isLoaded = () => preview.evaluate((img: HTMLImageElement) => img.naturalWidth === 1);
  await until("the preview shows it", isLoaded);

  await page.getByRole("button", { name: "Salvar rascunho" }).press("Enter");
  await page.waitForURL(/knowledge\/[0-9a-f-]{36}/);
  await page.getByRole("button", { name: "Publicar", exact: true }).press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").press("Enter");
  await dialog.waitFor({ state: "hidden" });

  const reader = await stage.visit("/help/pt-BR/onde-fica-o-codigo");
  const read = reader.getByRole("img", { name: "O código fica no alto" });
  await until("readers see it", () =>
    read.evaluate((img: HTMLImageElement) => img.naturalWidth === 1),
  );
  expect(stage.troubles).toEqual([]);
});
