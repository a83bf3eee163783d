-- The largest share of bad events before a rollout that proves anything; of those begun before it was kept, the cap.
alter table verification_objective add column trusted_share numeric not null default 0.05;
alter table verification_objective alter column trusted_share drop default;
