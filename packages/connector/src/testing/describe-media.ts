/// <reference types="jest" />
import { buffer } from "node:stream/consumers";
import type { FetchedMedia } from "../connector.ts";
import { AddressRefused, MediaError } from "../errors.ts";
import type { MediaHarness } from "./harness.ts";
import type { OpenConnector } from "./open-connector.ts";
import {
  type ProviderConduct,
  type ProviderStandIn,
  standInProvider,
} from "./provider-stand-in.ts";

const FILE = "GIF89a customers' file";
const NEVER = new AbortController().signal;

/** What a connector that names files of its provider must do when they are fetched (kit 17). */
export function describeMedia(
  media: MediaHarness,
  open: () => OpenConnector,
  provider: () => ProviderStandIn,
): void {
  async function tryFetch(
    one: OpenConnector,
    url: string,
    signal: AbortSignal = NEVER,
  ): Promise<FetchedMedia | MediaError> {
    if (!one.connector.fetchMedia) throw new Error("connector names files and fetches none");
    try {
      return await one.connector.fetchMedia({ url }, signal);
    } catch (error) {
      one.saw(error);
      if (error instanceof MediaError) return error;
      throw error;
    }
  }
  const fileUrl = (): string => media.url(provider().url);
  function conduct(answer: ProviderConduct): void {
    provider().conduct(() => answer);
  }

  describe("files that the provider holds (kit 17)", () => {
    test("come as they are, with what the provider says of them", async () => {
      conduct({ status: 200, headers: { "content-type": "image/gif; x=y" }, body: FILE });
      const fetched = await tryFetch(open(), fileUrl());
      if (fetched instanceof MediaError) throw fetched;
      expect(fetched.mimeType).toBe("image/gif");
      expect((await buffer(fetched.bytes)).toString()).toBe(FILE);
      expect(provider().calls.at(-1)?.method).toBe("GET");
    });

    test.each([
      [404, "not-there"],
      [410, "not-there"],
      [401, "refused"],
      [403, "refused"],
      [408, "retry"],
      [500, "retry"],
      [503, "retry"],
      [204, "retry"],
    ])("a provider's %i is %s", async (status, kind) => {
      conduct({ status });
      expect(await tryFetch(open(), fileUrl())).toMatchObject({ name: "MediaError", kind });
    });

    test("a provider that asks to wait is heard", async () => {
      conduct({ status: 429, headers: { "retry-after": "30" } });
      const outcome = await tryFetch(open(), fileUrl());
      expect(outcome).toMatchObject({ kind: "retry", afterMs: 30_000 });
    });

    test("a line that is cut, or an answer that does not come, is tried again", async () => {
      conduct("cut");
      expect(await tryFetch(open(), fileUrl())).toMatchObject({ kind: "retry" });
      conduct("hang");
      const patience = new AbortController();
      const called = provider().nextCall();
      const outcome = tryFetch(open(), fileUrl(), patience.signal);
      await called;
      patience.abort();
      expect(await outcome).toMatchObject({ kind: "retry" });
    });

    test("a redirect is followed with a bound", async () => {
      const before = provider().calls.length;
      conduct({ status: 302, headers: { location: fileUrl() } });
      expect(await tryFetch(open(), fileUrl())).toMatchObject({ kind: "blocked" });
      expect(provider().calls.length - before).toBeLessThanOrEqual(5);
    });

    test("credentials never go to another host that a redirect names (B-48)", async () => {
      await using stranger = await standInProvider();
      stranger.conduct(() => ({ status: 200, body: FILE }));
      conduct({ status: 307, headers: { location: `${stranger.url}/file` } });
      const one = open();
      await tryFetch(one, fileUrl());
      expect(stranger.calls.map(({ headers }) => headers.authorization ?? "none")).toEqual(
        stranger.calls.map(() => "none"),
      );
    });

    test.each([
      "http://169.254.169.254/latest/meta-data",
      "ftp://files.example.com/1",
      "file:///etc/passwd",
      "https://user:password@files.example.com/1",
      "not an address",
      "",
    ])("%j is blocked, at once and as a redirect, and nobody is asked", async (address) => {
      const one = open();
      expect(await tryFetch(one, address)).toMatchObject({ kind: "blocked" });
      if (address === "" || address === "not an address") return;
      conduct({ status: 302, headers: { location: address } });
      const before = provider().calls.length;
      expect(await tryFetch(one, fileUrl())).toMatchObject({ kind: "blocked" });
      expect(provider().calls).toHaveLength(before + 1);
    });

    test("where the host does not connect, it is blocked", async () => {
      const one = open();
      one.host.refuseFetch(new AddressRefused("not from here"));
      expect(await tryFetch(one, fileUrl())).toMatchObject({ kind: "blocked" });
    });
  });
}
