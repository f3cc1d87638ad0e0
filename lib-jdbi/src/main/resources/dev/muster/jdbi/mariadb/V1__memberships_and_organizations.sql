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

-- The register of slugs, of organizations and of people (user_id). A row with neither is a slug that is
-- only reserved; one without a slug is an organization that has ended, and is never deleted.
-- refreshed_at is when the provider was last asked about the organization.
create table if not exists muster_organization (
  provider varchar(255) not null,
  slug varchar(48),
  organization_id varchar(255),
  user_id varchar(255),
  name mediumtext,
  holder varchar(255),
  external_id varchar(255),
  refreshed_at datetime(6),
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
