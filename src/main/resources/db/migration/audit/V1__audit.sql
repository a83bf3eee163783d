-- The trail belongs to a role that nobody can sign in as: the application inserts and reads, and neither it
-- nor a later migration can change what was written.
set role slipway_owner;

create table audit.audit_event (
  id uuid not null,
  txid xid8 not null default pg_current_xact_id(),
  at timestamptz not null default clock_timestamp(),
  actor_person uuid,
  actor_name text not null,
  via text not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  subject_name text not null,
  service text,
  environment text,
  outcome text not null,
  reason text,
  plan_hash text,
  before jsonb not null,
  after jsonb not null,
  request_id text,
  address text,
  authenticated_at timestamptz,
  payload_version smallint not null,
  body_hash bytea not null,
  primary key (id, at)
) partition by range (at);

create index audit_event_service on audit.audit_event (service, environment, id desc);
create index audit_event_actor on audit.audit_event (actor_person, id desc);
create index audit_event_actor_name on audit.audit_event (actor_name, id desc);
create index audit_event_action on audit.audit_event (action, id desc);
create index audit_event_outcome on audit.audit_event (outcome, id desc);
-- Words anywhere in it, for the search; the extension comes with the roles (db/bootstrap/roles.sql).
create index audit_event_words on audit.audit_event
  using gin ((subject_name || ' ' || action || ' ' || actor_name || ' ' || coalesce(reason, '')) gin_trgm_ops);
create index audit_event_unsealed on audit.audit_event (txid, id);

-- Order and proof, filled by the sealer; unique because it is partitioned by its own number.
create table audit.audit_seal (
  seq bigint not null primary key,
  event_id uuid not null,
  at timestamptz not null,
  actor_person uuid,
  action text not null,
  outcome text not null,
  service text,
  environment text,
  leaf bytea not null
) partition by range (seq);

create table audit.audit_seal_0 partition of audit.audit_seal for values from (0) to (100000000);

create function audit.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail is append-only: % refused', tg_op using errcode = 'insufficient_privilege';
end
$$;

create trigger audit_event_keep before update or delete on audit.audit_event
  for each row execute function audit.refuse_change();
create trigger audit_event_keep_all before truncate on audit.audit_event
  for each statement execute function audit.refuse_change();
create trigger audit_seal_keep before update or delete on audit.audit_seal
  for each row execute function audit.refuse_change();
create trigger audit_seal_keep_all before truncate on audit.audit_seal
  for each statement execute function audit.refuse_change();
create trigger audit_seal_0_keep_all before truncate on audit.audit_seal_0
  for each statement execute function audit.refuse_change();

-- A row trigger is inherited by partitions, a truncate trigger is not: every partition gets its own.
create table audit.audit_event_default partition of audit.audit_event default;
create trigger audit_event_default_keep_all before truncate on audit.audit_event_default
  for each statement execute function audit.refuse_change();

-- Makes the partitions of the running month and of the next ones, where they are missing; answers how many
-- rows lie in the default partition, which should be none.
create function audit.make_partitions(months_ahead int) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  first_day date;
  partition text;
begin
  if months_ahead not between 0 and 24 then
    raise exception 'months ahead must be 0 to 24';
  end if;
  perform pg_advisory_xact_lock(hashtext('audit.make_partitions'));
  for step in 0 .. months_ahead loop
    first_day := (date_trunc('month', clock_timestamp() at time zone 'UTC') + make_interval(months => step))::date;
    partition := 'audit_event_' || to_char(first_day, 'YYYY_MM');
    if to_regclass('audit.' || partition) is null then
      execute format(
        'create table audit.%I partition of audit.audit_event for values from (%L) to (%L)',
        partition, first_day::text || ' 00:00:00+00', (first_day + interval '1 month')::date::text || ' 00:00:00+00');
      execute format(
        'create trigger %I before truncate on audit.%I for each statement execute function audit.refuse_change()',
        partition || '_keep_all', partition);
    end if;
  end loop;
  return (select count(*) from audit.audit_event_default);
end
$$;

select audit.make_partitions(3);

revoke all on function audit.make_partitions(int) from public;
grant execute on function audit.make_partitions(int) to slipway_app;
grant select on audit.audit_event, audit.audit_seal to slipway_app;
grant insert (
    id, actor_person, actor_name, via, action, subject_kind, subject_id, subject_name, service, environment,
    outcome, reason, plan_hash, before, after, request_id, address, authenticated_at, payload_version, body_hash)
  on audit.audit_event to slipway_app;

reset role;
