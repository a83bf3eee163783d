-- Wherever else a request takes place, pair by pair: whoever decides holds the role there, too.
alter table approval_request add column also_teams uuid[] not null default '{}';
alter table approval_request add column also_environments text[] not null default '{}';
alter table approval_request add check (cardinality(also_teams) = cardinality(also_environments));
