/**
 * Answers, on every request of a multi-tenant service: is this user, right now, a member of this
 * organization, in which role, and what may this request open. Begin at {@link dev.muster.Muster}.
 */
module dev.muster.core {
  requires static transitive org.jspecify;
  requires com.github.benmanes.caffeine;
  requires org.slf4j;

  exports dev.muster;
  exports dev.muster.account;
  exports dev.muster.audit;
  exports dev.muster.decision;
  exports dev.muster.feed;
  exports dev.muster.lease;
  exports dev.muster.lifecycle;
  exports dev.muster.membership;
  exports dev.muster.name;
  exports dev.muster.provider;
  exports dev.muster.role;
  exports dev.muster.scope;
  exports dev.muster.session;
  exports dev.muster.store;
  exports dev.muster.token;
}
