create table person (
  id uuid primary key,
  version bigint not null,
  handle text not null unique check (handle ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  name text not null check (length(name) between 1 and 80),
  about text not null default '' check (length(about) <= 200),
  created_at timestamptz not null default clock_timestamp(),
  disabled_at timestamptz,
  disabled_reason text
);

create table team (
  id uuid primary key,
  version bigint not null,
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text not null check (length(name) between 1 and 80),
  created_at timestamptz not null default clock_timestamp()
);

create table membership (
  team_id uuid not null references team,
  person_id uuid not null references person,
  since timestamptz not null default clock_timestamp(),
  added_by text not null,
  primary key (team_id, person_id)
);

create index membership_person on membership (person_id);

-- Never edited: an end is written once, so the row keeps who gave it and why.
create table role_grant (
  id uuid primary key,
  version bigint not null,
  person_id uuid not null references person,
  role text not null,
  team_id uuid references team,
  environment_class text,
  given_by text not null,
  given_by_person uuid references person,
  reason text not null check (length(reason) between 1 and 400),
  since timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  ended_by text,
  end_reason text
);

create unique index role_grant_once
  on role_grant (person_id, role, team_id, environment_class) nulls not distinct
  where ended_at is null;

-- One row that changes with every change of rights, so that each replica knows when to read them again. The
-- transaction's id, not a counter: the number of a rolled back change never comes again.
create table rights_version (
  only_row boolean primary key default true check (only_row),
  version xid8 not null default pg_current_xact_id()
);

insert into rights_version default values;

create function mark_rights_changed() returns trigger language plpgsql as $$
begin
  update rights_version set version = pg_current_xact_id();
  return null;
end
$$;

create trigger person_changes_rights after insert or update or delete on person
  for each statement execute function mark_rights_changed();
create trigger team_changes_rights after insert or update or delete on team
  for each statement execute function mark_rights_changed();
create trigger membership_changes_rights after insert or update or delete on membership
  for each statement execute function mark_rights_changed();
create trigger role_grant_changes_rights after insert or update or delete on role_grant
  for each statement execute function mark_rights_changed();

create table preference (
  person_id uuid primary key references person,
  theme text not null default 'system' check (theme in ('system', 'light', 'dark')),
  time_zone text not null default 'UTC',
  letter_keys boolean not null default true
);

-- Argon2id only; an account without a row signs in by its one-time link first.
create table local_account (
  person_id uuid primary key references person,
  password_hash text not null,
  changed_at timestamptz not null default clock_timestamp()
);

-- Only the SHA-256 of a link's 256 random bits is kept.
create table one_time_link (
  id uuid primary key,
  person_id uuid not null references person,
  reset boolean not null,
  token_hash bytea not null unique,
  made_by text not null,
  made_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  used_at timestamptz,
  ended_at timestamptz,
  ended_by text
);

create index one_time_link_person on one_time_link (person_id, id);

-- Of a token's 256 random bits only a keyed hash is kept; the key lies outside the database.
create table api_token (
  id uuid primary key,
  person_id uuid not null references person,
  name text not null check (length(name) between 1 and 60),
  token_mac text not null unique,
  changes boolean not null,
  objectives boolean not null,
  team_id uuid references team,
  services text[] not null,
  environment_classes text[] not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  last_used_address text,
  revoked_at timestamptz,
  revoked_by text,
  revoke_reason text,
  check (expires_at > made_at and expires_at <= made_at + interval '2160 hours')
);

create index api_token_person on api_token (person_id, id);
create index api_token_address on api_token (last_used_address);

-- Tokens that were never made, by where they came from.
create table token_guess (
  id uuid primary key,
  address text not null,
  at timestamptz not null default clock_timestamp()
);

create index token_guess_address on token_guess (address, at);

create table setup_token (
  only_row boolean primary key default true check (only_row),
  token_hash bytea not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table sign_in_attempt (
  id uuid primary key,
  name text not null,
  address text not null,
  at timestamptz not null default clock_timestamp(),
  succeeded boolean not null
);

create index sign_in_attempt_name on sign_in_attempt (name, at);
create index sign_in_attempt_address on sign_in_attempt (address, at);

-- The tables that Spring Session expects, by its names.
create table spring_session (
  primary_id char(36) primary key,
  session_id char(36) not null unique,
  creation_time bigint not null,
  last_access_time bigint not null,
  max_inactive_interval int not null,
  expiry_time bigint not null,
  principal_name varchar(100)
);

create index spring_session_expiry on spring_session (expiry_time);
create index spring_session_principal on spring_session (principal_name);

create table spring_session_attributes (
  session_primary_id char(36) not null references spring_session on delete cascade,
  attribute_name varchar(200) not null,
  attribute_bytes bytea not null,
  primary key (session_primary_id, attribute_name)
);

-- People, teams and grants are ended, never deleted: the audit trail names them.
revoke delete on person, team, role_grant, api_token from slipway_app;
-- What a token may and until when is fixed when it is made.
revoke update on api_token from slipway_app;
grant update (last_used_at, last_used_address, revoked_at, revoked_by, revoke_reason) on api_token to slipway_app;
revoke insert, delete on rights_version from slipway_app;
