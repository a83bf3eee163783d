-- What pipelines have said of an image: one row a statement, never changed. Of one kind and tool the
-- one with the highest seq counts. Rows go only by their age.
create table evidence (
  id uuid primary key,
  seq bigint generated always as identity unique,
  repository text not null,
  tag text,
  digest text,
  service uuid,
  kind text not null check (kind in
    ('build', 'lint', 'test', 'coverage', 'scan', 'sbom', 'signature', 'load')),
  tool text not null,
  passed boolean not null,
  summary text not null check (length(summary) between 1 and 300),
  coverage numeric(5, 2) check (coverage between 0 and 100),
  critical int check (critical >= 0),
  high int check (high >= 0),
  medium int check (medium >= 0),
  low int check (low >= 0),
  commit_id text,
  branch text,
  url text check (length(url) <= 1000),
  -- Classes of the environments where it counts: those where its source may change the service.
  classes text[] not null,
  via text not null,
  source uuid,
  source_name text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  check (tag is not null or digest is not null),
  check ((critical is null) = (high is null) and (high is null) = (medium is null)
    and (medium is null) = (low is null))
);

create index evidence_digest on evidence (digest, seq desc) where digest is not null;
create index evidence_image on evidence (repository, tag, seq desc);
create index evidence_service on evidence (service, seq desc);
create index evidence_past on evidence (recorded_at);

revoke update, truncate on evidence from slipway_app;

-- An incoming webhook. What it speaks for never changes.
create table evidence_hook (
  id uuid primary key,
  name text not null,
  team uuid not null,
  services text[] not null,
  made_by uuid,
  made_by_name text not null,
  made_at timestamptz not null default clock_timestamp(),
  disabled_by_name text,
  disabled_at timestamptz,
  last_accepted_at timestamptz,
  last_refused_at timestamptz,
  last_refusal text,
  refusals bigint not null default 0,
  check ((disabled_at is null) = (disabled_by_name is null))
);

-- A key of one, sealed and bound to its row; a retired one is gone.
create table evidence_hook_key (
  id uuid primary key,
  hook uuid not null references evidence_hook,
  sealed bytea not null,
  made_by_name text not null,
  made_at timestamptz not null default clock_timestamp()
);

create index evidence_hook_key_hook on evidence_hook_key (hook);

-- Ids of deliveries that were accepted, for as long as they could come again.
create table evidence_delivery (
  hook uuid not null,
  delivery text not null,
  at timestamptz not null default clock_timestamp(),
  primary key (hook, delivery)
);

create index evidence_delivery_past on evidence_delivery (at);

revoke update, truncate on evidence_delivery, evidence_hook_key from slipway_app;
revoke update, delete, truncate on evidence_hook from slipway_app;
grant update (disabled_at, disabled_by_name, last_accepted_at, last_refused_at, last_refusal, refusals)
  on evidence_hook to slipway_app;
