-- A trial that Velero completed proves that objects are back. Whether they work, a person says
-- later, once; until then nobody knows.
alter table backup_drill alter column passed drop not null;
-- Where a trial went; empty for a drill that was recorded by hand, and for older ones.
alter table backup_drill add column namespace text not null default '';
alter table backup_drill add check (passed is not null or operation is not null);

-- What the portal wrote down as passed by itself was no more than that either.
update backup_drill set passed = null, next_due = null where operation is not null and passed;

create table backup_drill_answer (
  drill uuid primary key references backup_drill on delete cascade,
  passed boolean not null,
  note text not null check (length(note) between 1 and 1000),
  next_due date not null,
  by_name text not null,
  recorded_at timestamptz not null default clock_timestamp()
);

revoke update, delete, truncate on backup_drill_answer from slipway_app;
