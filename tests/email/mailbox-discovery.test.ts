import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createGuardedRequest } from "../../apps/gateway/src/reach/guarded-request.ts";
import { wholeAnswers } from "../../apps/gateway/src/reach/whole-answers.ts";
import {
  AUTOCONFIG_BYTES_MAX,
  discoverMailbox,
  systemDns,
} from "../../packages/connectors/src/email/setup/index.ts";
import { FakeDns } from "../../packages/lab/src/fake-dns.ts";

const MIB = 1024 * 1024;
let folder: string;
let ca: string;
let server: Server;
let dns: FakeDns;
/** What the web server does with the next requests. */
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let requests: string[];
/** Names of the closed network, each with where it is. */
let hosts: Map<string, readonly string[]>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "circuito-discovery-"));
  const names = ["autoconfig.example.com", "example.com", "ispdb.example.net"];
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  execFileSync(
    "openssl",
    [
      ...[
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=example.com",
      ],
      ...["-addext", `subjectAltName=${names.map((name) => `DNS:${name}`).join(",")}`],
      ...["-keyout", key, "-out", cert],
    ],
    { stdio: "ignore" },
  );
  ca = readFileSync(cert, "utf8");
  server = createServer({ key: readFileSync(key), cert: ca }, (request, response) => {
    requests.push(`${request.headers.host?.split(":")[0]}${request.url}`);
    answer(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
});
beforeEach(async () => {
  dns = await FakeDns.start();
  requests = [];
  answer = (_, response) => response.writeHead(404).end();
  hosts = new Map([
    ["autoconfig.example.com", ["127.0.0.1"]],
    ["example.com", ["127.0.0.1"]],
    ["ispdb.example.net", ["127.0.0.1"]],
  ]);
});
afterEach(() => dns[Symbol.asyncDispose]());
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

interface Options {
  readonly mayReach?: (ipAddress: string) => boolean;
  readonly ispdbUrl?: string;
  readonly timeoutMs?: number;
}
function discover(address: string, options: Options = {}) {
  const { mayReach = () => true, ispdbUrl, timeoutMs = 2_000 } = options;
  const system = systemDns([dns.server]);
  const addresses = async (host: string): Promise<readonly string[]> => {
    const found = hosts.get(host);
    if (found) return found;
    throw Object.assign(new Error(`no ${host}`), { code: "ENOTFOUND" });
  };
  const bytesMax = AUTOCONFIG_BYTES_MAX;
  const request = createGuardedRequest({ mayReach, addresses, ca });
  const ask = wholeAnswers(request, { bytesMax, timeoutMs });
  const { port } = server.address() as AddressInfo;
  return discoverMailbox(address, {
    dns: { ...system, addresses },
    // The closed network has its web server at a port that anybody may open.
    fetch: (url, init) => {
      expect(url).toMatch(/^https:/);
      const moved = new URL(url);
      moved.port = String(port);
      return ask(moved.href, init);
    },
    ispdbUrl,
  });
}

const FILE = (host: string) => `<clientConfig version="1.1"><emailProvider id="example.com">
<displayShortName>Example</displayShortName><incomingServer type="imap"><hostname>${host}</hostname>
<port>993</port><socketType>SSL</socketType><username>%EMAILADDRESS%</username></incomingServer>
<outgoingServer type="smtp"><hostname>${host}</hostname><port>465</port><socketType>SSL</socketType>
<username>%EMAILADDRESS%</username></outgoingServer></emailProvider></clientConfig>`;

test("an address of a large provider is known without asking anybody", async () => {
  const { candidates } = await discover("loja@gmail.com");
  expect(candidates).toMatchObject([
    { source: "preset", provider: "Gmail", oauth: { scope: "https://mail.google.com/" } },
  ]);
  expect([requests, dns.asked]).toEqual([[], []]);
});

test("the domain's own file goes before its records, and those before where its mail goes", async () => {
  answer = (_, response) => response.end(FILE("mail.example.com"));
  dns.records.set("_imaps._tcp.example.com", [
    { type: "SRV", priority: 0, weight: 1, port: 993, target: "imap.example.com" },
  ]);
  dns.records.set("example.com", [
    { type: "MX", priority: 20, exchange: "backup.example.net" },
    { type: "MX", priority: 5, exchange: "mx.core.locaweb.com.br" },
  ]);
  const { candidates, looked } = await discover("loja@example.com");
  expect(candidates.map(({ source, imap }) => `${source} ${imap?.host}`)).toEqual([
    "autoconfig mail.example.com",
    "srv imap.example.com",
    "mx email-ssl.com.br",
  ]);
  expect(looked).toEqual([
    { source: "autoconfig", outcome: "found" },
    { source: "srv", outcome: "found" },
    { source: "mx", outcome: "found" },
    { source: "guess", outcome: "nothing" },
  ]);
  expect(candidates[0]?.from).not.toContain("loja");
});

test("the file under .well-known is as good", async () => {
  answer = (request, response) => {
    if (request.url?.startsWith("/.well-known/autoconfig/")) response.end(FILE("mail.example.com"));
    else response.writeHead(404).end();
  };
  const { candidates } = await discover("loja@example.com");
  expect(candidates).toMatchObject([{ source: "autoconfig", imap: { host: "mail.example.com" } }]);
  expect(requests.sort()).toEqual([
    "autoconfig.example.com/mail/config-v1.1.xml?emailaddress=loja%40example.com",
    "example.com/.well-known/autoconfig/mail/config-v1.1.xml",
  ]);
});

test("servers named twice are one choice", async () => {
  answer = (_, response) => response.end(FILE("mail.example.com"));
  for (const [name, port] of [
    ["_imaps", 993],
    ["_submissions", 465],
  ] as const) {
    dns.records.set(`${name}._tcp.example.com`, [
      { type: "SRV", priority: 0, weight: 1, port, target: "mail.example.com" },
    ]);
  }
  const { candidates } = await discover("loja@example.com");
  expect(candidates.map(({ source }) => source)).toEqual(["autoconfig"]);
});

test("a collection is asked when the operator names one, by domain alone, and otherwise not", async () => {
  answer = (request, response) => {
    if (request.url === "/v1.1/example.com") response.end(FILE("imap.example.org"));
    else response.writeHead(404).end();
  };
  const ispdbUrl = "https://ispdb.example.net/v1.1/";
  expect((await discover("loja@example.com", { ispdbUrl })).candidates).toMatchObject([
    { source: "ispdb", needsConfirmation: true },
  ]);
  requests = [];
  expect((await discover("loja@example.com")).candidates).toEqual([]);
  expect(requests.some((url) => url.startsWith("ispdb"))).toBe(false);
});

test("where nobody knows, the domain's own names are a guess, and beside a word they are none", async () => {
  hosts.set("mail.example.com", ["127.0.0.1"]).set("smtp.example.com", ["127.0.0.1"]);
  const server = { security: "tls", user: "loja@example.com" };
  expect((await discover("loja@example.com")).candidates).toMatchObject([
    {
      source: "guess",
      imap: { host: "mail.example.com", port: 993, ...server },
      smtp: { host: "smtp.example.com", port: 465, ...server },
    },
  ]);
  dns.records.set("example.com", [{ type: "MX", priority: 1, exchange: "mx.kinghost.net" }]);
  const { candidates } = await discover("loja@example.com");
  expect(candidates.map(({ source }) => source)).toEqual(["mx"]);
});

test("nothing anywhere is told as nothing, and a silent name server as no answer", async () => {
  hosts.clear();
  expect(await discover("loja@example.com")).toEqual({
    candidates: [],
    looked: [
      { source: "autoconfig", outcome: "nothing" },
      { source: "srv", outcome: "nothing" },
      { source: "mx", outcome: "nothing" },
      { source: "guess", outcome: "nothing" },
    ],
  });
  dns.silent.add("example.com");
  const { looked } = await discover("loja@example.com");
  expect(looked).toContainEqual({ source: "mx", outcome: "no-answer" });
});

describe("a domain that means harm", () => {
  const sources = async (options: Options = {}) =>
    (await discover("loja@example.com", options)).candidates.map(({ source }) => source);

  test("sends a hundred megabytes, of which little is read", async () => {
    let sent = 0;
    answer = (_, response) => {
      response.on("error", () => {});
      const piece = Buffer.alloc(64 * 1024, " ");
      const more = (): void => {
        while (sent < 100 * MIB && !response.destroyed) {
          sent += piece.length;
          if (!response.write(piece)) {
            response.once("drain", more);
            return;
          }
        }
        response.end();
      };
      more();
    };
    expect(await sources()).toEqual([]);
    expect(sent).toBeLessThan(50 * MIB);
  });

  test("keeps silent, or sends a byte now and then", async () => {
    const timers: NodeJS.Timeout[] = [];
    answer = (_, response) => {
      response.on("error", () => {});
      timers.push(setInterval(() => response.write(" "), 50));
    };
    const startedAt = performance.now();
    expect(await sources({ timeoutMs: 500 })).toEqual([]);
    for (const timer of timers) clearInterval(timer);
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });

  test("sends elsewhere, where nobody follows", async () => {
    answer = (_, response) =>
      response.writeHead(302, { location: "https://ispdb.example.net/inside" }).end();
    expect(await sources()).toEqual([]);
    expect(requests.some((url) => url.startsWith("ispdb"))).toBe(false);
  });

  test("sends what is no such file", async () => {
    for (const text of ["<html>", "{}", "\u0000", `<!DOCTYPE a [<!ENTITY b "c">]>${FILE("x.y")}`]) {
      answer = (_, response) => response.end(text);
      expect(await sources()).toEqual([]);
    }
  });

  test("has a name that means a machine of ours", async () => {
    answer = (_, response) => response.end(FILE("mail.example.com"));
    hosts.set("autoconfig.example.com", ["10.0.0.5"]);
    const mayReach = (ip: string): boolean => !ip.startsWith("127.") && !ip.startsWith("10.");
    expect(await sources({ mayReach })).toEqual([]);
    expect(requests).toEqual([]);
  });

  test("shows a certificate of another name", async () => {
    answer = (_, response) => response.end(FILE("mail.other.example"));
    hosts.set("autoconfig.other.example", ["127.0.0.1"]);
    hosts.set("other.example", ["127.0.0.1"]);
    const { candidates } = await discover("loja@other.example");
    expect(candidates).toEqual([]);
    expect(requests).toEqual([]);
  });
});
