package dev.muster.clerk;

import dev.muster.name.OrganizationId;
import dev.muster.provider.Organization;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.rest.Deadline;
import dev.muster.rest.Fields;
import dev.muster.rest.Reply;
import dev.muster.rest.RestRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiPredicate;

/* Clerk keeps no key of a creation, so ours stands in the organization's private metadata. It can't
 * be asked for: organizations of the same name are looked through, and all that were made of late.
 * Two calls at once may each make one, and which of them each call sees is Clerk's: one that was
 * begun earlier may show later. Of several, one in use counts, then the oldest; and no call deletes
 * any but its own, and that only while nobody is in it. */
/** Making organizations, as far as Clerk lets it once for each key. */
final class CreationCalls {
  /** Where the host's key of a creation stands in the private metadata. */
  static final String EXTERNAL_ID = "muster_external_id";

  /** How long a creation is found under another name. */
  static final Duration LATELY = Duration.ofHours(24);

  /** Before what was just made may stand what was begun at the same time: no call is longer. */
  static final Duration AT_ONCE = Duration.ofMinutes(2);

  /** The part of a call's time that must be left for making one and looking again. */
  private static final int QUARTER = 4;

  private final Wire wire;
  private final Lists lists;
  private final InstantSource clock;
  private final BiPredicate<Deadline, OrganizationId> isInUse;

  CreationCalls(Wire wire, Lists lists, InstantSource clock) {
    this(
        wire,
        lists,
        clock,
        (deadline, organization) ->
            lists.page(deadline, DirectoryCalls.ofMembers(organization), 0, 1).total() > 0);
  }

  /* For tests that leave out a part. */
  CreationCalls(
      Wire wire, Lists lists, InstantSource clock, BiPredicate<Deadline, OrganizationId> isInUse) {
    this.wire = wire;
    this.lists = lists;
    this.clock = clock;
    this.isInUse = isInUse;
  }

  /** An organization, its key, and when it was made. */
  private record Made(Organization organization, String externalId, Instant at) {
    OrganizationId id() {
      return organization.id();
    }
  }

  Organization create(Deadline deadline, String name, String externalId) {
    OrganizationCalls.checked(name);
    long whole = deadline.leftNanos();
    List<Made> earlier = since(deadline, clock.instant().minus(LATELY), externalId);
    if (earlier.isEmpty()) {
      earlier = named(deadline, name, externalId);
    }
    if (!earlier.isEmpty()) {
      return chosen(deadline, earlier).organization();
    }
    if (deadline.leftNanos() < whole / QUARTER) {
      throw new Unavailable("no time left to make an organization and to look again", null);
    }
    Made ours = made(deadline, name, externalId);
    List<Made> all = new ArrayList<>(since(deadline, ours.at().minus(AT_ONCE), externalId));
    all.removeIf(made -> made.id().equals(ours.id()));
    all.add(ours);
    Made kept = chosen(deadline, all);
    if (!kept.equals(ours) && !isInUse.test(deadline, ours.id())) {
      OrganizationCalls.delete(wire, deadline, ours.id());
    }
    return kept.organization();
  }

  private Made made(Deadline deadline, String name, String externalId) {
    var body = Wire.JSON.objectNode().put("name", name);
    body.putObject("private_metadata").put(EXTERNAL_ID, externalId);
    Reply reply = wire.send(deadline, RestRequest.post(DirectoryCalls.ORGANIZATIONS), body);
    Fields document = MembershipCalls.changed(reply);
    Made made = read(document);
    if (!made.externalId().equals(externalId)) {
      throw document.malformed("private_metadata");
    }
    return made;
  }

  /** Those of one name or a like one, whenever they were made. */
  private List<Made> named(Deadline deadline, String name, String externalId) {
    RestRequest question =
        DirectoryCalls.oldestFirst(
            RestRequest.get(DirectoryCalls.ORGANIZATIONS).query("query", name));
    return ofKey(lists.read(deadline, listing(question)), externalId);
  }

  /** Those that were made since then, whatever they are called. */
  private List<Made> since(Deadline deadline, Instant then, String externalId) {
    RestRequest question =
        RestRequest.get(DirectoryCalls.ORGANIZATIONS).query("order_by", "-created_at");
    return ofKey(
        lists.readUntil(deadline, listing(question), made -> made.at().isBefore(then)), externalId);
  }

  private static Listing<Made> listing(RestRequest question) {
    return Listing.ofInstance(question, CreationCalls::read, made -> made.id().value());
  }

  private static List<Made> ofKey(List<Made> all, String externalId) {
    return all.stream().filter(made -> made.externalId().equals(externalId)).toList();
  }

  private Made chosen(Deadline deadline, List<Made> all) {
    List<Made> oldestFirst =
        all.stream()
            .sorted(Comparator.comparing(Made::at).thenComparing(made -> made.id().value()))
            .toList();
    Made oldest = oldestFirst.get(0);
    if (oldestFirst.size() == 1) {
      return oldest;
    }
    return oldestFirst.stream()
        .filter(made -> isInUse.test(deadline, made.id()))
        .findFirst()
        .orElse(oldest);
  }

  private static Made read(Fields fields) {
    Instant at = Instant.ofEpochMilli(fields.number("created_at"));
    String externalId =
        fields.isAbsent("private_metadata")
            ? ""
            : fields.object("private_metadata").node().path(EXTERNAL_ID).asText("");
    return new Made(Answers.organization(fields), externalId, at);
  }
}
