package dev.muster.clerk.stub;

import java.time.Instant;

/**
 * A message that Clerk has to send, not yet signed.
 *
 * @param id its id, the same when it is sent again
 * @param type what it tells, such as {@code organizationMembership.deleted}
 * @param at when it happened
 * @param body the raw body
 */
public record WebhookMessage(String id, String type, Instant at, String body) {}
