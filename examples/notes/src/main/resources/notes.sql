-- The host's own tables: Muster keeps the role column in step and touches nothing else of them.
CREATE TABLE IF NOT EXISTS members (
  organization_id VARCHAR(255) NOT NULL,
  user_id VARCHAR(255) NOT NULL,
  role VARCHAR(255),
  PRIMARY KEY (organization_id, user_id)
);

CREATE TABLE IF NOT EXISTS notes (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id VARCHAR(255) NOT NULL,
  author_id VARCHAR(255) NOT NULL,
  text VARCHAR(1000) NOT NULL
);
