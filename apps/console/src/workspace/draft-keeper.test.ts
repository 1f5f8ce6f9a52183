import type { DraftView } from "@circuito/protocol";
import { createDraftKeeper, type DraftServer } from "./draft-keeper.ts";
import { createDrafts, draftKey } from "./drafts.ts";

const id = "01900000-0000-7000-8000-000000000001";
const key = draftKey(id, "reply");
beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** A server that does what ours does, and the devices of one person. */
function world() {
  let stored: DraftView | undefined;
  /** What a save waits for on its way. */
  let way: Promise<void> = Promise.resolve();
  const server: DraftServer = {
    isOnItsWay: () => false,
    list: async () => (stored ? [stored] : []),
    async save(conversationId, room, { content, version }) {
      await way;
      if (stored && stored.version > version) {
        return { version: stored.version, elsewhere: stored };
      }
      const savedAt = "2026-11-27T00:00:00.000Z";
      stored = content
        ? {
            ...{ conversationId, room, savedAt, version: version + 1 },
            content: content as unknown as DraftView["content"],
          }
        : undefined;
      return { version: stored?.version ?? 0, elsewhere: null };
    },
  };
  const device = () => {
    const drafts = createDrafts("ana");
    const keeper = createDraftKeeper(drafts, server);
    return {
      keeper,
      drafts,
      write: (text: string) => drafts.write(id, "reply", { text, baseSeq: 1 }),
      text: () => drafts.store.getState()[key]?.text,
    };
  };
  return {
    device,
    holdSaves: () => {
      let go = () => {};
      way = new Promise((resolve) => {
        go = resolve;
      });
      return () => go();
    },
    stored: () => stored?.content.text,
    sentElsewhere: () => {
      stored = undefined;
    },
  };
}
const aSecond = () => jest.advanceTimersByTimeAsync(1_100);

test("what is written here is on the server a second later, and on another device", async () => {
  const { device, stored } = world();
  const one = device();
  one.write("Ol");
  one.write("Olá");
  await aSecond();
  expect(stored()).toBe("Olá");
  const other = device();
  await other.keeper.compare();
  expect(other.text()).toBe("Olá");
  other.write("Olá, Marina");
  await aSecond();
  await one.keeper.compare();
  expect(one.text()).toBe("Olá, Marina");
});

test("what two devices wrote is kept twice until the person chooses", async () => {
  const { device, stored } = world();
  const [one, other] = [device(), device()];
  one.write("aqui");
  await aSecond();
  other.write("lá");
  await aSecond();
  expect([stored(), other.text()]).toEqual(["aqui", "lá"]);
  expect(other.keeper.elsewhere.getState()[key]?.text).toBe("aqui");
  other.write("lá e mais");
  await aSecond();
  expect(stored()).toBe("aqui");
  other.keeper.keepMine(key);
  await aSecond();
  expect(stored()).toBe("lá e mais");
  await one.keeper.compare();
  expect(one.text()).toBe("lá e mais");
});

test("the other device's words can be taken instead", async () => {
  const { device } = world();
  const [one, other] = [device(), device()];
  one.write("aqui");
  await aSecond();
  other.write("lá");
  await other.keeper.compare();
  other.keeper.takeOther(key);
  expect([other.text(), other.keeper.elsewhere.getState()[key]]).toEqual(["aqui", undefined]);
});

test("emptied here it is forgotten there; sent elsewhere it goes here, but not what came after", async () => {
  const { device, stored, sentElsewhere } = world();
  const one = device();
  one.write("oi");
  await aSecond();
  one.write("");
  await aSecond();
  expect(stored()).toBeUndefined();
  one.write("pronto");
  await aSecond();
  sentElsewhere();
  await one.keeper.compare();
  expect(one.text()).toBeUndefined();
  one.write("um");
  await aSecond();
  one.write("um dois");
  sentElsewhere();
  await one.keeper.compare();
  expect(one.text()).toBe("um dois");
  await aSecond();
  expect(stored()).toBe("um dois");
});

test("what was on its way when it was sent does not come back as a draft", async () => {
  const { device, holdSaves, stored } = world();
  const one = device();
  const arrive = holdSaves();
  one.write("Enviado já");
  await aSecond();
  one.drafts.sent(id, "reply");
  arrive();
  await jest.advanceTimersByTimeAsync(0);
  expect(stored()).toBe("Enviado já");
  await aSecond();
  expect(stored()).toBeUndefined();
  await one.keeper.compare();
  expect(one.text()).toBeUndefined();
});

test("what was sent and begun anew elsewhere takes the place of the words that were sent", async () => {
  const { device, sentElsewhere } = world();
  const away = device();
  for (const text of ["Vou", "Vou ver"]) {
    away.write(text);
    await aSecond();
  }
  sentElsewhere();
  const here = device();
  here.write("Já vi");
  await aSecond();
  await away.keeper.compare();
  expect(away.text()).toBe("Já vi");
});

test("a file that is still on its way stays with its words, whichever answer of the server comes between", async () => {
  const { device, stored } = world();
  const one = device();
  const file = { id: "f", fileName: "rastreio.txt", mimeType: "text/plain", sizeBytes: 5 };
  const draft = { text: "Segue.", baseSeq: 1, files: [file] };
  one.drafts.write(id, "reply", draft);
  await aSecond();
  expect(stored()).toBe("Segue.");
  const files = (of: ReturnType<typeof device>) => of.drafts.store.getState()[key]?.files;

  // The page went before it heard that its words were saved.
  const reloaded = device();
  reloaded.drafts.write(id, "reply", draft);
  await reloaded.keeper.compare();
  expect(files(reloaded)).toEqual([file]);

  const other = device();
  await other.keeper.compare();
  other.write("Segue o rastreio.");
  await aSecond();
  await one.keeper.compare();
  expect(one.text()).toBe("Segue o rastreio.");
  expect(files(one)).toEqual([file]);
});

test.each(["compare", "flush"] as const)(
  "a page that was loaded again before it heard that its words were saved goes on from them: %s",
  async (first) => {
    const { device, stored } = world();
    device().write("Escrito");
    await aSecond();
    const reloaded = device();
    reloaded.write("Escrito, e mais");
    await reloaded.keeper[first]();
    await aSecond();
    await aSecond();
    expect(stored()).toBe("Escrito, e mais");
    expect(reloaded.keeper.elsewhere.getState()).toEqual({});
  },
);

test("what comes back with its names in another order is the same", async () => {
  const { device } = world();
  const mail = { subject: "Rastreio", to: [{ address: "marina@example.org", name: "Marina" }] };
  device().drafts.write(id, "reply", { text: "Segue.", baseSeq: 1, mail });
  await aSecond();
  const reloaded = device();
  const turned = { to: [{ name: "Marina", address: "marina@example.org" }], subject: "Rastreio" };
  reloaded.drafts.write(id, "reply", { mail: turned, baseSeq: 1, text: "Segue." });
  await reloaded.keeper.compare();
  expect(reloaded.keeper.elsewhere.getState()).toEqual({});
});
