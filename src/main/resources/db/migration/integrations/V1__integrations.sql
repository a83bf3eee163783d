-- One answer for every Idempotency-Key of a caller; without a body while the call is at work.
create table recorded_answer (
  caller text not null,
  key text not null check (length(key) between 1 and 128),
  call text not null,
  -- Which of several calls under this key is at work, or was last: only that one says how it ended.
  claim uuid not null,
  status int,
  location text,
  body text,
  at timestamptz not null default clock_timestamp(),
  primary key (caller, key),
  check ((status is null) = (body is null))
);

create index recorded_answer_at on recorded_answer (at);
create unique index recorded_answer_claim on recorded_answer (claim);
