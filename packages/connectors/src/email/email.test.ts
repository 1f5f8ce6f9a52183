import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { email } from "./email.ts";

const HALVES = {
  in: { imapHost: "imap.example.com", imapUser: "help", imapPassword: "a password" },
  out: { smtpHost: "smtp.example.com", smtpUser: "help", smtpPassword: "another" },
};
const OAUTH = {
  oauthTokenUrl: "https://id.example.com/token",
  oauthClientId: "client",
  oauthRefreshToken: "a refresh token",
};

function missing(settings: object): readonly string[] {
  const read = email.settings.safeParse({ address: "Help@Example.com", ...settings });
  return read.success ? [] : read.error.issues.map(({ path }) => path.join("."));
}

test.each<[string, object, readonly string[]]>([
  ["fetching needs a server, a user and a password", {}, ["imapHost", "imapUser", "imapPassword"]],
  ["with all three it is whole", HALVES.in, []],
  ["mail handed over needs none of them", { in: "listener" }, []],
  ["nor does an inbox that only sends", { in: "none", ...HALVES.out }, []],
  [
    "a token stands for the password",
    { imapHost: "imap.example.com", imapUser: "help", ...OAUTH },
    [],
  ],
  [
    "a token without its endpoint is none",
    { imapHost: "imap.example.com", imapUser: "help", oauthRefreshToken: "x" },
    ["oauthTokenUrl", "oauthClientId"],
  ],
  [
    "a signing key needs a name",
    { in: "none", dkimPrivateKey: "no key" },
    ["dkimPrivateKey", "dkimDomain", "dkimSelector"],
  ],
  [
    "a line break is no part of a folder",
    { ...HALVES.in, mailboxes: ["IN\r\nBOX"] },
    ["mailboxes.0"],
  ],
  [
    "staff are addresses or domains",
    { ...HALVES.in, staff: ["a@b.example", "b.example", "x y"] },
    ["staff.2"],
  ],
])("%s", (_, settings, expected) => {
  expect(missing(settings)).toEqual(expected);
});

test("knowing the channel loads neither clients nor parsers: only an inbox that works does", () => {
  const heavy =
    /imapflow|nodemailer|smtp-server|sanitize-html|htmlparser2|iconv|mailsplit|magic-bytes/;
  const seen = new Set<string>();
  const outside = new Set<string>();
  const walk = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    const imports = readFileSync(path, "utf8").matchAll(
      /^(?:import|export) (?!type ).*?"([^"]+)";/gms,
    );
    for (const [, name = ""] of imports) {
      if (name.startsWith(".")) walk(join(dirname(path), name));
      else outside.add(name);
    }
  };
  walk(join(import.meta.dirname, "email.ts"));
  expect(seen.size).toBeGreaterThan(5);
  expect([...outside].filter((name) => heavy.test(name))).toEqual([]);
});

test("addresses are kept in one spelling", () => {
  const given = { address: "Help@Example.com", aliases: ["SAC@example.com"], in: "none" };
  expect(email.settings.parse(given)).toMatchObject({
    address: "help@example.com",
    aliases: ["sac@example.com"],
  });
});
