-- What a person keeps of a list: its filters, under a name. The page is one of ours, so no address can be kept that
-- leads elsewhere.
create table saved_view (
  id uuid primary key,
  person_id uuid not null,
  page text not null check (page in ('MATRIX', 'SERVICES', 'DEPLOYMENTS', 'HEALTH', 'OBJECTIVES', 'AUDIT')),
  name text not null check (length(name) between 1 and 60),
  query text not null check (length(query) <= 600),
  created_at timestamptz not null default clock_timestamp(),
  unique (person_id, page, name)
);
