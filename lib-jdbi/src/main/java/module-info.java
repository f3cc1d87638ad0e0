/** Keeps Muster's mirror, slugs and the host's roles in a SQL database, through JDBI. */
@SuppressWarnings("opens") // folders of scripts, opened so that a migration tool finds them
module dev.muster.jdbi {
  requires static transitive org.jspecify;
  requires transitive dev.muster.core;
  requires transitive java.sql;
  requires transitive org.jdbi.v3.core;
  requires static org.postgresql.jdbc;

  exports dev.muster.jdbi;
  exports dev.muster.jdbi.tenant;

  opens dev.muster.jdbi.h2;
  opens dev.muster.jdbi.mariadb;
  opens dev.muster.jdbi.postgresql;
}
