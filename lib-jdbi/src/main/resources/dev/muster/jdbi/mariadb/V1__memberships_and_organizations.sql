-- The mirror of memberships: one row for each key that was ever a member, never deleted.
-- A row with ended_at is a tombstone, one with removal_id a removal that is in progress.
-- Role slugs stand one to a line: no name holds a line break.
-- updated_at is the provider's own time, kept to the nanosecond because it is compared.
-- Names compare byte by byte, blanks at the end included, whatever the database's own collation is.
-- Times are UTC.
create table if not exists muster_membership (
  provider varchar(255) not null,
  organization_id varchar(255) not null,
  user_id varchar(255) not null,
  epoch bigint not null,
  membership_id varchar(255) not null,
  status varchar(16),
  roles mediumtext,
  updated_at_second bigint,
  updated_at_nano integer,
  as_of datetime(6),
  ended_at datetime(6),
  removal_id varchar(255),
  constraint muster_membership_key primary key (provider, organization_id, user_id),
  constraint muster_membership_state check (
    (as_of is not null and ended_at is null and removal_id is null
      and status is not null and roles is not null)
    or (ended_at is not null and as_of is null and removal_id is null
      and status is null and roles is null)
    or (removal_id is not null and as_of is null and ended_at is null
      and status is not null and roles is not null)
  )
) engine = InnoDB, character set utf8mb4, collate utf8mb4_nopad_bin;

create index if not exists muster_membership_user on muster_membership (provider, user_id);

-- The register of slugs, of organizations and of people (user_id). A row with neither is a slug that is
-- only reserved. One with ended_at is an organization that has ended: it has a slug that nobody can ask
-- for, made of its id, and is never deleted.
-- refreshed_at is when the provider was last asked about the organization.
create table if not exists muster_organization (
  row_id bigint not null auto_increment,
  provider varchar(255) not null,
  slug varchar(48) not null,
  organization_id varchar(255),
  user_id varchar(255),
  name mediumtext,
  holder varchar(255),
  external_id varchar(255),
  refreshed_at datetime(6),
  ended_at datetime(6),
  constraint muster_organization_key primary key (row_id),
  constraint muster_organization_slug unique (provider, slug),
  constraint muster_organization_id unique (provider, organization_id),
  constraint muster_organization_user unique (provider, user_id)
) engine = InnoDB, character set utf8mb4, collate utf8mb4_nopad_bin;

-- The host's roles of members, where the host keeps them here. No role is no row.
create table if not exists muster_role (
  provider varchar(255) not null,
  organization_id varchar(255) not null,
  user_id varchar(255) not null,
  role varchar(255) not null,
  constraint muster_role_key primary key (provider, organization_id, user_id)
) engine = InnoDB, character set utf8mb4, collate utf8mb4_nopad_bin;

-- Who exchanges a refresh token, and for a while what that came to, sealed. A row without outcome is
-- a lease. A row whose ends_at is past is as good as not there, and is swept.
create table if not exists muster_refresh (
  provider varchar(255) not null,
  token_hash varchar(64) not null,
  claim_id varchar(36) not null,
  outcome mediumtext,
  ends_at datetime(6) not null,
  constraint muster_refresh_key primary key (provider, token_hash)
) engine = InnoDB, character set utf8mb4, collate utf8mb4_nopad_bin;

create index if not exists muster_refresh_ends_at on muster_refresh (ends_at);

-- Organization access tokens. Of each only the SHA-256 of its text is here, so no row opens anything.
-- Permissions stand one to a line. A row is swept some time after it expired.
create table if not exists muster_token (
  id varchar(255) not null,
  hash varchar(64) not null,
  provider varchar(255) not null,
  organization_id varchar(255) not null,
  user_id varchar(255) not null,
  membership_id varchar(255) not null,
  role varchar(255),
  permissions mediumtext not null,
  session_id mediumtext,
  label varchar(255) not null,
  state varchar(16) not null,
  issued_at datetime(6) not null,
  expires_at datetime(6) not null,
  last_used_at datetime(6),
  constraint muster_token_key primary key (id),
  constraint muster_token_hash unique (hash)
) engine = InnoDB, character set utf8mb4, collate utf8mb4_nopad_bin;

create index if not exists muster_token_holder on muster_token (provider, organization_id, user_id);

create index if not exists muster_token_user on muster_token (provider, user_id);

create index if not exists muster_token_expires_at on muster_token (expires_at);

-- What each revocation raises, and each addition of a token compares: a row for the tokens of one
-- member, one with an empty user_id for those of an organization, and one with an empty
-- organization_id for those of a user. No id is empty. Never deleted.
create table if not exists muster_token_epoch (
  provider varchar(255) not null,
  organization_id varchar(255) not null,
  user_id varchar(255) not null,
  epoch bigint not null,
  constraint muster_token_epoch_key primary key (provider, organization_id, user_id)
) engine = InnoDB, character set utf8mb4, collate utf8mb4_nopad_bin;

-- Changes of organizations that are under way. Which columns are filled is the kind's.
create table if not exists muster_change (
  id varchar(255) not null,
  provider varchar(255) not null,
  kind varchar(16) not null,
  organization_id varchar(255),
  user_id varchar(255),
  membership_id varchar(255),
  role varchar(255),
  invitation_id varchar(255),
  slug varchar(48),
  external_id varchar(255),
  name mediumtext,
  begun_at datetime(6) not null,
  due_at datetime(6) not null,
  constraint muster_change_key primary key (id)
) engine = InnoDB, character set utf8mb4, collate utf8mb4_nopad_bin;

create index if not exists muster_change_due_at on muster_change (provider, due_at);

-- What a change is about: an organization (user_id is empty) or a user (organization_id is empty).
create table if not exists muster_change_subject (
  change_id varchar(255) not null,
  place integer not null,
  provider varchar(255) not null,
  organization_id varchar(255) not null,
  user_id varchar(255) not null,
  constraint muster_change_subject_key primary key (change_id, place)
) engine = InnoDB, character set utf8mb4, collate utf8mb4_nopad_bin;

create index if not exists muster_change_subject_about on muster_change_subject (provider, organization_id, user_id);

-- What each begin and each finish of a change raises, for each of its subjects. Never deleted.
create table if not exists muster_change_epoch (
  provider varchar(255) not null,
  organization_id varchar(255) not null,
  user_id varchar(255) not null,
  epoch bigint not null,
  constraint muster_change_epoch_key primary key (provider, organization_id, user_id)
) engine = InnoDB, character set utf8mb4, collate utf8mb4_nopad_bin;

-- Where the feed of a provider's events stands, and which node leads it. read_to is where to read on.
create table if not exists muster_feed (
  provider varchar(255) not null,
  generation bigint not null,
  read_to mediumtext,
  base_at datetime(6),
  walked boolean not null,
  proven_as_of datetime(6),
  allowance_nanos bigint,
  roles_followed bigint not null,
  ends_at datetime(6),
  fence bigint not null,
  leader varchar(255),
  lease_until datetime(6),
  constraint muster_feed_key primary key (provider)
) engine = InnoDB, character set utf8mb4, collate utf8mb4_nopad_bin;

-- How far a walk of everything that a provider knows has come. Organizations stand one to a line.
create table if not exists muster_walk (
  provider varchar(255) not null,
  generation bigint not null,
  started_at datetime(6) not null,
  phase varchar(16) not null,
  organizations mediumtext,
  within mediumtext not null,
  members mediumtext,
  missed_organization_id varchar(255),
  missed_user_id varchar(255),
  seen bigint not null,
  expected bigint not null,
  changed bigint not null,
  ended bigint not null,
  constraint muster_walk_key primary key (provider)
) engine = InnoDB, character set utf8mb4, collate utf8mb4_nopad_bin;

-- Which webhooks came. A row is swept when nobody would send it again.
create table if not exists muster_webhook (
  provider varchar(255) not null,
  message_id varchar(255) not null,
  received_at datetime(6) not null,
  constraint muster_webhook_key primary key (provider, message_id)
) engine = InnoDB, character set utf8mb4, collate utf8mb4_nopad_bin;

create index if not exists muster_webhook_received_at on muster_webhook (received_at);

-- What changed, for every node to forget. Which columns are filled is the kind's. Swept after a while.
create table if not exists muster_log (
  number bigint not null,
  provider varchar(255) not null,
  kind varchar(32) not null,
  organization_id varchar(255),
  user_id varchar(255),
  epoch bigint,
  word mediumtext,
  written_at datetime(6) not null,
  constraint muster_log_key primary key (number)
) engine = InnoDB, character set utf8mb4, collate utf8mb4_nopad_bin;

-- The one row that everybody who writes the log locks, last of all: so numbers come in the order of
-- commits. number is the last one given, swept the last one deleted. Never deleted.
create table if not exists muster_log_head (
  id integer not null,
  number bigint not null,
  swept bigint not null,
  constraint muster_log_head_key primary key (id)
) engine = InnoDB, character set utf8mb4, collate utf8mb4_nopad_bin;

insert into muster_log_head (id, number, swept)
  select 1, l.newest, l.newest from (select coalesce(max(number), 0) as newest from muster_log) l
  where not exists (select 1 from muster_log_head);
