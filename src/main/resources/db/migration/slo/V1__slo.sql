-- Where events are counted, or alerts are sent on. What it takes to be let in, and the authorities to trust, are sealed and bound to
-- the row. answered_at is when it last answered; trouble is why it did not since.
create table slo_datasource (
  id                uuid primary key,
  name              text not null unique check (length(name) between 1 and 80),
  address           text not null check (length(address) <= 500),
  auth              text not null check (auth in ('NONE', 'BEARER', 'BASIC')),
  secret            bytea,
  own               boolean not null default false,
  kind              text not null default 'prometheus' check (kind in ('prometheus', 'alertmanager')),
  version           text not null default '',
  retention_seconds bigint check (retention_seconds > 0),
  answered_at       timestamptz,
  asked_at          timestamptz,
  trouble           text,
  made_by_name      text not null,
  made_at           timestamptz not null default clock_timestamp(),
  changed_at        timestamptz not null default clock_timestamp()
);

-- Which environments it has the samples of. One has several where it is scraped by several.
create table slo_datasource_environment (
  datasource  uuid not null references slo_datasource on delete cascade,
  environment uuid not null,
  primary key (datasource, environment)
);

-- An objective. A new definition resets nothing: what was counted before stays as it is. Never deleted.
create table slo (
  id              uuid primary key,
  service         uuid not null,
  environment     uuid not null,
  name            text not null check (length(name) between 1 and 80),
  description     text not null check (length(description) <= 1000),
  objective       numeric(9, 6) not null check (objective > 0 and objective < 100),
  window_days     int not null check (window_days between 1 and 90),
  sli_kind        text not null check (sli_kind in ('EVENTS', 'RAW_RATIO')),
  error_query     text check (length(error_query) <= 4000),
  total_query     text check (length(total_query) <= 4000),
  raw_query       text check (length(raw_query) <= 4000),
  gating          boolean not null,
  status          text not null check (status in ('DRAFT', 'ACTIVE', 'DISABLED')),
  datasource      uuid not null references slo_datasource,
  source_format   text,
  source_text     text check (length(source_text) <= 200000),
  source_hash     text,
  external_id     text,
  version         int not null default 1,
  made_by_name    text not null,
  made_at         timestamptz not null default clock_timestamp(),
  changed_by_name text not null,
  changed_at      timestamptz not null default clock_timestamp(),
  constraint slo_name_once unique (service, environment, name),
  check ((source_format is null) = (source_text is null)),
  check (case sli_kind
    when 'EVENTS' then error_query is not null and total_query is not null and raw_query is null
    else error_query is null and total_query is null and raw_query is not null end)
);

create index slo_datasource_used on slo (datasource);

revoke delete, truncate on slo from slipway_app;

-- What a person should look at: of the definition as it was read, or of what was counted by it.
create table slo_finding (
  slo      uuid not null references slo,
  code     text not null,
  severity text not null check (severity in ('error', 'warning', 'info')),
  detail   text not null check (length(detail) <= 2000),
  repair   text check (length(repair) <= 4000),
  -- Of the definition, so that a new one ends it, and not of what was counted.
  static   boolean not null,
  since    timestamptz not null default clock_timestamp(),
  primary key (slo, code)
);

revoke truncate on slo_finding from slipway_app;

-- Where an objective stands: the last good evaluation, what became of the last attempt, and what is due. One row
-- an objective, made with it. kept is what the hysteresis remembers: the band, and what the last usable
-- evaluation found.
create table slo_standing (
  slo          uuid primary key references slo,
  state        text not null default 'UNKNOWN' check (state in
    ('HEALTHY', 'NO_TRAFFIC', 'REVIEW', 'UNKNOWN', 'FREEZE', 'FEATURE_STOP', 'EXHAUSTED')),
  kept_state   text check (kept_state in ('HEALTHY', 'REVIEW', 'FREEZE', 'FEATURE_STOP', 'EXHAUSTED')),
  kept_used    numeric,
  consumed     numeric,
  burn         numeric,
  alert        text not null default 'NONE' check (alert in ('NONE', 'TICKET', 'PAGE')),
  readings     jsonb not null default '[]',
  partial      boolean not null default false,
  as_of        timestamptz,
  -- Class of the last answer; what stands out in a good one; why none came after it; unusable where what came
  -- is nothing to go by, whatever was known before.
  answer       text,
  note         text,
  trouble      text,
  unusable     boolean not null default false,
  tried_at     timestamptz,
  recorded_at  timestamptz,
  due_at       timestamptz not null default clock_timestamp(),
  -- Hours before this one were asked for; null before the first back-fill.
  hours_before timestamptz,
  check ((kept_state is null) = (kept_used is null))
);

create index slo_standing_due on slo_standing (due_at);

revoke delete, truncate on slo_standing from slipway_app;

-- What each evaluation found, for as long as somebody may ask why.
create table slo_evaluation (
  slo         uuid not null references slo,
  at          timestamptz not null,
  answer      text not null,
  state       text not null,
  consumed    numeric,
  readings    jsonb not null,
  warnings    text[] not null,
  reason      text,
  query_ms    int,
  version     int not null,
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (slo, at)
);

create index slo_evaluation_past on slo_evaluation (recorded_at);

revoke update, truncate on slo_evaluation from slipway_app;

-- Events by the hour, because a Prometheus forgets. An hour of which nothing is known has no row.
create table slo_hour (
  slo   uuid not null references slo,
  hour  timestamptz not null check (date_trunc('hour', hour, 'UTC') = hour),
  bad   numeric not null,
  total numeric not null,
  primary key (slo, hour)
);

create index slo_hour_past on slo_hour (hour);

revoke update, truncate on slo_hour from slipway_app;

-- Which replica of the portal asks the datasources. One row.
create table slo_lease (
  singleton boolean primary key default true check (singleton),
  holder    uuid not null,
  until     timestamptz not null
);

-- Every objective as it stands at this moment, by the database's clock: a good evaluation is believed for three
-- minutes, kept as stale for fifteen, and unknown after that. rank is that of "worst".
create view slo_now as
select o.*, s.kept_state, s.kept_used, s.consumed, s.burn, s.alert, s.readings, s.as_of, s.answer, s.unusable,
       s.recorded_at, coalesce(s.trouble, s.note) as reason,
       s.tried_at, s.due_at, s.hours_before, q.quality, w.state,
       array_position(array['HEALTHY', 'NO_TRAFFIC', 'REVIEW', 'UNKNOWN', 'FREEZE', 'FEATURE_STOP', 'EXHAUSTED'],
         w.state) as rank
  from slo o
  join slo_standing s on s.slo = o.id
  cross join lateral (select case
    when s.unusable or s.as_of is null or s.as_of <= clock_timestamp() - interval '15 minutes' then 'UNKNOWN'
    when s.partial then 'PARTIAL'
    when s.trouble is not null or s.as_of <= clock_timestamp() - interval '3 minutes' then 'STALE'
    else 'FRESH' end as quality) q
  cross join lateral (select case
    when q.quality in ('UNKNOWN', 'PARTIAL') then 'UNKNOWN' else s.state end as state) w;
