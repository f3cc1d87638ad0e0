/**
 * The servlet filter, its problem documents and the account endpoints. Begin at {@link
 * dev.muster.servlet.MusterFilter}.
 */
module dev.muster.servlet {
  requires static transitive org.jspecify;
  requires transitive dev.muster.core;
  requires transitive jakarta.servlet;
  requires com.fasterxml.jackson.databind;
  requires org.slf4j;

  exports dev.muster.servlet;
  exports dev.muster.servlet.account;
}
