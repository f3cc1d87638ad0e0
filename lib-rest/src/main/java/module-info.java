/** What adapters of providers over HTTP and JSON share. */
module dev.muster.rest {
  requires static transitive org.jspecify;
  requires transitive dev.muster.core;
  requires transitive java.net.http;
  requires transitive com.fasterxml.jackson.databind;

  exports dev.muster.rest;
}
