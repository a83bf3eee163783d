-- The policy of an environment, one row per version. Never changed; without a row the defaults of the
-- environment's class hold.
create table environment_policy (
  environment uuid not null,
  version int not null check (version > 0),
  rules jsonb not null,
  rollback_rules jsonb not null,
  pinned_images_required boolean not null,
  plan_lifetime_seconds bigint not null check (plan_lifetime_seconds between 900 and 604800),
  automatic_rollback boolean not null,
  pod_error_grace_seconds bigint not null check (pod_error_grace_seconds > 0),
  crash_restarts int not null check (crash_restarts > 0),
  stall_timeout_seconds bigint not null check (stall_timeout_seconds > 0),
  proven_first boolean not null,
  evidence_kinds text[] not null,
  minimum_coverage int not null check (minimum_coverage between 0 and 100),
  blocked_from text check (blocked_from in ('critical', 'high', 'medium', 'low')),
  reason text not null,
  edited_by uuid,
  edited_by_name text not null,
  edited_at timestamptz not null default clock_timestamp(),
  primary key (environment, version)
);

-- A freeze window, one row per version: the highest version holds, an ended one never freezes.
create table freeze_window (
  id uuid not null,
  version int not null check (version > 0),
  name text not null,
  environment uuid,
  system uuid,
  zone text not null,
  starts_local timestamp not null,
  ends_local timestamp not null,
  weekly boolean not null,
  last_day date,
  ended boolean not null default false,
  reason text not null,
  edited_by uuid,
  edited_by_name text not null,
  edited_at timestamptz not null default clock_timestamp(),
  primary key (id, version),
  check (starts_local < ends_local),
  check (environment is not null or system is not null)
);

create table placement_lock (
  id uuid primary key,
  placement uuid not null,
  reason text not null,
  deployment uuid,
  set_by uuid,
  set_by_name text not null,
  set_at timestamptz not null default clock_timestamp(),
  released_by uuid,
  released_by_name text,
  released_at timestamptz,
  release_reason text,
  check ((released_at is null) = (release_reason is null))
);

create unique index placement_lock_in_force on placement_lock (placement) where released_at is null;
create index placement_lock_history on placement_lock (placement, id desc);

revoke update, delete, truncate on environment_policy, freeze_window, placement_lock
  from slipway_app;
grant update (released_by, released_by_name, released_at, release_reason) on placement_lock
  to slipway_app;
