package dev.muster.proof.simulation;

import dev.muster.name.OrganizationId;
import dev.muster.name.ProviderInstance;
import dev.muster.name.UserId;
import dev.muster.provider.IdentityProvider;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.provider.User;
import dev.muster.store.ChangeLog;
import dev.muster.store.FeedStore;
import dev.muster.store.MembershipStore;
import dev.muster.store.MirrorEntry;
import dev.muster.store.Notice;
import dev.muster.store.WalkStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores and look-ups beneath a feed that lack one of the things that keep it right. */
final class BrokenFeeds {
  private BrokenFeeds() {}

  /** Whoever led once may write for ever, whatever was written since. */
  static SimDatabase withoutFences(SimDatabase sound, Points points) {
    long[] newest = {0};
    FeedStore feed =
        instead(
            FeedStore.class,
            (method, arguments) -> {
              if (method.getName().equals("lead")) {
                Object led = call(method, sound.feed(), arguments);
                ((Optional<?>) led)
                    .ifPresent(now -> newest[0] = ((FeedStore.Leadership) now).fence());
                return led;
              }
              if (arguments.length > 1 && arguments[1] instanceof Long) {
                arguments[1] = newest[0];
              }
              ProviderInstance provider = (ProviderInstance) arguments[0];
              if (method.getName().equals("walked")) {
                arguments[2] = sound.feed().status(provider).feed().generation();
              }
              if (method.getName().equals("apply")) {
                FeedStore.Batch batch = (FeedStore.Batch) arguments[2];
                arguments[2] =
                    new FeedStore.Batch(
                        sound.feed().status(provider).feed().cursor(),
                        batch.to(),
                        batch.events(),
                        batch.provenAsOf());
              }
              return call(method, sound.feed(), arguments);
            });
    WalkStore walks =
        instead(
            WalkStore.class,
            (method, arguments) -> {
              if (arguments.length > 1 && arguments[1] instanceof Long) {
                arguments[1] = newest[0];
              }
              return call(method, sound.walks(), arguments);
            });
    return sound.with(feed).with(walks);
  }

  /** Takes no position back, whatever came late. */
  static SimDatabase withoutDoubts(SimDatabase sound, Points points) {
    return sound.with(
        instead(
            FeedStore.class,
            (method, arguments) -> {
              Object withdrawn = true;
              return method.getName().equals("withdraw")
                  ? withdrawn
                  : call(method, sound.feed(), arguments);
            }));
  }

  /** Moves the cursor in one step, and applies the events in another one. */
  static SimDatabase cursorFirst(SimDatabase sound, Points points) {
    FeedStore real = sound.feed();
    int[] batches = {0};
    return sound.with(
        instead(
            FeedStore.class,
            (method, arguments) -> {
              if (method.getName().equals("apply")) {
                FeedStore.Batch batch = (FeedStore.Batch) arguments[2];
                arguments[2] = new FeedStore.Batch(batch.from(), batch.to(), List.of(), null);
                Object moved = call(method, real, arguments);
                if (((Optional<?>) moved).isEmpty()) {
                  return moved;
                }
                if (!batch.events().isEmpty() && ++batches[0] % 3 == 0) {
                  throw new Points.Crash();
                }
                arguments[2] =
                    new FeedStore.Batch(batch.to(), batch.to(), batch.events(), batch.provenAsOf());
              }
              return call(method, real, arguments);
            }));
  }

  /** Tells the position at once, and of what changed up to it nothing. */
  static SimDatabase positionWithoutLog(SimDatabase sound, Points points) {
    ChangeLog real = sound.log();
    return sound.with(
        new ChangeLog() {
          @Override
          public Slice read(ProviderInstance provider, long after, int most) {
            Slice slice = real.read(provider, after, most);
            return new Slice(
                List.of(), slice.last(), true, slice.gap(), slice.position(), slice.storeTime());
          }

          @Override
          public void append(List<Notice> notices) {
            real.append(notices);
          }

          @Override
          public int sweep(Duration keep, int most) {
            return real.sweep(keep, most);
          }
        });
  }

  /** Has the position speak for every row, whenever that was stated. */
  static SimDatabase withoutBase(SimDatabase sound, Points points) {
    MembershipStore real = sound.memberships();
    return sound.with(
        instead(
            MembershipStore.class,
            (method, arguments) -> {
              Object answer = call(method, real, arguments);
              if (answer instanceof MembershipStore.Read read
                  && read.position() != null
                  && read.entry() instanceof MirrorEntry.Present row
                  && row.asOf().isBefore(read.position().base())) {
                MirrorEntry covered =
                    new MirrorEntry.Present(row.epoch(), row.membership(), read.position().asOf());
                return new MembershipStore.Read(covered, read.storeTime(), read.position());
              }
              return answer;
            }));
  }

  /**
   * Takes whoever is looked up for gone.
   *
   * @param real the provider
   */
  record Blind(IdentityProvider real) implements IdentityProvider {
    @Override
    public ProviderInstance instance() {
      return real.instance();
    }

    @Override
    public Duration callDeadline() {
      return real.callDeadline();
    }

    @Override
    public Optional<Membership> findMembership(OrganizationId organization, UserId user) {
      return Optional.empty();
    }

    @Override
    public Optional<Organization> findOrganization(OrganizationId organization) {
      return real.findOrganization(organization);
    }

    @Override
    public Optional<User> findUser(UserId user) {
      return real.findUser(user);
    }

    @Override
    public List<Membership> listMemberships(UserId user) {
      return real.listMemberships(user);
    }

    @Override
    public List<Membership> listMembers(OrganizationId organization) {
      return real.listMembers(organization);
    }
  }

  private interface Instead {
    @Nullable Object of(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T instead(Class<T> type, Instead what) {
    return type.cast(
        Proxy.newProxyInstance(
            BrokenFeeds.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> what.of(method, arguments)));
  }

  private static Object call(Method method, Object real, Object[] arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }
}
