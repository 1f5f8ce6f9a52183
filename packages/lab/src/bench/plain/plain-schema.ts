/** The tables such a pipeline has, with the indexes that a careful author gives them. */
export const PLAIN_SCHEMA = `
  create table received (
    inbox text not null,
    external_id text not null,
    received_at timestamptz not null default now(),
    primary key (inbox, external_id)
  );
  create table contacts (
    id bigint generated always as identity primary key,
    address text not null unique,
    created_at timestamptz not null default now()
  );
  create table conversations (
    id bigint generated always as identity primary key,
    inbox text not null,
    contact_id bigint not null references contacts,
    status text not null default 'open',
    last_seq int not null default 1,
    last_message_at timestamptz not null default now()
  );
  create unique index one_open_conversation on conversations (inbox, contact_id)
    where status = 'open';
  create table messages (
    id bigint generated always as identity primary key,
    conversation_id bigint not null references conversations,
    seq int not null,
    external_id text not null,
    text text not null,
    created_at timestamptz not null default now(),
    unique (conversation_id, seq)
  );
  create table answers (
    id bigint generated always as identity primary key,
    conversation_id bigint not null references conversations,
    seq int not null,
    text text not null,
    status text not null default 'queued',
    created_at timestamptz not null default now(),
    unique (conversation_id, seq)
  );
`;
