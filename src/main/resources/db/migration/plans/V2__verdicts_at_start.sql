-- What the policies said when a plan was claimed: a freeze or an override may have come and gone since it was made.
alter table plan_status add column verdicts_at_start text;
