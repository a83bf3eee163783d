-- API servers that the portal may use. The kubeconfig is sealed and bound to its row; null where the
-- operator's configuration names a file, and where the portal's own pod has an account (in_cluster). uid is
-- the UID of the namespace kube-system, recorded once. expires_at is when the credentials end by themselves;
-- expiry_told is how far administrators were warned of it. seen_at is when the cluster was last known to be
-- live.
create table cluster (
  id            uuid primary key,
  slug          text not null unique check (slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
  name          text not null,
  server        text not null,
  configured    boolean not null,
  in_cluster    boolean not null default false,
  kubeconfig    bytea,
  expires_at    timestamptz,
  expiry_told   int not null default 0,
  uid           text,
  version       text,
  registered_at timestamptz not null default clock_timestamp(),
  changed_at    timestamptz not null default clock_timestamp(),
  seen_at       timestamptz,
  check (configured or in_cluster or kubeconfig is not null),
  check (not (configured and in_cluster)),
  check (kubeconfig is null or not (configured or in_cluster))
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
  -- Which API server it is on: the uid of the cluster, whatever it is called here; its id until it is met.
  api_server     text not null,
  constraint placement_service_once unique (service_id, environment_id),
  constraint placement_workload_once unique (api_server, namespace, kind, name)
);
create index placement_cluster on placement (cluster_id);

-- The lock on the cluster lets no first contact pass by between the question and the commit.
create function placement_api_server() returns trigger language plpgsql as $$
begin
  select coalesce(uid, id::text) into new.api_server from cluster where id = new.cluster_id for share;
  return new;
end $$;
create trigger placement_api_server before insert or update of cluster_id, namespace, kind, name on placement
  for each row execute function placement_api_server();

-- A cluster that is met turns out to be a known API server: a workload that is placed there already keeps
-- the id of this cluster, and neither of the two is changed until one is taken away.
create function cluster_met() returns trigger language plpgsql as $$
declare
  placed uuid;
begin
  for placed in select id from placement where cluster_id = new.id order by id loop
    begin
      update placement set api_server = new.uid where id = placed;
    exception when unique_violation then
      null;
    end;
  end loop;
  return null;
end $$;
create trigger cluster_met after update of uid on cluster
  for each row when (new.uid is distinct from old.uid) execute function cluster_met();

-- Where services ran before: taken off the portal, or said to run elsewhere. Keeps a namespace for the class
-- of what ran there, and says at an empty place who emptied it.
create table placement_former (
  id             uuid primary key,
  placement      uuid not null,
  service_id     uuid not null,
  environment_id uuid not null,
  cluster        text not null,
  api_server     text not null,
  namespace      text not null,
  kind           text not null,
  name           text not null,
  taken_off      boolean not null,
  reason         text not null,
  ended_by       text not null,
  ended_at       timestamptz not null default clock_timestamp()
);
create index placement_former_namespace on placement_former (api_server, namespace);
create index placement_former_place on placement_former (service_id, environment_id, ended_at desc);
revoke update, delete, truncate on placement_former from slipway_app;

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
