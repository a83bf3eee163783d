-- What makes backups: an object of a cluster, or something declared that reports in.
create table backup_source (
  id uuid primary key,
  kind text not null check (kind in ('cron-job', 'velero', 'cnpg', 'snapshot', 'declared')),
  cluster uuid,
  namespace text not null default '',
  name text not null check (length(name) between 1 and 253),
  uid text,
  -- As it was last seen, cut down to what judging it takes.
  facts jsonb not null,
  -- Whether the portal takes it for a backup by itself; people may say otherwise.
  purpose boolean not null,
  purpose_by_hand boolean,
  created_at timestamptz,
  -- Due moments count from here: made, resumed, or given another schedule.
  anchor_at timestamptz not null,
  first_seen_at timestamptz not null default clock_timestamp(),
  seen_at timestamptz not null default clock_timestamp(),
  gone_at timestamptz,
  -- By hand.
  rpo_minutes int check (rpo_minutes between 1 and 5256000),
  zone text,
  services uuid[],
  note text not null default '',
  edited_by text,
  edited_at timestamptz,
  check ((kind = 'declared') = (cluster is null))
);

create unique index backup_source_object on backup_source (cluster, kind, namespace, name)
  where cluster is not null;
create unique index backup_source_declared on backup_source (name)
  where cluster is null and gone_at is null;

-- How a run ended, kept when the cluster has forgotten it; never changed, gone by its age alone.
create table backup_run (
  source uuid not null references backup_source on delete cascade,
  run text not null check (length(run) between 1 and 300),
  title text not null check (length(title) between 1 and 300),
  outcome text not null check (outcome in ('succeeded', 'partial', 'failed')),
  started_at timestamptz not null,
  ended_at timestamptz,
  expires_at timestamptz,
  size_bytes bigint check (size_bytes >= 0),
  detail text not null default '' check (length(detail) <= 1000),
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (source, run)
);

create index backup_run_newest on backup_run (source, started_at desc);
create index backup_run_past on backup_run (started_at);

revoke update, truncate on backup_run from slipway_app;

-- How far each cluster told, and the stores that it showed.
create table backup_reading (
  cluster uuid primary key,
  as_of timestamptz,
  tried_at timestamptz not null,
  trouble text not null default '',
  gaps jsonb not null default '[]',
  stores jsonb not null default '[]'
);

-- Somebody tried whether it can be put back; never changed.
create table backup_drill (
  id uuid primary key,
  source uuid not null references backup_source on delete cascade,
  done_on date not null,
  passed boolean not null,
  note text not null check (length(note) between 1 and 1000),
  next_due date,
  by_name text not null,
  -- The deployment that did it; null for one that was recorded by hand.
  operation uuid unique,
  recorded_at timestamptz not null default clock_timestamp()
);

create index backup_drill_newest on backup_drill (source, done_on desc, recorded_at desc);

revoke update, delete, truncate on backup_drill from slipway_app;

-- What reports in of a declared source signs in with; only its hash is known. A revoked one is gone.
create table backup_report_key (
  id uuid primary key,
  source uuid not null references backup_source on delete cascade,
  hash bytea not null unique,
  made_by text not null,
  made_at timestamptz not null default clock_timestamp(),
  last_used_at timestamptz
);

create index backup_report_key_source on backup_report_key (source);
