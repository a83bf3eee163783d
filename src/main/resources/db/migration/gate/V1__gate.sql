-- A plan that somebody asked to let through although its error budget holds it, once. Bound to the plan, whose
-- hash names the digests; who has to agree, and whether they did, is the request's.
create table gate_override (
  id                uuid primary key,
  plan              uuid not null,
  plan_hash         text not null,
  request           uuid not null unique,
  -- Whether more was used up than a freeze holds: then an owner of the environment is among the two.
  strict            boolean not null,
  budget            text not null,
  reason            text not null check (length(reason) between 20 and 2000),
  ticket            text not null check (length(ticket) between 1 and 200),
  requester         uuid not null,
  requester_name    text not null,
  made_at           timestamptz not null default clock_timestamp(),
  expires_at        timestamptz not null,
  used_by           uuid,
  used_at           timestamptz,
  check (expires_at > made_at and expires_at <= made_at + interval '4 hours'),
  check ((used_by is null) = (used_at is null))
);

create index gate_override_plan on gate_override (plan, made_at);

-- Where the gate holds nothing back for a while, and only says what it would do. Without a service it is for all of
-- the environment.
create table gate_dry_run (
  id             uuid primary key,
  service        uuid,
  environment    uuid not null,
  made_at        timestamptz not null default clock_timestamp(),
  until          timestamptz not null,
  reason         text not null check (length(reason) between 10 and 2000),
  made_by_name   text not null,
  agreed_by      text[] not null default '{}',
  ended_at       timestamptz,
  ended_by_name  text,
  check (until > made_at and until <= made_at + interval '28 days'),
  check ((ended_at is null) = (ended_by_name is null))
);

create index gate_dry_run_place on gate_dry_run (environment, service) where ended_at is null;

revoke update, delete, truncate on gate_dry_run from slipway_app;
grant update (ended_at, ended_by_name) on gate_dry_run to slipway_app;

-- What was said of a change, and by what: when a pipeline asked, when a plan was made, and when it was started.
create table gate_decision (
  id             uuid primary key,
  at             timestamptz not null default clock_timestamp(),
  occasion       text not null check (occasion in ('ASKED', 'PLANNED', 'STARTED')),
  -- What a pipeline asks about has no plan.
  plan           uuid,
  plan_hash      text,
  deployment     uuid,
  kind           text not null,
  sentence       text not null,
  from_version   text not null,
  to_version     text not null,
  images         text[] not null,
  requester_name text not null,
  -- The run of a pipeline, as it names itself.
  job            text check (length(job) <= 300),
  service        uuid not null,
  environment    uuid not null,
  -- The class by which it was judged, and whether its requester declared it lighter than anybody could tell.
  change_class   text not null,
  declared       boolean not null,
  mode           text not null check (mode in ('ENFORCED', 'ADVISES', 'DRY_RUN')),
  -- Of all policies where a pipeline asked; else of the gate, beside what others say in the plan.
  outcome        text not null check (outcome in ('ALLOW', 'ALLOW_WITH_CONDITION', 'NEEDS_APPROVAL', 'BLOCK')),
  -- What the gate says where it is enforced.
  would          text not null check (would in ('ALLOW', 'ALLOW_WITH_CONDITION', 'NEEDS_APPROVAL', 'BLOCK')),
  reason         text not null,
  budget         text not null,
  burns_fast     boolean not null,
  verdicts       jsonb not null,
  -- Every objective that had a say: counts, state, share used, burn, how fresh, and the queries that counted.
  evidence       jsonb not null,
  override       uuid references gate_override,
  check ((occasion = 'ASKED') = (plan is null)),
  check ((plan is null) = (plan_hash is null))
);

create index gate_decision_plan on gate_decision (plan) where plan is not null;
create index gate_decision_deployment on gate_decision (deployment) where deployment is not null;
create index gate_decision_service on gate_decision (service, id desc);
create index gate_decision_override on gate_decision (override) where override is not null;

revoke update, delete, truncate on gate_decision from slipway_app;
revoke update, delete, truncate on gate_override from slipway_app;
grant update (used_by, used_at) on gate_override to slipway_app;

-- What a used budget asks of the team that owns the service. One row for each crossing of a threshold: the next one is
-- raised when the budget was below it in between. A person may close it while the crossing goes on.
create table gate_task (
  id            uuid primary key,
  objective     uuid not null,
  name          text not null,
  service       uuid not null,
  environment   uuid not null,
  threshold     int not null check (threshold in (25, 75, 100)),
  used          numeric,
  raised_at     timestamptz not null,
  due_at        timestamptz,
  over_at       timestamptz,
  ended_at      timestamptz,
  ending        text check (ending in ('CLOSED', 'RECOVERED', 'DROPPED')),
  ended_by_name text,
  note          text check (length(note) between 10 and 2000),
  check ((ended_at is null) = (ending is null)),
  check (over_at is null or ended_at is not null),
  check ((ending is not distinct from 'CLOSED') = (note is not null)),
  check ((note is null) = (ended_by_name is null))
);

create unique index gate_task_crossing on gate_task (objective, threshold) where over_at is null;
create index gate_task_objective on gate_task (objective, id desc);
create index gate_task_open on gate_task (id desc) where ended_at is null;

revoke update, delete, truncate on gate_task from slipway_app;
grant update (over_at, ended_at, ending, ended_by_name, note) on gate_task to slipway_app;

-- Time that does not count against an objective once two people have agreed. Never changed: it is agreed to, and
-- taken back.
create table gate_exclusion (
  id             uuid primary key,
  objective      uuid not null,
  from_at        timestamptz not null check (date_trunc('hour', from_at, 'UTC') = from_at),
  to_at          timestamptz not null check (date_trunc('hour', to_at, 'UTC') = to_at),
  cause          text not null check (cause in ('MAINTENANCE', 'TELEMETRY', 'OUTSIDE')),
  reason         text not null check (length(reason) between 20 and 2000),
  ticket         text not null check (length(ticket) between 1 and 200),
  request        uuid not null unique,
  requester      uuid not null,
  requester_name text not null,
  made_at        timestamptz not null,
  expires_at     timestamptz not null,
  agreed_at      timestamptz,
  agreed_by      text[] not null default '{}',
  ended_at       timestamptz,
  ended_by_name  text,
  end_reason     text,
  check (to_at > from_at and to_at <= from_at + interval '72 hours'),
  check ((agreed_at is null) = (agreed_by = '{}')),
  check ((ended_at is null) = (end_reason is null))
);

create index gate_exclusion_objective on gate_exclusion (objective, to_at);
create index gate_exclusion_open on gate_exclusion (id) where agreed_at is null and ended_at is null;

revoke update, delete, truncate on gate_exclusion from slipway_app;
grant update (agreed_at, agreed_by, ended_at, ended_by_name, end_reason) on gate_exclusion to slipway_app;
