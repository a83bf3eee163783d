-- What a chart was given for a service in an environment, as it was imported. What looks like a secret is not in it.
-- The newest is the one in force; the others are its history.
create table values_file (
  id uuid primary key,
  service uuid not null,
  environment uuid not null,
  file_name text not null check (length(file_name) between 1 and 120),
  content text not null check (length(content) <= 4000000),
  imported_at timestamptz not null default clock_timestamp(),
  imported_by uuid,
  imported_by_name text not null,
  reason text not null check (length(reason) <= 2000)
);

create index values_file_of_placement on values_file (service, environment, id desc);

revoke update, delete, truncate on values_file from slipway_app;
