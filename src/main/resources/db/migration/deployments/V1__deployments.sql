-- History: what was done to each placement, by the portal or by others. Kept for good.
create table deployment (
  id uuid primary key,
  observed boolean not null,
  kind text not null,
  state text not null,
  placement uuid not null,
  service text not null,
  environment text not null,
  cluster uuid not null,
  namespace text not null,
  workload_kind text not null,
  workload_name text not null,
  sentence text not null,
  from_version text not null,
  to_version text not null,
  requester uuid,
  requester_name text not null,
  reason text not null,
  ticket text,
  plan uuid,
  plan_hash text,
  approvers text[] not null default '{}',
  not_undone text[] not null default '{}',
  base_unhealthy boolean not null default false,
  automatic boolean not null default false,
  target uuid,
  takes_over uuid,
  replaced_by uuid,
  rolled_back_by uuid,
  -- keyed hashes of the pod template before and after; the text is in recorded_template
  from_template text,
  to_template text,
  digests jsonb,
  why text not null default '',
  percent int not null default 0,
  progress text not null default '',
  -- what it did to the cluster: nothing, possibly something, surely something
  effect text not null default 'NONE' check (effect in ('NONE', 'POSSIBLE', 'MADE')),
  queued_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  -- whether somebody who heals the workload by itself put the change back
  watch_state text check (watch_state in ('WATCHING', 'KEPT', 'REVERTED', 'UNSEEN')),
  watch_owner text,
  watch_until timestamptz,
  watch_text text not null default '',
  -- what was counted of a rollout after it had succeeded
  verified text check (verified in
    ('running', 'succeeded', 'failed', 'inconclusive', 'error', 'replaced', 'kept')),
  verified_text text not null default '',
  -- observed ones only
  manager text,
  seen_late boolean not null default false,
  object_uid text,
  generation bigint,
  revision text,
  constraint deployment_observed check (observed = (state = 'observed')),
  -- what was taken in from before the portal knew the placement has no plan either
  constraint deployment_planned check (not observed or plan is null)
);

create index deployment_newest on deployment (queued_at desc, id desc);
create index deployment_of_placement on deployment (placement, queued_at desc, id desc);
create index deployment_of_template on deployment (placement, to_template, queued_at desc);
create index deployment_of_service on deployment (service, queued_at desc, id desc);
create index deployment_of_state on deployment (state, queued_at desc, id desc);
create index deployment_of_kind on deployment (kind, queued_at desc, id desc);
create index deployment_active on deployment (placement)
  where state in ('queued', 'running', 'verifying', 'aborting', 'unknown');
create unique index deployment_observed_template on deployment
  (placement, object_uid, to_template, revision) where observed and kind <> 'scale';
create unique index deployment_observed_scale on deployment
  (placement, object_uid, to_version, generation) where observed and kind = 'scale';

create index deployment_watched on deployment (watch_until) where watch_state = 'WATCHING';

create table deployment_step (
  id uuid primary key,
  deployment uuid not null,
  at timestamptz not null,
  step text not null,
  text text not null
);
create index deployment_step_in_order on deployment_step (deployment, at, id);

-- Pod templates as the cluster held them, sealed and bound to their row.
create table recorded_template (
  id uuid primary key,
  placement uuid not null,
  template text not null,
  sealed bytea not null,
  config_maps jsonb not null,
  recorded_at timestamptz not null default clock_timestamp(),
  unique (placement, template)
);

-- What the portal saw last of each placement, so that a change made while it was away is noticed.
create table seen_workload (
  placement uuid primary key,
  object_uid text not null,
  template text not null,
  version text not null,
  replicas int not null,
  generation bigint not null,
  changed_at timestamptz not null default clock_timestamp(),
  scaled_at timestamptz not null default clock_timestamp()
);
