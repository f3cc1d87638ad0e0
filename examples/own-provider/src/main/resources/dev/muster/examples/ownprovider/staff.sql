-- The company's tables, as they are. Ids compare character by character: mind the collation.
CREATE TABLE person (
  id VARCHAR(255) PRIMARY KEY,
  email VARCHAR(320) UNIQUE,
  email_verified BOOLEAN NOT NULL
);

CREATE TABLE team (
  id VARCHAR(255) PRIMARY KEY,
  name VARCHAR(255) NOT NULL CHECK (TRIM(name) <> '')
);

-- A person who leaves a team and comes back is a new row, under a new id.
CREATE TABLE team_member (
  id VARCHAR(255) PRIMARY KEY,
  team_id VARCHAR(255) NOT NULL REFERENCES team ON DELETE CASCADE,
  person_id VARCHAR(255) NOT NULL REFERENCES person ON DELETE CASCADE,
  status VARCHAR(32) NOT NULL,
  role VARCHAR(255),
  changed_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  UNIQUE (team_id, person_id)
);
