-- What we own: systems, services, environments and what depends on what.

-- Every slug that was ever given. A name in an old audit event or link must never lead to something else.
create table catalog_slug (
  kind text not null check (kind in ('system', 'service', 'environment')),
  slug text not null check (slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
  owner uuid not null,
  given_at timestamptz not null default clock_timestamp(),
  primary key (kind, slug)
);
revoke update, delete, truncate on catalog_slug from slipway_app;

-- One row. A writer locks it first, so changes of the catalog come one after the other, and every replica sees
-- by its number that its copy is old.
create table catalog_revision (
  only_row boolean primary key default true check (only_row),
  revision bigint not null
);
insert into catalog_revision (revision) values (1);
revoke insert, delete, truncate on catalog_revision from slipway_app;

create table catalog_system (
  id uuid primary key,
  version bigint not null,
  slug text not null unique,
  name text not null check (length(name) between 1 and 80),
  description text not null check (length(description) <= 2000),
  created_at timestamptz not null
);

create table catalog_environment (
  id uuid primary key,
  version bigint not null,
  slug text not null unique,
  name text not null check (length(name) between 1 and 80),
  environment_class text not null check (environment_class in ('DEVELOPMENT', 'STAGING', 'PRODUCTION')),
  rank integer not null check (rank between 0 and 1000),
  created_at timestamptz not null
);

create table catalog_service (
  id uuid primary key,
  version bigint not null,
  slug text not null unique,
  name text not null check (length(name) between 1 and 80),
  description text not null check (length(description) <= 2000),
  system_id uuid not null references catalog_system (id),
  team_id uuid not null,
  tier integer not null check (tier between 1 and 4),
  lifecycle text not null check (lifecycle in ('PLANNED', 'PRODUCTION', 'DEPRECATED')),
  created_at timestamptz not null
);
create index catalog_service_system on catalog_service (system_id, slug);
create index catalog_service_team on catalog_service (team_id, slug);

create table catalog_service_link (
  service_id uuid not null references catalog_service (id) on delete cascade,
  position integer not null,
  label text not null check (length(label) between 1 and 40),
  url text not null check (length(url) <= 2000 and url ~ '^https?://'),
  primary key (service_id, position)
);

create table catalog_dependency (
  service_id uuid not null references catalog_service (id) on delete cascade,
  depends_on uuid not null references catalog_service (id) on delete cascade,
  declared_at timestamptz not null default clock_timestamp(),
  primary key (service_id, depends_on),
  check (service_id <> depends_on)
);
create index catalog_dependency_on on catalog_dependency (depends_on);

-- What people say of a system or a service that no cluster can: infrastructure, stacks outside of Kubernetes, plans.
create table catalog_fact (
  owner uuid not null,
  position integer not null,
  name text not null check (length(name) between 1 and 60),
  value text not null check (length(value) <= 300),
  url text not null check (url = '' or (length(url) <= 2000 and url ~ '^https?://')),
  primary key (owner, position)
);
