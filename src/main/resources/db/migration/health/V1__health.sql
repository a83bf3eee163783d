-- The status that is believed of each service in each environment, and since when another one is seen instead. Written
-- by the holder of the lease alone; step rises with every write.
create table health_standing (
  service     uuid not null,
  environment uuid not null,
  state       text not null check (state in ('healthy', 'suspended', 'progressing', 'unknown', 'degraded', 'failed')),
  since       timestamptz not null,
  other_since timestamptz,
  worse       boolean not null default false,
  step        int not null default 0,
  moved_at    timestamptz not null default clock_timestamp(),
  primary key (service, environment),
  check (other_since is not null or not worse)
);

create index health_standing_moved on health_standing (moved_at);

-- How it came to that: written once, never changed, gone by its age alone.
create table health_change (
  id          uuid primary key,
  service     uuid not null,
  environment uuid not null,
  at          timestamptz not null,
  before      text check (before in ('healthy', 'suspended', 'progressing', 'unknown', 'degraded', 'failed')),
  state       text not null check (state in ('healthy', 'suspended', 'progressing', 'unknown', 'degraded', 'failed')),
  source      text not null check (source in ('workload', 'objective', 'alert', 'resource')),
  fact        text not null check (length(fact) <= 300),
  reason      text not null check (length(reason) <= 1000),
  recorded_at timestamptz not null default clock_timestamp(),
  check (before is distinct from state)
);

create index health_change_newest on health_change (service, environment, at desc);
create index health_change_past on health_change (recorded_at);

revoke update, truncate on health_change from slipway_app;

-- Times in which no replica looked.
create table health_gap (
  from_at  timestamptz primary key,
  until_at timestamptz not null check (until_at > from_at)
);

revoke update, truncate on health_gap from slipway_app;

-- Which replica writes, and when it last did.
create table health_lease (
  singleton boolean primary key default true check (singleton),
  holder    uuid not null,
  until     timestamptz not null,
  looked_at timestamptz not null default clock_timestamp()
);

-- What each datasource last told of its alerts, and since when it tells nothing.
create table health_alerts (
  datasource uuid primary key,
  told       jsonb not null,
  as_of      timestamptz,
  tried_at   timestamptz not null default clock_timestamp(),
  trouble    text check (length(trouble) <= 1000)
);
