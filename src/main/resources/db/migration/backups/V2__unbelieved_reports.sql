-- Which key a run was reported with; null for what a cluster told, and for reports of before.
alter table backup_run add column report_key uuid;

-- What a leaked key said stays to be read, and is no evidence of anything.
alter table backup_run drop constraint backup_run_outcome_check;
alter table backup_run add constraint backup_run_outcome_check
  check (outcome in ('succeeded', 'partial', 'failed', 'unbelieved'));
