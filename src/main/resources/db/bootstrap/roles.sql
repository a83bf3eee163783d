-- Run once by a superuser, connected to the portal's database. Repeatable. On a server of your own set
-- passwords afterwards: alter role slipway_app password '...'; alter role slipway_migrate password '...';
do $$
begin
  if not exists (select from pg_roles where rolname = 'slipway_owner') then
    create role slipway_owner nologin;
  end if;
  if not exists (select from pg_roles where rolname = 'slipway_migrate') then
    create role slipway_migrate login noinherit;
  end if;
  if not exists (select from pg_roles where rolname = 'slipway_app') then
    create role slipway_app login;
  end if;
  execute format('grant connect on database %I to slipway_app, slipway_migrate', current_database());
  execute format('grant temporary on database %I to slipway_migrate', current_database());
end
$$;

-- The index behind the search of the audit trail; part of every PostgreSQL distribution (contrib).
create extension if not exists pg_trgm with schema public;

-- Migrations may act as the owner; the application may not, so nobody who holds only its password can touch
-- a written audit row.
grant slipway_owner to slipway_migrate;

create schema if not exists audit authorization slipway_owner;
grant usage on schema audit to slipway_app, slipway_migrate;
revoke create on schema public from public;
grant usage, create on schema public to slipway_migrate;
grant usage on schema public to slipway_app, slipway_owner;

alter default privileges for role slipway_migrate in schema public
  grant select, insert, update, delete on tables to slipway_app;
alter default privileges for role slipway_migrate in schema public
  grant usage, select on sequences to slipway_app;
