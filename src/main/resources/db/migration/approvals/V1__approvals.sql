-- A request asks for decisions on one content hash. Only its end, and the rules in force now, ever change.
create table approval_request (
  id uuid primary key,
  content_hash text not null,
  subject_kind text not null,
  subject_id text not null,
  subject_name text not null,
  subject_service text,
  subject_environment text,
  title text not null,
  link text not null,
  reason text not null,
  scope_team uuid,
  scope_environment text,
  requester uuid,
  requester_name text not null,
  excluded uuid[] not null,
  rules jsonb not null,
  rules_now jsonb,
  requested_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  met_at timestamptz,
  ended_at timestamptz,
  ended_as text check (ended_as in ('rejected', 'closed')),
  ended_why text,
  check ((ended_at is null) = (ended_as is null))
);

create index approval_request_waiting on approval_request (id) where ended_at is null;
create index approval_request_requester on approval_request (requester, id desc);

-- What somebody decided. Never changed: taking it back is a row of its own, by the person within ten
-- seconds, or with a reason when the account is disabled.
create table decision (
  id uuid primary key,
  request uuid not null references approval_request,
  person uuid not null,
  person_name text not null,
  attempt int not null check (attempt > 0),
  approved boolean not null,
  comment text not null,
  seen_hash text not null,
  authenticated_at timestamptz,
  at timestamptz not null default clock_timestamp(),
  counts_at timestamptz not null,
  unique (request, person, attempt)
);

create index decision_person on decision (person, id desc);

create table decision_undo (
  decision uuid primary key references decision,
  reason text,
  at timestamptz not null default clock_timestamp()
);

revoke update, delete, truncate on approval_request, decision, decision_undo from slipway_app;
grant update (rules_now, met_at, ended_at, ended_as, ended_why) on approval_request to slipway_app;

-- An act that waits for a second person. Its request says who asks, why and until when; the payload is sealed,
-- bound to this row, and gone as soon as it is over.
create table held_act (
  request uuid primary key references approval_request,
  kind text not null,
  lines jsonb not null,
  payload bytea,
  requester_via text not null,
  state text not null default 'WAITING'
    check (state in ('WAITING', 'DONE', 'REJECTED', 'WITHDRAWN', 'EXPIRED', 'FAILED')),
  ended_at timestamptz,
  ended_why text,
  check ((state = 'WAITING') = (payload is not null)),
  check ((state = 'WAITING') = (ended_at is null)),
  check ((state = 'WAITING') = (ended_why is null))
);

create index held_act_waiting on held_act (request) where state = 'WAITING';

create function held_act_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'held act % cannot be deleted', old.request;
  end if;
  if tg_op = 'INSERT' then
    if new.state <> 'WAITING' then
      raise exception 'held act % cannot begin as %', new.request, new.state;
    end if;
    return new;
  end if;
  if old.state <> 'WAITING' then
    raise exception 'held act % is % and stays so', old.request, old.state;
  end if;
  if new.state = 'WAITING' or new.request <> old.request or new.kind <> old.kind
      or new.lines <> old.lines or new.requester_via <> old.requester_via then
    raise exception 'held act % only ends', old.request;
  end if;
  return new;
end $$;
create trigger held_act_guard before insert or update or delete on held_act
  for each row execute function held_act_guard();

revoke update, delete, truncate on held_act from slipway_app;
grant update (state, payload, ended_at, ended_why) on held_act to slipway_app;
