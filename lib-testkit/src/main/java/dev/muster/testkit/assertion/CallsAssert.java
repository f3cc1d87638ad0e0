package dev.muster.testkit.assertion;

import dev.muster.testkit.fault.CallLedger;
import dev.muster.testkit.fault.Operation;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractObjectAssert;

/**
 * Assertions on what the provider was asked since the ledger was last reset. A call counts when it
 * begins, and each page of a list is one. For one thread; never blocks.
 */
public final class CallsAssert extends AbstractObjectAssert<CallsAssert, CallLedger> {
  CallsAssert(CallLedger calls) {
    super(Objects.requireNonNull(calls, "calls"), CallsAssert.class);
  }

  /**
   * The provider was not called.
   *
   * @return this
   */
  public CallsAssert isEmpty() {
    return hasCalls(0);
  }

  /**
   * The provider was called so often.
   *
   * @param count how often, over all operations
   * @return this
   */
  public CallsAssert hasCalls(long count) {
    Map<Operation, Long> counts = counts();
    return check(total(counts) == count, times(count), counts);
  }

  /**
   * One operation was called so often.
   *
   * @param operation which
   * @param count how often
   * @return this
   */
  public CallsAssert hasCalls(Operation operation, long count) {
    Objects.requireNonNull(operation, "operation");
    Map<Operation, Long> counts = counts();
    boolean so = counts.getOrDefault(operation, 0L) == count;
    return check(so, times(count) + " of " + operation, counts);
  }

  /**
   * No other operation than these was called; whether these were does not matter.
   *
   * @param operations which may have been
   * @return this
   */
  public CallsAssert hasOnly(Operation... operations) {
    Set<Operation> allowed = Set.of(operations);
    Map<Operation, Long> counts = counts();
    return check(
        allowed.containsAll(counts.keySet()), "no calls but of " + list(operations), counts);
  }

  /**
   * Nothing at the provider was asked to change: no organization, membership or invitation was
   * made, changed or ended, and no session was ended.
   *
   * @return this
   */
  public CallsAssert hasNoWrites() {
    Map<Operation, Long> counts = counts();
    return check(counts.keySet().stream().noneMatch(CallsAssert::writes), "no writes", counts);
  }

  /**
   * These calls were made, in this order, and no others.
   *
   * @param operations at most {@link CallLedger#REMEMBERED}, oldest first
   * @return this
   */
  public CallsAssert wereExactly(Operation... operations) {
    List<Operation> calls = actual.calls();
    if (!calls.equals(List.of(operations))) {
      throw failure(
          "%s",
          "expected the calls "
              + list(operations)
              + " in this order, but there were "
              + (calls.isEmpty() ? "none" : list(calls.toArray(Operation[]::new))));
    }
    return this;
  }

  private CallsAssert check(boolean so, String expected, Map<Operation, Long> counts) {
    if (!so) {
      String were =
          counts.entrySet().stream()
              .map(count -> count.getValue() + " of " + count.getKey())
              .collect(Collectors.joining(", "));
      throw failure(
          "%s",
          "expected " + expected + ", but there were " + (counts.isEmpty() ? "no calls" : were));
    }
    return this;
  }

  private Map<Operation, Long> counts() {
    Map<Operation, Long> counts = new EnumMap<>(Operation.class);
    for (Operation operation : Operation.values()) {
      long count = actual.count(operation);
      if (count > 0) {
        counts.put(operation, count);
      }
    }
    return counts;
  }

  private static long total(Map<Operation, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Has no default, so that a new operation does not compile before it is counted as either. */
  private static boolean writes(Operation operation) {
    return switch (operation) {
      case CREATE_ORGANIZATION,
          ADD_MEMBER,
          REMOVE_MEMBER,
          CHANGE_ROLE,
          DEACTIVATE_MEMBER,
          REACTIVATE_MEMBER,
          RENAME_ORGANIZATION,
          DELETE_ORGANIZATION,
          INVITE,
          ACCEPT_INVITATION,
          REVOKE_INVITATION,
          END_SESSION ->
          true;
      case FIND_MEMBERSHIP,
          FIND_ORGANIZATION,
          FIND_USER,
          LIST_ORGANIZATIONS,
          LIST_MEMBERSHIPS,
          LIST_MEMBERS,
          LIST_PROFILES,
          FIND_INVITATION,
          LIST_INVITATIONS,
          LIST_ROLES,
          LIST_EVENTS,
          EXCHANGE_CODE,
          REFRESH ->
          false;
    };
  }

  private static String times(long count) {
    return count == 0 ? "no calls" : count == 1 ? "1 call" : count + " calls";
  }

  private static String list(Operation... operations) {
    return Arrays.stream(operations).map(Operation::name).collect(Collectors.joining(", "));
  }
}
