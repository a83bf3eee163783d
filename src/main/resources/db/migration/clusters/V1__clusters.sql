-- API servers that the portal may use. The kubeconfig is sealed and bound to its row; null where the
-- operator's configuration names a file. uid is the UID of the namespace kube-system, recorded once. seen_at
-- is when the cluster was last known to be live.
create table cluster (
  id            uuid primary key,
  slug          text not null unique check (slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
  name          text not null,
  server        text not null,
  configured    boolean not null,
  kubeconfig    bytea,
  uid           text,
  version       text,
  registered_at timestamptz not null default clock_timestamp(),
  changed_at    timestamptz not null default clock_timestamp(),
  seen_at       timestamptz,
  check (configured = (kubeconfig is null))
);

-- Where a service runs in an environment. A second workload is a second service.
create table placement (
  id             uuid primary key,
  service_id     uuid not null,
  environment_id uuid not null,
  cluster_id     uuid not null references cluster,
  namespace      text not null,
  kind           text not null check (kind in ('DEPLOYMENT', 'STATEFUL_SET', 'DAEMON_SET')),
  name           text not null,
  container      text not null,
  placed_at      timestamptz not null default clock_timestamp(),
  constraint placement_service_once unique (service_id, environment_id),
  constraint placement_workload_once unique (cluster_id, namespace, kind, name)
);

-- What was last seen of each placement, so that a cold start shows its age and not a blank.
create table placement_last_known (
  placement_id  uuid primary key references placement on delete cascade,
  image         text not null,
  digest        text,
  rollout       text not null,
  health        text not null,
  health_reason text not null,
  desired       int not null,
  ready         int not null,
  -- A live cluster said that the workload does not exist any more.
  gone          boolean not null default false,
  as_of         timestamptz not null default clock_timestamp()
);

-- Which replica of the portal writes down what it observes on a cluster.
create table cluster_lease (
  cluster_id uuid primary key references cluster,
  holder     uuid not null,
  until      timestamptz not null
);
