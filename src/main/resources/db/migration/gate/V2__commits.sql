-- The commits that a change brings and the class that they make of it, by the evidence of then; null where they were
-- not known.
alter table gate_decision add column commits jsonb;
