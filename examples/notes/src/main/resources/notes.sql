-- The host's own tables: Muster keeps the role column in step and touches nothing else of them.
CREATE TABLE IF NOT EXISTS members (
  organization_id VARCHAR(255) NOT NULL,
  user_id VARCHAR(255) NOT NULL,
  role VARCHAR(255),
  PRIMARY KEY (organization_id, user_id)
);

-- Tenant data: each note is an organization's, or one person's own.
CREATE TABLE IF NOT EXISTS notes (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id VARCHAR(255),
  user_id VARCHAR(255),
  author_id VARCHAR(255) NOT NULL,
  text VARCHAR(1000) NOT NULL,
  CHECK ((organization_id IS NULL) <> (user_id IS NULL))
);
