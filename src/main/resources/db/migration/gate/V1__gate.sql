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

-- What the gate said of a plan, and by what: when it was made, and when it was started.
create table gate_decision (
  id             uuid primary key,
  at             timestamptz not null default clock_timestamp(),
  occasion       text not null check (occasion in ('PLANNED', 'STARTED')),
  plan           uuid not null,
  plan_hash      text not null,
  deployment     uuid,
  requester_name text not null,
  service        uuid not null,
  environment    uuid not null,
  -- The class by which it was judged, and whether its requester declared it lighter than anybody could tell.
  change_class   text not null,
  declared       boolean not null,
  mode           text not null check (mode in ('ENFORCED', 'ADVISES', 'DRY_RUN')),
  outcome        text not null check (outcome in ('ALLOW', 'ALLOW_WITH_CONDITION', 'NEEDS_APPROVAL', 'BLOCK')),
  -- What it says where it is enforced.
  would          text not null check (would in ('ALLOW', 'ALLOW_WITH_CONDITION', 'NEEDS_APPROVAL', 'BLOCK')),
  reason         text not null,
  budget         text not null,
  burns_fast     boolean not null,
  -- Every objective that had a say: state, share used, burn, how fresh, counts.
  evidence       jsonb not null,
  override       uuid references gate_override
);

create index gate_decision_plan on gate_decision (plan);
create index gate_decision_service on gate_decision (service, at desc);

revoke update, delete, truncate on gate_decision from slipway_app;
revoke update, delete, truncate on gate_override from slipway_app;
grant update (used_by, used_at) on gate_override to slipway_app;
