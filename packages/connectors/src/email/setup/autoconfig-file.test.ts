import fc from "fast-check";
import { AUTOCONFIG_BYTES_MAX, readAutoconfig } from "./autoconfig-file.ts";

const ADDRESS = "ana.souza@example.com";
const FOUND = { source: "autoconfig", from: "https://autoconfig.example.com/" } as const;

interface Server {
  readonly tag?: string;
  readonly type?: string;
  readonly hostname?: string;
  readonly port?: string;
  readonly socketType?: string;
  readonly username?: string;
  readonly authentication?: readonly string[];
}
function server(change: Server = {}): string {
  const { tag = "incomingServer", type = "imap", hostname = "imap.example.com" } = change;
  const { port = "993", socketType = "SSL", username = "%EMAILADDRESS%" } = change;
  const logins = (change.authentication ?? ["password-cleartext"]).map(
    (word) => `<authentication>${word}</authentication>`,
  );
  return `<${tag} type="${type}"><hostname>${hostname}</hostname><port>${port}</port>
    <socketType>${socketType}</socketType><username>${username}</username>${logins.join("")}</${tag}>`;
}
function file(...servers: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<clientConfig version="1.1"><emailProvider id="example.com"><domain>example.com</domain>
<displayName>Example Mail</displayName><displayShortName>Example</displayShortName>
${servers.join("\n")}</emailProvider>
<webMail><loginPage url="https://mail.example.com/"/></webMail></clientConfig>`;
}
const read = (text: string, found: Parameters<typeof readAutoconfig>[2] = FOUND) =>
  readAutoconfig(Buffer.from(text), ADDRESS, found);

test("a file of the usual kind gives both servers", () => {
  const outgoing = server({
    tag: "outgoingServer",
    type: "smtp",
    hostname: "smtp.%EMAILDOMAIN%",
    port: "587",
    socketType: "STARTTLS",
    username: "%EMAILLOCALPART%",
  });
  expect(read(file(server(), outgoing))).toEqual({
    source: "autoconfig",
    from: "https://autoconfig.example.com/",
    provider: "Example",
    imap: { host: "imap.example.com", port: 993, security: "tls", user: ADDRESS },
    smtp: { host: "smtp.example.com", port: 587, security: "starttls", user: "ana.souza" },
    logins: ["password"],
    oauth: undefined,
    sizes: "exact",
    needsConfirmation: false,
  });
});

test("POP is passed over, and TLS from the first byte goes before STARTTLS", () => {
  const candidate = read(
    file(
      server({ type: "pop3", hostname: "pop.example.com", port: "995" }),
      server({ port: "143", socketType: "STARTTLS" }),
      server({ hostname: "imaps.example.com" }),
    ),
  );
  expect(candidate?.imap).toMatchObject({ host: "imaps.example.com", security: "tls" });
  expect(candidate?.smtp).toBeUndefined();
});

test("ways to log in keep the file's order", () => {
  const candidate = read(file(server({ authentication: ["OAuth2", "password-cleartext"] })));
  expect(candidate?.logins).toEqual(["oauth", "password"]);
});

test("a collection's word on servers elsewhere is to be confirmed, the domain's own is not", () => {
  const elsewhere = file(server({ hostname: "imap.example.net" }));
  expect(read(elsewhere)?.needsConfirmation).toBe(false);
  expect(read(elsewhere, { ...FOUND, source: "ispdb" })?.needsConfirmation).toBe(true);
});

const BILLION_LAUGHS = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">
${Array.from({ length: 9 }, (_, i) => `<!ENTITY lol${i + 1} "${`&lol${i || ""};`.repeat(10)}">`).join("")}
]><clientConfig version="1.1"><emailProvider id="x"><displayShortName>&lol9;</displayShortName>
${server()}</emailProvider></clientConfig>`;
const EXTERNAL = `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>${file(server({ hostname: "&x;" }))}`;

test.each([
  ["a billion laughs", BILLION_LAUGHS],
  ["an outside entity", EXTERNAL],
  ["a document type alone", `<!doctype html>${file(server())}`],
  ["a web page", "<html><body>404</body></html>"],
  ["JSON", '{"imap":"imap.example.com"}'],
  ["nothing", ""],
  ["a deep nesting", `<clientConfig>${"<a>".repeat(5_000)}${server()}`],
  ["too many elements", file("<x/>".repeat(5_000), server())],
  ["servers outside of a provider", `<clientConfig>${server()}</clientConfig>`],
  ["plain text", file(server({ socketType: "plain", port: "143" }))],
  ["a port that is none", file(server({ port: "99999" }))],
  ["a port in words", file(server({ port: "0x3e1" }))],
  ["a host with a line end", file(server({ hostname: "imap.example.com&#13;&#10;evil" }))],
  ["a host that is an address of the web", file(server({ hostname: "http://imap.example.com" }))],
  ["a user with control characters", file(server({ username: "ana&#10;NOOP" }))],
  ["a name it does not know", file(server({ username: "%REALNAME%" }))],
  ["no user", file(server({ username: "" }))],
  ["a host of a megabyte", file(server({ hostname: "a".repeat(50_000) }))],
])("%s gives nothing", (_, text) => {
  expect(read(text)).toBeUndefined();
});

test("a file that is too large, or not in UTF-8, gives nothing", () => {
  const padding = `<!--${" ".repeat(AUTOCONFIG_BYTES_MAX)}-->`;
  expect(read(file(server(), padding))).toBeUndefined();
  const bytes = Buffer.concat([Buffer.from(file(server())), Buffer.from([0xff, 0xfe])]);
  expect(readAutoconfig(bytes, ADDRESS, FOUND)).toBeUndefined();
});

test("whatever comes, nothing is thrown, and a host is a host", () => {
  const pieces = fc.constantFrom(
    ...[
      "<clientConfig>",
      "<emailProvider>",
      "</emailProvider>",
      "<!--",
      "]]>",
      "<![CDATA[",
      "&#x0;",
    ],
    ...[
      server(),
      server({ hostname: "]]>" }),
      "<incomingServer type='imap'>",
      "<hostname>",
      "%",
      '"',
    ],
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string())), (parts) => {
      const candidate = read(parts.join(""));
      if (candidate?.imap) expect(candidate.imap.host).toMatch(/^[a-z0-9.-]+$/);
    }),
    { seed: 7, numRuns: 500 },
  );
});
