-- How rollouts of a service in an environment are verified; without a row by the environment's class.
create table verification_setting (
  service uuid not null,
  environment uuid not null,
  -- Null goes by the class: on in production, off elsewhere.
  enabled boolean,
  -- Whether a failed one is taken back by itself; else only a person does.
  automatic boolean not null,
  version int not null,
  reason text not null,
  edited_by_name text not null,
  edited_at timestamptz not null default clock_timestamp(),
  primary key (service, environment)
);

-- What a service must answer in an environment after a rollout.
create table smoke_check (
  id uuid primary key,
  service uuid not null,
  environment uuid not null,
  name text not null,
  kind text not null check (kind in ('http', 'job')),
  -- What it asks: method, address, status, what the body must hold; or the manifest of a Job.
  probe jsonb not null,
  tries int not null check (tries between 1 and 10),
  pause_seconds int not null check (pause_seconds > 0),
  timeout_seconds int not null check (timeout_seconds > 0),
  version int not null,
  reason text not null,
  edited_by_name text not null,
  edited_at timestamptz not null default clock_timestamp(),
  unique (service, environment, name)
);

-- One rollout that is, or was, compared with what ran before it.
create table verification (
  deployment uuid primary key,
  placement uuid not null,
  service uuid not null,
  environment uuid not null,
  service_slug text not null,
  environment_slug text not null,
  sentence text not null,
  state text not null check (state in
    ('RUNNING', 'SUCCEEDED', 'FAILED', 'INCONCLUSIVE', 'ERROR', 'SKIPPED', 'REPLACED', 'KEPT')),
  why text not null default '',
  -- When it began to be written, and when its pods were there.
  rollout_at timestamptz not null,
  settled_at timestamptz not null,
  -- Names of its pods as a regular expression; null where they cannot be told apart.
  pods text,
  wanted int not null check (wanted > 0),
  automatic boolean not null,
  -- What became of the way back by itself: once, and never again.
  way_back text not null default 'NONE' check (way_back in ('NONE', 'WANTED', 'STARTED', 'ASKED', 'NOT_DONE')),
  way_back_why text not null default '',
  way_back_plan uuid,
  way_back_tries int not null default 0,
  -- Who works on it; every take counts the fence up, and a write under an older one is refused.
  due_at timestamptz,
  -- When its objectives are counted next.
  samples_at timestamptz,
  holder uuid,
  lease_until timestamptz,
  fence bigint not null default 0,
  begun_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  decided_by_name text,
  decided_reason text,
  decided_at timestamptz,
  check ((state = 'RUNNING') = (ended_at is null))
);

create index verification_due on verification (due_at) where due_at is not null;
create index verification_place on verification (service, environment, begun_at desc);

-- An objective that it is verified by, as it was called then.
create table verification_objective (
  deployment uuid not null references verification on delete cascade,
  objective uuid not null,
  name text not null,
  state text not null default 'RUNNING' check (state in
    ('RUNNING', 'SUCCEEDED', 'FAILED', 'INCONCLUSIVE', 'ERROR')),
  -- Null until it is known whether the series tell pods apart.
  by_pods boolean,
  -- Null until it was asked for.
  baseline_bad numeric,
  baseline_total numeric,
  limit_share numeric,
  primary key (deployment, objective)
);

-- What was counted, for good.
create table verification_sample (
  deployment uuid not null references verification on delete cascade,
  objective uuid not null,
  number int not null check (number > 0),
  at timestamptz not null,
  window_seconds int not null check (window_seconds > 0),
  outcome text not null check (outcome in ('PASSED', 'FAILED', 'INCONCLUSIVE', 'ERROR')),
  bad numeric,
  total numeric,
  why text not null default '',
  primary key (deployment, objective, number)
);

-- A smoke test as it was when the verification began.
create table verification_smoke (
  deployment uuid not null references verification on delete cascade,
  smoke_check uuid not null,
  name text not null,
  kind text not null,
  probe jsonb not null,
  tries int not null,
  pause_seconds int not null,
  timeout_seconds int not null,
  state text not null default 'RUNNING' check (state in ('RUNNING', 'SUCCEEDED', 'FAILED', 'ERROR')),
  due_at timestamptz not null default clock_timestamp(),
  -- The Job of a try that is not over.
  job text,
  job_at timestamptz,
  job_began boolean not null default false,
  check ((job is null) = (job_at is null)),
  primary key (deployment, smoke_check)
);

-- What each try of one brought, for good. Never a part of an answer over HTTP.
create table verification_try (
  deployment uuid not null references verification on delete cascade,
  smoke_check uuid not null,
  number int not null check (number > 0),
  at timestamptz not null default clock_timestamp(),
  outcome text not null check (outcome in ('PASSED', 'FAILED', 'ERROR')),
  status int,
  took_millis bigint not null check (took_millis >= 0),
  why text not null default '',
  -- The last lines of a Job, for those who may read logs.
  log text not null default '',
  primary key (deployment, smoke_check, number)
);

revoke update, delete, truncate on verification_sample, verification_try from slipway_app;
revoke delete, truncate on verification, verification_objective, verification_smoke from slipway_app;
