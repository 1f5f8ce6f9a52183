import type { DoctorWords } from "./doctor-words.ts";

export const EN: DoctorWords = {
  checks: {
    address: "Public address",
    sockets: "Websockets through the proxy",
    certificate: "Certificate (TLS)",
    webhook: "Webhook",
    mailbox: "Mailbox",
    database: "PostgreSQL",
    connections: "Database connections",
    redis: "Redis",
    clock: "Clock",
    disk: "Disk space",
    files: "File store",
    backups: "Backups",
    browser: "Browser for paired phones",
  },
  statuses: { ok: "In order", warning: "Warning", broken: "Broken", unchecked: "Not checked" },
  findings: {
    "address-answers": ["{address} leads to this installation.", ""],
    "address-unreachable": [
      "{address} does not answer from here ({code}).",
      "Check the name (DNS), the proxy and the firewall, and that PUBLIC_URL is exactly what browsers and providers call. If it only fails from inside (a router without hairpin NAT), let this machine reach its own public name.",
    ],
    "address-of-another": [
      "Somebody else answers at {address} (status {status}).",
      "The name leads to another machine or another installation, or the proxy passes /healthz to something else. Point the name here, or correct PUBLIC_URL.",
    ],
    "sockets-work": ["A word went there and back in {ms} ms.", ""],
    "sockets-refused": [
      "The proxy answered {status} instead of opening a websocket.",
      'Let the proxy pass the upgrade: in nginx `proxy_http_version 1.1`, `proxy_set_header Upgrade $http_upgrade` and `proxy_set_header Connection "upgrade"` for /socket.io/. Caddy and Traefik do it by themselves.',
    ],
    "sockets-silent": [
      "The websocket opens, but nothing comes back through it.",
      "Something on the way holds the frames back: turn response buffering off for /socket.io/, and look for a firewall that inspects websockets.",
    ],
    "sockets-unreachable": [
      "No websocket can be opened to {address} ({code}).",
      "Mend the public address first; if it answers, the proxy closes the connection: look into its log.",
    ],
    "certificate-good": ["Valid for {days} more days, issued by {issuer}.", ""],
    "certificate-ends-soon": [
      "It ends in {days} days.",
      "Renew it. If it renews by itself, look why it did not: usually port 80 is closed or the renewal's job no longer runs.",
    ],
    "certificate-ended": [
      "It ended {days} days ago: browsers and providers turn away.",
      "Renew the certificate and reload the proxy.",
    ],
    "certificate-untrusted": [
      "Nobody vouches for it ({code}): browsers warn, and providers do not call.",
      "Install a certificate of a public authority for this very name, with its whole chain.",
    ],
    "certificate-none": [
      "The address is plain http, on this machine only.",
      "For use by others set PUBLIC_URL to an https address.",
    ],
    "certificate-unreachable": [
      "The TLS handshake failed ({code}).",
      "Check that the proxy listens on this port and speaks TLS there.",
    ],
    "webhook-works": ["A signed request reached this inbox in {ms} ms.", ""],
    "webhook-unreachable": [
      "The address that the provider calls does not answer ({code}).",
      "Mend the public address: messages of this inbox wait at the provider until then, and some give up.",
    ],
    "webhook-not-here": [
      "The address that the provider calls knows no such inbox.",
      "PUBLIC_URL leads to another installation, or the proxy does not pass /webhooks/ to this one.",
    ],
    "webhook-signature": [
      "A correctly signed request was refused ({status}).",
      "Something on the way changes the body, the query or the headers, or asks for a password itself. Pass /webhooks/ through untouched. If only old signatures are refused, set the clock.",
    ],
    "webhook-refused": [
      "The address that the provider calls answered {status}.",
      "A redirect or an error page stands before the gateway: pass POST requests to /webhooks/ straight on.",
    ],
    "webhook-off": ["The inbox is switched off.", ""],
    "mailbox-works": ["Mail comes in and goes out: {steps} steps passed.", ""],
    "mailbox-asks": [
      "It works, but the server does not tell of new mail (no IDLE).",
      "Nothing has to be done: new mail is asked for every minute. A server with IDLE would tell at once.",
    ],
    "mailbox-junk": [
      "The test letter came, but into the junk folder.",
      "Set SPF, DKIM and DMARC for the domain, and mark the letter as no junk.",
    ],
    "mailbox-fails": [
      "The step {step} failed: {hint}.",
      "Open this inbox under Channels and test it there: each step says what to change.",
    ],
    "mailbox-off": ["The inbox is switched off.", ""],
    "mailbox-demo": ["The demo's own mailbox: its letters never leave this machine.", ""],
    "settings-unreadable": [
      "The stored settings of this inbox cannot be opened or read.",
      "Was SECRET_KEY changed, or a backup restored without its key? Put the old key back, or enter the inbox's settings anew.",
    ],
    "database-good": ["Version {version}; every commit waits for the disk.", ""],
    "database-away": [
      "PostgreSQL does not answer ({code}).",
      "Look whether it runs, whether its disk is full and whether DATABASE_URL is right. Until then nothing is accepted, and providers come back.",
    ],
    "database-old": ["Version {version} is too old.", "Upgrade PostgreSQL to {needed} or newer."],
    "database-unsafe": [
      "A power cut may lose what was accepted: {settings} is off.",
      "Turn it on in postgresql.conf and reload the server. Accepting means nothing without it.",
    ],
    "connections-enough": ["{used} of {max} in use.", ""],
    "connections-few": [
      "{used} of {max} in use: little is left.",
      "Raise max_connections, or run fewer processes: each takes up to 20, and 30 more for the jobs when there is no Redis.",
    ],
    "connections-out": [
      "{used} of {max} in use: the next process finds none.",
      "Raise max_connections now, or stop what holds them (pg_stat_activity shows who).",
    ],
    "redis-good": ["Version {version}, evicts nothing.", ""],
    "redis-unused": ["PostgreSQL carries the jobs: there is no Redis.", ""],
    "redis-away": [
      "Redis does not answer ({code}).",
      "Look whether it runs and whether REDIS_URL is right. Messages are accepted meanwhile and routed once it is back.",
    ],
    "redis-evicts": [
      "Its policy is {policy}: when memory runs out it drops jobs silently.",
      "Set `maxmemory-policy noeviction` in redis.conf, and give this Redis to the gateway alone.",
    ],
    "redis-old": [
      "Version {version} is too old.",
      "Upgrade to Redis {needed} or newer; 7 is recommended.",
    ],
    "redis-full": [
      "{percent} % of its memory are in use.",
      "Raise maxmemory: a full Redis takes no more jobs, and everything gets slow.",
    ],
    "clock-right": ["{seconds} s off at most. Clocks compared: {clocks}.", ""],
    "clock-off": [
      "{seconds} s off from the clock of {of}.",
      "Set the machine's clock by NTP (chrony, systemd-timesyncd): from five minutes on, signatures are refused.",
    ],
    "clock-wrong": [
      "{seconds} s off from the clock of {of}: signatures are about to be refused, or are already.",
      "Set the machine's clock by NTP (chrony, systemd-timesyncd) now. If only the database's differs, set its machine's.",
    ],
    "clock-alone": [
      "There was no other clock to compare with.",
      "It is compared with the database's once that answers.",
    ],
    "disk-enough": ["{free} GiB free in {folder} ({percent} %).", ""],
    "disk-low": [
      "Only {free} GiB free in {folder} ({percent} %).",
      "Make room or enlarge the disk: files and large mails come to lie there.",
    ],
    "disk-full": [
      "{free} GiB free in {folder}: messages are about to be refused.",
      "Make room now. A full disk stops PostgreSQL; nothing is lost, but nothing is accepted.",
    ],
    "disk-closed": [
      "Nothing can be written in {folder} ({code}).",
      "Mount the volume writable, and give it to the user that the gateway runs as.",
    ],
    "files-kept": ["Files can be written and found again.", ""],
    "files-away": [
      "The file store does not take files ({code}).",
      "With MEDIA_URL: check the bucket, its key and its region. Without: check the folder DATA_DIR/media.",
    ],
    "backups-fresh": ["The newest is {hours} hours old.", ""],
    "backups-old": [
      "The newest is {hours} hours old.",
      "Look why the last one did not run. One a day is the least.",
    ],
    "backups-stale": [
      "The newest is {days} days old: that much would be lost with the disk.",
      "Make one now, and look why none was made. Try to restore it once.",
    ],
    "backups-none": [
      "There is nothing at {path}.",
      "Make a first backup, or correct BACKUP_PATH: it is looked for on this very machine.",
    ],
    "backups-unknown": [
      "Nobody said where backups are.",
      "Set BACKUP_PATH to their folder. If your provider makes them, look there whether it does.",
    ],
    "browser-starts": ["Version {version} starts and draws a page.", ""],
    "browser-fails": [
      "It does not start ({code}).",
      "In a container allow what Chromium's sandbox needs (see docker/compose.yaml), and use the image `chromium`. Elsewhere install the libraries it asks for.",
    ],
    "browser-missing": [
      "An inbox needs a browser, and there is none.",
      "Install Chromium, or name it with CHROME_PATH.",
    ],
    "browser-unused": ["No inbox uses a paired phone.", ""],
    "browser-elsewhere": [
      "Paired phones are with other processes (role connectors).",
      "Run `circuito doctor` in one of those.",
    ],
    "no-answer": [
      "No answer in time.",
      "Look at what is checked here: it hangs, or the way to it does.",
    ],
    "check-failed": [
      "The check itself failed ({code}).",
      "The log has more. If it stays so, report it as a defect.",
    ],
  },
};
