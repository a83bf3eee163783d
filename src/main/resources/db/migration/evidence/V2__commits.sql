-- Which commits an image brings: since_id is the commit after which they begin, commit_id the last one.
alter table evidence drop constraint evidence_kind_check;
alter table evidence add constraint evidence_kind_check check (kind in
  ('build', 'lint', 'test', 'coverage', 'scan', 'sbom', 'signature', 'load', 'commits'));
alter table evidence add column since_id text;
alter table evidence add column commits text[] not null default '{}' check (cardinality(commits) <= 500);
alter table evidence add constraint evidence_range check
  ((kind = 'commits') = (since_id is not null) and (kind = 'commits') = (commits <> '{}')
    and (kind <> 'commits' or commit_id is not null));

-- Abbreviations of a commit have at least its first seven digits.
create index evidence_commits on evidence (left(commit_id, 7), seq desc)
  where kind = 'commits' and digest is not null;
