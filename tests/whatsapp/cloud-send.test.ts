import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createGuardedRequest } from "../../apps/gateway/src/reach/guarded-request.ts";
import type { OutboundMessage } from "../../packages/connector/src/index.ts";
import { SendError } from "../../packages/connector/src/index.ts";
import {
  ANA,
  type CloudStage,
  cloudStage,
  fileOf,
  NEVER,
  openWindow,
  outbound,
  refusalOf,
} from "./cloud-stage.ts";

const DAY_MS = 24 * 60 * 60_000;
const PNG = Buffer.from("\x89PNG of a leaking tap", "latin1");

let stage: CloudStage;
beforeEach(async () => {
  stage = await cloudStage();
  openWindow(stage.graph, ANA);
});
afterEach(() => stage[Symbol.asyncDispose]());

const send = (message: OutboundMessage) => stage.sender.send(message, NEVER);
const bodies = () => stage.graph.submissions.map(({ message }) => message);

describe("what leaves", () => {
  test("words, with our own id for the statuses, and the message they answer", async () => {
    const message = outbound({ text: "veja", chat: { answers: "wamid.theirs" } });
    const receipt = await send(message);
    expect(bodies()).toMatchObject([
      {
        to: ANA.phone,
        type: "text",
        text: { body: "veja", preview_url: false },
        context: { message_id: "wamid.theirs" },
        biz_opaque_callback_data: message.id,
      },
    ]);
    expect(receipt).toEqual({ externalId: stage.graph.submissions[0]?.wamid });
  });

  test("to somebody without a number, by the id a business knows them by", async () => {
    const user = { userId: "BR.1502576394655843", username: "ana" };
    openWindow(stage.graph, user);
    await send(outbound({ to: "wa-user:BR.1502576394655843" }));
    expect(bodies()).toMatchObject([{ recipient: user.userId }]);
    expect(bodies()[0]).not.toHaveProperty("to");
  });

  test("to a Brazilian whose account is spelled without the ninth digit", async () => {
    openWindow(stage.graph, { phone: "5511900000077", waId: "551100000077" });
    await send(outbound({ to: "tel:+5511900000077" }));
    expect(stage.graph.submissions).toMatchObject([
      { outcome: "accepted", user: { waId: "551100000077" } },
    ]);
  });

  test.each(["wa-group:120363000000000001", "wa-lid:100000000000001", "mailto:ana@example.com"])(
    "not to %s, and nobody is asked",
    async (to) => {
      const refusal = await refusalOf(send(outbound({ to: to as OutboundMessage["to"] })));
      expect(refusal.kind).toBe("unreachable-address");
      expect(stage.graph.requests).toEqual([]);
    },
  );

  test("files, uploaded whole before the first message, the words under the first that shows them", async () => {
    const sound = Buffer.from("OggS");
    const message = outbound({
      text: "veja",
      media: [
        fileOf(sound, "audio/ogg"),
        fileOf(PNG, "image/png"),
        fileOf(PNG, "image/gif", "a.gif"),
      ],
    });
    await send(message);
    expect(bodies()).toMatchObject([
      { type: "audio", audio: { id: "900000000000001" } },
      { type: "image", image: { id: "900000000000002", caption: "veja" } },
      { type: "document", document: { id: "900000000000003", filename: "a.gif" } },
    ]);
    const hash = createHash("sha256").update(PNG).digest("hex");
    expect([...stage.graph.media.files.values()]).toMatchObject([
      { from: "upload", mimeType: "audio/ogg", fileName: "arquivo ção.bin", sizeBytes: 4 },
      { from: "upload", mimeType: "image/png", sha256: hash },
      { from: "upload", mimeType: "image/gif", sha256: hash },
    ]);
    expect(stage.graph.requests.map(({ path }) => path.split("/").at(-1))).toEqual([
      ...Array(3).fill("media"),
      ...Array(3).fill("messages"),
    ]);
    expect(new Set(stage.graph.submissions.map(({ opaque }) => opaque))).toEqual(
      new Set([message.id]),
    );
  });

  test("choices as buttons and as a list, as Meta takes them", async () => {
    const choices = Array.from({ length: 10 }, (_, at) => ({ id: `c${at}`, title: `Opção ${at}` }));
    await send(outbound({ text: "Qual?", chat: { choices: choices.slice(0, 3) } }));
    await send(outbound({ text: "Qual?", chat: { choices } }));
    expect(bodies()).toMatchObject([
      { interactive: { type: "button" } },
      { interactive: { type: "list" } },
    ]);
  });

  test("a template outside the window, and not with too few words", async () => {
    stage.graph.templates = [
      {
        id: "1",
        name: "pedido",
        language: "pt_BR",
        status: "APPROVED",
        category: "UTILITY",
        components: [{ type: "BODY", text: "Seu pedido {{1}} chegou." }],
      },
    ];
    stage.graph.advance(2 * DAY_MS);
    const template = { name: "pedido", language: "pt_BR", header: [], body: ["17"], buttons: [] };
    await send(outbound({ chat: { template } }));
    expect(stage.graph.submissions).toMatchObject([{ outcome: "accepted" }]);
    const less = refusalOf(send(outbound({ chat: { template: { ...template, body: [] } } })));
    expect(await less).toMatchObject({ kind: "rejected", providerCode: "132000" });
    const other = refusalOf(
      send(outbound({ chat: { template: { ...template, language: "en" } } })),
    );
    expect(await other).toMatchObject({ kind: "rejected", providerCode: "132001" });
  });
});

describe("what is refused", () => {
  test("free words a day after the customer wrote: outside the window", async () => {
    stage.graph.advance(DAY_MS + 1);
    const refusal = await refusalOf(send(outbound()));
    expect(refusal).toMatchObject({ kind: "outside-window", providerCode: "131047" });
  });

  test("a pace that is too fast: wait 1, 4, 16 seconds, and nobody is asked meanwhile", async () => {
    stage.graph.misbehaviors.plan({ kind: "problem", code: 131056 }, 3);
    const waits: (number | undefined)[] = [];
    for (let attempt = 0; attempt < 3; attempt++) {
      const refusal = await refusalOf(send(outbound()));
      expect(refusal).toMatchObject({ kind: "retry", providerCode: "131056" });
      waits.push(refusal.afterMs);
      const asked = stage.graph.requests.length;
      stage.host.advance((refusal.afterMs ?? 0) - 1);
      expect(await refusalOf(send(outbound()))).toMatchObject({ kind: "retry", afterMs: 1 });
      expect(stage.graph.requests).toHaveLength(asked);
      stage.host.advance(1);
    }
    expect(waits).toEqual([1_000, 4_000, 16_000]);
    await send(outbound());
  });

  test.each([500, 502, 503, 504])(
    "HTTP %i of something in between: nobody knows",
    async (status) => {
      stage.graph.misbehaviors.plan({ kind: "status", status });
      expect(await refusalOf(send(outbound()))).toMatchObject({ kind: "unknown" });
    },
  );

  test("a token that is over pauses the inbox, and is in no word of ours", async () => {
    await using other = await cloudStage({ accessToken: "another-token-of-somebody" });
    const refusal = await refusalOf(other.sender.send(outbound(), NEVER));
    expect(refusal).toMatchObject({ kind: "credentials", providerCode: "190" });
    expect(`${refusal.message} ${other.host.outputs}`).not.toContain("another-token");
  });

  test("a second file that is refused after the first was sent is for a person", async () => {
    stage.graph.misbehaviors.plan({ kind: "delay", ms: 0 });
    stage.graph.misbehaviors.plan({ kind: "problem", code: 130429 });
    const media = [fileOf(PNG, "image/png"), fileOf(PNG, "image/png")];
    const refusal = await refusalOf(send(outbound({ media })));
    expect(refusal).toMatchObject({ kind: "unknown", providerCode: "130429" });
    expect(refusal.message).toMatch(/^only 1 of 2 parts were sent: /);
  });

  test("a file that cannot be uploaded sends nothing, and one that was is not uploaded again", async () => {
    const message = outbound({ media: [fileOf(PNG, "image/png"), fileOf(PNG, "image/png")] });
    const { uploadMisbehaviors, misbehaviors, requests, submissions } = stage.graph;
    uploadMisbehaviors.plan({ kind: "delay", ms: 0 });
    uploadMisbehaviors.plan({ kind: "status", status: 502 });
    for (const conduct of ["first", "hang up", "code"] as const) {
      if (conduct === "hang up") uploadMisbehaviors.plan({ kind: "accept-then-cut" });
      if (conduct === "code") uploadMisbehaviors.plan({ kind: "problem", code: 131000 });
      expect(await refusalOf(send(message))).toMatchObject({ kind: "retry" });
    }
    expect(submissions).toEqual([]);
    misbehaviors.plan({ kind: "problem", code: 130429 });
    expect(await refusalOf(send(message))).toMatchObject({ kind: "retry" });
    const uploads = () => requests.filter(({ path }) => path.endsWith("/media")).length;
    const before = uploads();
    await send(message);
    expect(uploads()).toBe(before);
  });

  test("a file of ours that is shorter than it was said to be is not sent", async () => {
    const file = { ...fileOf(PNG, "image/png"), sizeBytes: PNG.byteLength + 1 };
    const refusal = await refusalOf(send(outbound({ media: [file] })));
    expect(refusal).toMatchObject({ kind: "retry" });
    expect(refusal.message).toMatch(/another size/);
    expect(stage.graph.submissions).toEqual([]);
  });
});

describe("when no answer comes", () => {
  /** Our webhook, as far as it reads statuses here. */
  async function withWebhook(run: (received: unknown[]) => Promise<void>): Promise<void> {
    const received: unknown[] = [];
    const server = createServer(async (request, response) => {
      let body = "";
      for await (const chunk of request.setEncoding("utf8")) body += chunk;
      received.push(JSON.parse(body));
      response.writeHead(200).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    stage.graph.webhookUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    try {
      await run(received);
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  test.each(["accept-then-cut", "accept-then-hang"] as const)(
    "%s: unknown, and the status that follows names our id",
    (kind) =>
      withWebhook(async (received) => {
        stage.graph.misbehaviors.plan({ kind });
        stage.graph.follows = ["sent"];
        const message = outbound();
        const patience = new AbortController();
        const refused = refusalOf(stage.sender.send(message, patience.signal));
        await stage.graph.arrived(1);
        patience.abort();
        expect(await refused).toMatchObject({ kind: "unknown" });
        await stage.graph.settled();
        const [submission] = stage.graph.submissions;
        const status = {
          id: submission?.wamid,
          status: "sent",
          biz_opaque_callback_data: message.id,
        };
        expect(received).toMatchObject([
          { entry: [{ changes: [{ value: { statuses: [status] } }] }] },
        ]);
      }),
  );

  test("what never left is a retry: a stop before the call, a Graph API that is not there", async () => {
    const stopped = refusalOf(stage.sender.send(outbound(), AbortSignal.abort()));
    expect(await stopped).toMatchObject({ kind: "retry" });
    expect(stage.graph.requests).toEqual([]);
    await stage.graph[Symbol.asyncDispose]();
    expect(await refusalOf(send(outbound()))).toMatchObject({ kind: "retry" });
    const withFile = refusalOf(send(outbound({ media: [fileOf(PNG, "image/png")] })));
    expect(await withFile).toMatchObject({ kind: "retry" });
  });
});

describe("courtesies", () => {
  const until = async (look: () => boolean): Promise<void> => {
    const deadline = Date.now() + 5_000;
    while (!look()) {
      if (Date.now() > deadline) throw new Error("never");
      await new Promise((resolve) => setImmediate(resolve));
    }
  };

  test("what the customer wrote last is marked as read when it is answered", async () => {
    await send(outbound({ newest: "wamid.theirs" }));
    await until(() => stage.graph.marks.length > 0);
    expect(stage.graph.marks).toEqual([
      { messaging_product: "whatsapp", status: "read", message_id: "wamid.theirs" },
    ]);
  });

  test("not where the inbox does not want it", async () => {
    await using quiet = await cloudStage({ marksRead: false });
    openWindow(quiet.graph, ANA);
    await quiet.sender.send(outbound({ newest: "wamid.theirs" }), NEVER);
    await quiet.sender.typing(`tel:+${ANA.phone}`, "wamid.theirs");
    await quiet.sender.stop();
    expect(quiet.graph.marks).toEqual([]);
  });

  test("a mark that is refused harms no message", async () => {
    const receipt = await send(outbound({ newest: "x".repeat(10) }));
    expect(receipt.externalId).toMatch(/^wamid\./);
    await stage.graph[Symbol.asyncDispose]();
    await expect(stage.sender.typing(`tel:+${ANA.phone}`, "wamid.1")).resolves.toBeUndefined();
  });

  test("that somebody writes is shown along with it", async () => {
    await stage.sender.typing(`tel:+${ANA.phone}`, "wamid.theirs");
    await stage.sender.typing(`tel:+${ANA.phone}`, undefined);
    expect(stage.graph.marks).toMatchObject([
      { message_id: "wamid.theirs", typing_indicator: { type: "text" } },
    ]);
  });
});

/** Bytes outside the heap that somebody still holds. */
function heldBytes(): number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  // The first finds what is not held, the second gives it back.
  collect();
  collect();
  return process.memoryUsage().arrayBuffers;
}

test.each([
  ["the engine's fetch", undefined],
  ["the gateway's own", createGuardedRequest({ mayReach: () => true })],
])("a film of 64 MB goes through a few megabytes of memory by %s", async (_, request) => {
  if (request) Object.assign(stage.host, { fetch: request });
  const chunk = Buffer.alloc(1024 * 1024, 7);
  const count = 64;
  let open = 0;
  let highest = 0;
  const film = {
    url: "https://gateway.example.com/media/1",
    mimeType: "video/mp4",
    fileName: "filme.mp4",
    sizeBytes: chunk.byteLength * count,
    open: async () =>
      Readable.from(
        (async function* () {
          for (let at = 0; at < count; at++) {
            open += 1;
            // What is only waiting to be collected is not held.
            if (at % 8 === 7) highest = Math.max(highest, heldBytes());
            yield Buffer.from(chunk);
          }
        })(),
        { highWaterMark: 1 },
      ),
  };
  const before = heldBytes();
  await send(outbound({ text: "", media: [film] }));
  expect(open).toBe(count);
  expect([...stage.graph.media.files.values()]).toMatchObject([{ sizeBytes: film.sizeBytes }]);
  expect(bodies()).toMatchObject([{ type: "document", document: { filename: "filme.mp4" } }]);
  // Both ends are in this process; whoever held it whole would hold all 64.
  expect((highest - before) / 1024 / 1024).toBeLessThan(16);
});

test("an error is never anything but a SendError", async () => {
  stage.graph.misbehaviors.plan({ kind: "problem", code: 999_999 });
  expect(await refusalOf(send(outbound()))).toBeInstanceOf(SendError);
});
