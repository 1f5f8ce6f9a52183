import { RecordingHost } from "@circuito/connector/testing";
import { ScriptedWhatsapp } from "../testing/scripted-whatsapp.ts";
import type { WaSession } from "../wa-session.ts";
import { WebMemory } from "../web-memory.ts";
import { LidBook } from "./lid-book.ts";

const KEPT = 3;

async function book(pairs: readonly [string, string][] = []) {
  const host = new RecordingHost();
  host.remembered = { phonesByLid: pairs };
  const whatsapp = new ScriptedWhatsapp();
  const session: WaSession = whatsapp.launch(
    {
      folder: "",
      executablePath: "",
      args: [],
      acceptsInsecureCerts: false,
      protocolTimeoutMs: 0,
      authTimeoutMs: 0,
      takeoverAfterMs: 0,
    },
    () => {},
  );
  const memory = await WebMemory.load(host.memory, host.log, 5);
  const lids = new LidBook({ memory, now: host.now, log: host.log, everyMs: 1, keptMax: KEPT });
  return { host, whatsapp, session, memory, lids };
}

test("of more accounts than are kept, those known longest are forgotten, both ways", async () => {
  const { lids, memory } = await book([
    ["1", "5511900000001"],
    ["2", "5511900000002"],
  ]);
  lids.learn("3", "5511900000003");
  lids.learn("4", "5511900000004");
  const known = ["1", "2", "3", "4"].map((lid) => lids.phoneOf(lid) !== undefined);
  expect(known).toEqual([false, true, true, true]);
  expect(lids.lidOf("5511900000001")).toBeUndefined();
  expect(lids.lidOf("5511900000004")).toBe("4");
  expect(memory.phonesByLid.size).toBe(KEPT);
});

test("who was asked for long ago is forgotten before who was asked for just now", async () => {
  const { lids, host, whatsapp, session } = await book();
  const ask = async (...wids: readonly string[]) => {
    for (const wid of wids) {
      host.advance(1_000);
      await lids.resolve(wid, session);
    }
    return whatsapp.named("lidAndPhone").length;
  };
  expect(await ask("1@lid", "2@lid", "3@lid")).toBe(3);
  expect(await ask("1@lid")).toBe(3);
  expect(await ask("4@lid")).toBe(4);
  expect(await ask("4@lid", "3@lid")).toBe(4);
  expect(await ask("1@lid")).toBe(5);
});

test("an account that has another number now is found by that one only", async () => {
  const { lids } = await book([["1", "5511900000001"]]);
  lids.learn("1", "5511900000009");
  expect(lids.phoneOf("1")).toBe("5511900000009");
  expect(lids.lidOf("5511900000009")).toBe("1");
  expect(lids.lidOf("5511900000001")).toBeUndefined();
});
