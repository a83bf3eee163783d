-- One proposed change: written once, never changed.
create table plan (
  id                  uuid primary key,
  hash                text        not null unique,
  hash_version        integer     not null,
  content             text        not null,
  kind                text        not null,
  service             uuid        not null,
  service_slug        text        not null,
  team                uuid        not null,
  environment         uuid        not null,
  environment_slug    text        not null,
  environment_class   text        not null,
  placement           uuid        not null,
  cluster             uuid        not null,
  namespace           text        not null,
  workload_kind       text        not null,
  workload_name       text        not null,
  object_uid          text        not null,
  namespace_uid       text        not null,
  cluster_uid         text        not null,
  base_hash           text        not null,
  generation          bigint      not null,
  template            bytea,
  facts               text        not null,
  sentence            text        not null,
  from_version        text        not null,
  to_version          text        not null,
  diff                text        not null,
  verdicts            text        not null,
  not_undone          text        not null,
  wish                text        not null,
  reason              text        not null,
  ticket              text,
  start_when_approved boolean     not null,
  acknowledged        text        not null,
  requester           text        not null,
  requester_person    uuid,
  target_deployment   uuid,
  base_unhealthy      boolean     not null,
  policy_version      integer     not null,
  created_at          timestamptz not null,
  not_after           timestamptz not null
);
create index plan_placement on plan (placement, created_at desc);

-- The only state of a plan, and the row that is locked.
create table plan_status (
  plan          uuid primary key references plan (id),
  state         text        not null,
  version       bigint      not null,
  approval      uuid unique,
  operation     uuid unique,
  superseded_by uuid,
  why           text        not null,
  changed_at    timestamptz not null
);
create index plan_status_open on plan_status (state) where state in ('PLANNED', 'PENDING_APPROVAL', 'APPROVED');

-- Allowed moves. The triggers read them; a test compares them with the code.
create table plan_move (
  from_state text not null,
  to_state   text not null,
  primary key (from_state, to_state)
);
insert into plan_move values
  ('PLANNED', 'PENDING_APPROVAL'), ('PLANNED', 'STARTED'), ('PLANNED', 'EXPIRED'),
  ('PLANNED', 'SUPERSEDED'), ('PLANNED', 'STALE'), ('PLANNED', 'WITHDRAWN'),
  ('PENDING_APPROVAL', 'APPROVED'), ('PENDING_APPROVAL', 'REJECTED'), ('PENDING_APPROVAL', 'EXPIRED'),
  ('PENDING_APPROVAL', 'SUPERSEDED'), ('PENDING_APPROVAL', 'STALE'), ('PENDING_APPROVAL', 'REVOKED'),
  ('PENDING_APPROVAL', 'WITHDRAWN'),
  ('APPROVED', 'PENDING_APPROVAL'), ('APPROVED', 'STARTED'), ('APPROVED', 'REJECTED'),
  ('APPROVED', 'EXPIRED'), ('APPROVED', 'SUPERSEDED'), ('APPROVED', 'STALE'),
  ('APPROVED', 'REVOKED'), ('APPROVED', 'WITHDRAWN'),
  ('STARTED', 'STALE');

-- The execution of one plan.
create table operation (
  id                uuid primary key,
  plan              uuid        not null unique references plan (id),
  placement         uuid        not null,
  cluster           uuid        not null,
  namespace         text        not null,
  workload_kind     text        not null,
  workload_name     text        not null,
  kind              text        not null,
  plan_hash         text        not null,
  subject_name      text        not null,
  service_slug      text        not null,
  environment_slug  text        not null,
  requester         text        not null,
  automatic         boolean     not null,
  state             text        not null,
  effect            text        not null,
  version           bigint      not null,
  why               text        not null,
  percent           integer     not null,
  progress          text        not null,
  progress_at       timestamptz not null,
  queued_at         timestamptz not null,
  started_at        timestamptz,
  ended_at          timestamptz,
  deadline          timestamptz not null,
  sent_at           timestamptz,
  generation_before bigint,
  generation_sent   bigint,
  attempts          integer     not null,
  replaced_by       uuid,
  takes_over        uuid
);
-- One execution per target.
create unique index operation_one_per_target on operation (placement)
  where state in ('QUEUED', 'RUNNING', 'VERIFYING', 'ABORTING', 'UNKNOWN');
create index operation_active on operation (cluster)
  where state in ('QUEUED', 'RUNNING', 'VERIFYING', 'ABORTING', 'UNKNOWN');
create index operation_history on operation (placement, queued_at desc);

create table operation_move (
  from_state text not null,
  to_state   text not null,
  primary key (from_state, to_state)
);
insert into operation_move values
  ('QUEUED', 'RUNNING'), ('QUEUED', 'FAILED'), ('QUEUED', 'ABORTING'), ('QUEUED', 'ABORTED'),
  ('RUNNING', 'VERIFYING'), ('RUNNING', 'UNKNOWN'), ('RUNNING', 'FAILED'), ('RUNNING', 'ABORTING'),
  ('RUNNING', 'ABORTED'), ('RUNNING', 'ROLLED_BACK'),
  ('VERIFYING', 'SUCCEEDED'), ('VERIFYING', 'FAILED'), ('VERIFYING', 'UNKNOWN'),
  ('VERIFYING', 'ABORTING'), ('VERIFYING', 'ABORTED'), ('VERIFYING', 'ROLLED_BACK'),
  ('ABORTING', 'ABORTED'), ('ABORTING', 'UNKNOWN'), ('ABORTING', 'FAILED'), ('ABORTING', 'SUCCEEDED'),
  ('UNKNOWN', 'RUNNING'), ('UNKNOWN', 'VERIFYING'), ('UNKNOWN', 'SUCCEEDED'), ('UNKNOWN', 'FAILED'),
  ('UNKNOWN', 'ABORTING'), ('UNKNOWN', 'ABORTED');

-- Who works on it: the fence counts every take, the lease ends by the clock of the database.
create table operation_lease (
  operation uuid primary key references operation (id),
  cluster   uuid        not null,
  fence     bigint      not null,
  holder    text,
  until     timestamptz not null
);
create index operation_lease_cluster on operation_lease (cluster, until);

-- The timeline: inserted, never changed.
create table operation_step (
  id        uuid primary key,
  operation uuid        not null references operation (id),
  fence     bigint      not null,
  step      text        not null,
  text      text        not null,
  at        timestamptz not null
);
create index operation_step_operation on operation_step (operation, id);

-- First lock of every move: one row per placement and one per cluster, made on demand.
create table target_lock (
  target uuid primary key
);

-- One intent, one effect: the same key gives the same answer.
create table plan_idempotency (
  principal    text        not null,
  key          text        not null,
  request_hash text        not null,
  answer       uuid        not null,
  at           timestamptz not null default clock_timestamp(),
  primary key (principal, key)
);

create function plan_status_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'plan % has a state that cannot be deleted', old.plan;
  end if;
  if tg_op = 'INSERT' then
    if new.state <> 'PLANNED' then
      raise exception 'plan % cannot begin as %', new.plan, new.state;
    end if;
    return new;
  end if;
  if new.plan <> old.plan or new.version <> old.version + 1 then
    raise exception 'plan %: version % does not follow %', old.plan, new.version, old.version;
  end if;
  if (old.approval is not null and new.approval is distinct from old.approval)
      or (old.operation is not null and new.operation is distinct from old.operation) then
    raise exception 'plan %: its approval and its operation cannot be exchanged', old.plan;
  end if;
  if new.state = old.state then
    if not exists (select 1 from plan_move where from_state = old.state) or old.state = 'STARTED' then
      raise exception 'plan % is % and does not change any more', old.plan, old.state;
    end if;
  elsif not exists (select 1 from plan_move where from_state = old.state and to_state = new.state) then
    raise exception 'plan % cannot go from % to %', old.plan, old.state, new.state;
  end if;
  return new;
end $$;
create trigger plan_status_guard before insert or update or delete on plan_status
  for each row execute function plan_status_guard();

create function operation_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'operation % cannot be deleted', old.id;
  end if;
  if tg_op = 'INSERT' then
    if new.state <> 'QUEUED' then
      raise exception 'operation % cannot begin as %', new.id, new.state;
    end if;
    return new;
  end if;
  if new.id <> old.id or new.plan <> old.plan or new.plan_hash <> old.plan_hash
      or new.version <> old.version + 1 then
    raise exception 'operation %: version % does not follow %', old.id, new.version, old.version;
  end if;
  if old.state in ('SUCCEEDED', 'FAILED', 'ROLLED_BACK', 'ABORTED') then
    raise exception 'operation % is % and does not change any more', old.id, old.state;
  end if;
  if new.state <> old.state
      and not exists (select 1 from operation_move where from_state = old.state and to_state = new.state) then
    raise exception 'operation % cannot go from % to %', old.id, old.state, new.state;
  end if;
  return new;
end $$;
create trigger operation_guard before insert or update or delete on operation
  for each row execute function operation_guard();

revoke update, delete, truncate on plan, operation_step, plan_move, operation_move from slipway_app;
revoke insert on plan_move, operation_move from slipway_app;
revoke delete, truncate on plan_status, operation, operation_lease, target_lock from slipway_app;
revoke update on plan_idempotency from slipway_app;
