/** What both lines of Dovecot are told, each in its own words; 2.4 does not read 2.3's. */
export interface DovecotSettings {
  readonly dir: string;
  readonly imapPort: number;
  readonly lmtpPort: number;
  /** Names and ids of who the server and its helpers run as. */
  readonly runAs: {
    readonly name: string;
    readonly group: string;
    readonly uid: number;
    readonly gid: number;
  };
}

/** @param version as `dovecot --version` prints it */
export function dovecotSettings(version: string, settings: DovecotSettings): string {
  const isOld = version.startsWith("2.3.") || version.startsWith("2.2.");
  return [...(isOld ? oldHead(settings) : newHead(settings)), ...common(settings)].join("\n");
}

function oldHead({ dir, runAs }: DovecotSettings): string[] {
  return [
    "protocols = imap lmtp",
    "ssl = yes",
    `ssl_cert = <${dir}/cert.pem`,
    `ssl_key = <${dir}/key.pem`,
    // A refused password costs two seconds otherwise.
    "auth_failure_delay = 0",
    "disable_plaintext_auth = no",
    `mail_location = maildir:${dir}/mail/%u/Maildir`,
    `mail_home = ${dir}/mail/%u`,
    `mail_uid = ${runAs.uid}`,
    `mail_gid = ${runAs.gid}`,
    "passdb {",
    "  driver = passwd-file",
    `  args = scheme=PLAIN username_format=%u ${dir}/users`,
    "}",
    "userdb {",
    "  driver = passwd-file",
    `  args = username_format=%u ${dir}/users`,
    "}",
    "protocol lmtp {",
    "  auth_username_format = %u",
    "}",
  ];
}

function newHead({ dir, runAs }: DovecotSettings): string[] {
  return [
    "dovecot_config_version = 2.4.0",
    "dovecot_storage_version = 2.4.0",
    "protocols {",
    "  imap = yes",
    "  lmtp = yes",
    "}",
    "ssl = yes",
    `ssl_server_cert_file = ${dir}/cert.pem`,
    `ssl_server_key_file = ${dir}/key.pem`,
    "auth_failure_delay = 0s",
    "auth_allow_cleartext = yes",
    "mail_driver = maildir",
    `mail_path = ${dir}/mail/%{user}/Maildir`,
    `mail_home = ${dir}/mail/%{user}`,
    `mail_uid = ${runAs.uid}`,
    `mail_gid = ${runAs.gid}`,
    "passdb passwd-file {",
    `  passwd_file_path = ${dir}/users`,
    "  default_password_scheme = plain",
    "  auth_username_format = %{user}",
    "}",
    "userdb passwd-file {",
    `  passwd_file_path = ${dir}/users`,
    "  auth_username_format = %{user}",
    "}",
    "protocol lmtp {",
    "  auth_username_format = %{user}",
    "}",
  ];
}

function common({ dir, imapPort, lmtpPort, runAs }: DovecotSettings): string[] {
  return [
    `base_dir = ${dir}/run`,
    `state_dir = ${dir}/state`,
    `log_path = ${dir}/dovecot.log`,
    "listen = 127.0.0.1",
    "auth_mechanisms = plain login",
    `default_internal_user = ${runAs.name}`,
    `default_internal_group = ${runAs.group}`,
    `default_login_user = ${runAs.name}`,
    "first_valid_uid = 1",
    // What is lost with the machine is lost with the tests.
    "mail_fsync = never",
    "mailbox_list_index = no",
    "namespace inbox {",
    "  inbox = yes",
    ...specialMailbox("Sent"),
    ...specialMailbox("Junk"),
    "}",
    "service anvil {",
    "  chroot =",
    "}",
    "service stats {",
    "  chroot =",
    "}",
    "service imap-login {",
    "  chroot =",
    "  process_min_avail = 1",
    // A process for each encrypted connection; two hundred mailboxes have one each.
    "  process_limit = 512",
    "  inet_listener imap {",
    `    port = ${imapPort}`,
    "  }",
    "  inet_listener imaps {",
    "    port = 0",
    "  }",
    "}",
    "service lmtp {",
    "  inet_listener lmtp {",
    `    port = ${lmtpPort}`,
    "  }",
    "}",
    "",
  ];
}

function specialMailbox(name: string): string[] {
  return [`  mailbox ${name} {`, `    special_use = \\${name}`, "    auto = create", "  }"];
}
