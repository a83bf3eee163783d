-- The webhook that people set on the page; configuration wins over it. The secret is sealed.
create table webhook (
  singleton boolean primary key default true check (singleton),
  url text not null,
  sealed_secret bytea not null,
  edited_by uuid,
  edited_by_name text not null,
  edited_at timestamptz not null default clock_timestamp()
);

-- What has to leave the portal: written in the transaction of what happened, delivered at least once.
create table notification (
  id uuid primary key,
  action text not null,
  text text not null,
  link text,
  created_at timestamptz not null default clock_timestamp(),
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'dead')),
  attempts int not null default 0,
  next_attempt_at timestamptz,
  last_error text,
  ended_at timestamptz
);

create index notification_newest on notification (id desc);
create index notification_dead on notification (id desc) where state = 'dead';

-- A line for one person inside the portal.
create table notice (
  id uuid primary key,
  person uuid not null,
  text text not null,
  link text,
  at timestamptz not null default clock_timestamp(),
  read_at timestamptz
);

create index notice_person on notice (person, id desc);

-- For the tidying of what is long past.
create index notification_past on notification (ended_at) where state = 'delivered';
create index notice_past on notice (read_at) where read_at is not null;

revoke truncate on notification, notice from slipway_app;
