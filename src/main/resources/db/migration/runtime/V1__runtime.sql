-- What the portal remembers of its first start. One row; never changed by the application.
create table portal (
  singleton  boolean primary key default true check (singleton),
  mode       text not null check (mode in ('sandbox', 'production')),
  key_check  text not null,
  created_at timestamptz not null default clock_timestamp()
);
revoke update, delete on portal from slipway_app;

-- By what the database knows itself, so that a restored one is told from the original. To say by hand that it was
-- restored: update incarnation set marks = 'restored'.
create table incarnation (
  singleton boolean primary key default true check (singleton),
  marks     text not null,
  epoch     integer not null default 1,
  since     timestamptz not null default clock_timestamp()
);
revoke delete on incarnation from slipway_app;

-- db-scheduler's table (its documented layout), with the priority and state columns.
create table scheduled_tasks (
  task_name            text not null,
  task_instance        text not null,
  task_data            bytea,
  execution_time       timestamptz not null,
  picked               boolean not null,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures int,
  last_heartbeat       timestamptz,
  version              bigint not null,
  priority             smallint,
  state                text,
  primary key (task_name, task_instance)
);
create index scheduled_tasks_execution_time on scheduled_tasks (execution_time);
create index scheduled_tasks_last_heartbeat on scheduled_tasks (last_heartbeat);
create index scheduled_tasks_priority on scheduled_tasks (priority desc, execution_time asc);
