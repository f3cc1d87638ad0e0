package dev.muster.proof.contract;

import dev.muster.name.MembershipId;
import dev.muster.proof.contract.Catalogue.Wrong;
import dev.muster.provider.EventSource;
import dev.muster.provider.Membership;
import dev.muster.provider.MembershipStatus;
import dev.muster.provider.ProviderEvent;
import dev.muster.provider.ProviderEvent.MembershipEnded;
import dev.muster.provider.ProviderEvent.MembershipStated;
import dev.muster.provider.ProviderEvent.OrganizationStated;
import dev.muster.provider.ProviderEvent.Other;
import dev.muster.provider.ProviderEvent.RoleChanged;
import dev.muster.provider.ProviderEvent.SessionEnded;
import dev.muster.provider.ProviderEvent.UserEnded;
import dev.muster.provider.ProviderEvent.What;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.testkit.FakeStage;
import dev.muster.testkit.ProviderProfile;
import dev.muster.testkit.contract.EventSourceContract;
import dev.muster.testkit.contract.EventsUnderTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Wrong readers of event logs, each made of the fake's by one fault. */
final class WrongEventSources {
  static final Catalogue<UnaryOperator<EventSource>> CATALOGUE =
      new Catalogue<>(
          EventSourceContract.class,
          Runner.class,
          reader -> Runner.reader = reader,
          sound -> sound,
          List.of(
              Wrong.of(
                  "asks for the newest first",
                  NewestFirst::new,
                  "going_on_from_page_to_page_meets_each_event_once_and_in_order"),
              Wrong.of(
                  "takes the first page for the whole log",
                  OnePage::new,
                  "a_page_with_more_behind_it_is_not_the_last",
                  "going_on_from_page_to_page_meets_each_event_once_and_in_order"),
              Wrong.of(
                  "goes on from the newest event",
                  Skipping::new,
                  "what_happens_between_two_pages_is_met_as_well"),
              Wrong.of(
                  "passes the limit over",
                  Unlimited::new,
                  "a_page_has_no_more_events_than_asked_for"),
              Wrong.of(
                  "forgets where it is at the end of the log",
                  ForgetsPlace::new,
                  "at_the_end_of_the_log_the_cursor_stays_and_the_page_is_the_last"),
              Wrong.of(
                  "begins at the beginning",
                  sound ->
                      new Passing(sound) {
                        @Override
                        public Optional<String> latest() {
                          return Optional.empty();
                        }
                      },
                  "the_cursor_behind_the_newest_event_leaves_out_what_was_and_nothing_that_comes"),
              Wrong.of(
                  "goes on where anybody was last",
                  GoesOn::new,
                  "a_cursor_that_is_good_stays_good"),
              Wrong.of(
                  "begins the log again where the cursor is not known",
                  sound ->
                      new Passing(sound) {
                        @Override
                        public Optional<Page> after(@Nullable String cursor, int limit) {
                          return Optional.of(
                              sound
                                  .after(cursor, limit)
                                  .orElseGet(() -> sound.after(null, limit).orElseThrow()));
                        }
                      },
                  "a_cursor_that_the_provider_does_not_know_is_empty_and_no_page",
                  "a_cursor_that_the_provider_knows_no_more_is_empty_and_no_page"),
              Wrong.of(
                  "leaves out the event of the very time",
                  sound ->
                      new Passing(sound) {
                        @Override
                        public Page since(Instant from, int limit) {
                          return sound.since(from.plusMillis(1), limit);
                        }
                      },
                  "reading_from_a_time_on_meets_what_happened_then_and_later_and_nothing_before"),
              Wrong.of(
                  "takes an outage for the end of the log",
                  EmptyInAnOutage::new,
                  "each_outage_is_unavailable_and_never_an_empty_page"),
              Wrong.of(
                  "takes a refused key for an outage",
                  RefusalIsOutage::new,
                  "a_key_that_is_not_accepted_is_misconfigured"),
              Wrong.of(
                  "takes no events for one",
                  sound ->
                      new Passing(sound) {
                        @Override
                        public Optional<Page> after(@Nullable String cursor, int limit) {
                          return sound.after(cursor, Math.max(1, limit));
                        }
                      },
                  "a_page_of_less_than_one_event_is_a_mistake_of_the_caller"),
              Wrong.of(
                  "keeps nothing",
                  sound ->
                      new Passing(sound) {
                        @Override
                        public Duration retention() {
                          return Duration.ZERO;
                        }
                      },
                  "it_says_how_late_an_event_may_be_and_for_how_long_it_is_kept"),
              Wrong.of(
                  "makes the membership's id of the pair",
                  sound -> new Retold(sound, WrongEventSources::ofThePair),
                  "a_membership_is_told_as_it_was_right_after_and_its_end_by_its_id",
                  "one_who_joins_again_is_told_under_another_membership_id_than_the_end_before"),
              Wrong.of(
                  "takes every membership for an active one",
                  sound -> new Retold(sound, WrongEventSources::active),
                  "a_member_who_is_not_active_is_told_as_not_active"),
              wrong(
                  OrganizationStated.class,
                  "an_organization_is_told_under_its_new_name_and_its_end"),
              wrong(UserEnded.class, "the_end_of_a_user_is_told"),
              wrong(SessionEnded.class, "the_end_of_a_session_is_told"),
              wrong(RoleChanged.class, "a_change_of_what_a_role_permits_is_told")));

  private WrongEventSources() {}

  /** Runs the suite on the reader it was handed last. */
  static final class Runner extends EventSourceContract {
    static UnaryOperator<EventSource> reader = sound -> sound;

    @Override
    protected EventsUnderTest open() {
      return new FakeStage(ProviderProfile.WORKOS, 100, WrongProviders.SHORT) {
        private final EventSource wrong = reader.apply(fake.eventSource());

        @Override
        public EventSource events() {
          return wrong;
        }
      };
    }
  }

  private static Wrong<UnaryOperator<EventSource>> wrong(Class<? extends What> kind, String rule) {
    return Wrong.of(
        "does not know " + kind.getSimpleName(),
        sound -> new Retold(sound, what -> kind.isInstance(what) ? new Other("unknown") : what),
        rule);
  }

  private static What ofThePair(What what) {
    if (what instanceof MembershipEnded ended) {
      return new MembershipEnded(ofThePair(ended.membership()));
    }
    return what instanceof MembershipStated stated
        ? new MembershipStated(ofThePair(stated.membership()))
        : what;
  }

  private static Membership ofThePair(Membership of) {
    MembershipId id = new MembershipId(of.organization().value() + "/" + of.user().value());
    return new Membership(
        id, of.organization(), of.user(), of.status(), of.roles(), of.updatedAt());
  }

  private static What active(What what) {
    if (what instanceof MembershipStated stated) {
      Membership of = stated.membership();
      return new MembershipStated(
          new Membership(
              of.id(),
              of.organization(),
              of.user(),
              MembershipStatus.ACTIVE,
              of.roles(),
              of.updatedAt()));
    }
    return what;
  }

  private static class Passing implements EventSource {
    final EventSource sound;

    Passing(EventSource sound) {
      this.sound = sound;
    }

    @Override
    public Optional<Page> after(@Nullable String cursor, int limit) {
      return sound.after(cursor, limit);
    }

    @Override
    public Page since(Instant from, int limit) {
      return sound.since(from, limit);
    }

    @Override
    public Optional<String> latest() {
      return sound.latest();
    }

    @Override
    public Duration delay() {
      return sound.delay();
    }

    @Override
    public Duration retention() {
      return sound.retention();
    }

    @Override
    public int largestPage() {
      return sound.largestPage();
    }
  }

  private static final class NewestFirst extends Passing {
    NewestFirst(EventSource sound) {
      super(sound);
    }

    @Override
    public Optional<Page> after(@Nullable String cursor, int limit) {
      return sound
          .after(cursor, limit)
          .map(
              page -> {
                List<ProviderEvent> events = new ArrayList<>(page.events());
                Collections.reverse(events);
                return new Page(events, page.next(), page.last());
              });
    }
  }

  private static final class OnePage extends Passing {
    OnePage(EventSource sound) {
      super(sound);
    }

    @Override
    public Optional<Page> after(@Nullable String cursor, int limit) {
      return sound.after(cursor, limit).map(page -> new Page(page.events(), page.next(), true));
    }
  }

  private static final class Skipping extends Passing {
    Skipping(EventSource sound) {
      super(sound);
    }

    @Override
    public Optional<Page> after(@Nullable String cursor, int limit) {
      String newest = latest().orElse(null);
      return sound.after(cursor, limit).map(page -> new Page(page.events(), newest, page.last()));
    }
  }

  private static final class Unlimited extends Passing {
    Unlimited(EventSource sound) {
      super(sound);
    }

    @Override
    public Optional<Page> after(@Nullable String cursor, int limit) {
      return sound.after(cursor, largestPage());
    }
  }

  private static final class ForgetsPlace extends Passing {
    ForgetsPlace(EventSource sound) {
      super(sound);
    }

    @Override
    public Optional<Page> after(@Nullable String cursor, int limit) {
      return sound
          .after(cursor, limit)
          .map(page -> page.events().isEmpty() ? new Page(page.events(), null, true) : page);
    }
  }

  private static final class GoesOn extends Passing {
    private @Nullable String place;

    GoesOn(EventSource sound) {
      super(sound);
    }

    @Override
    public Optional<Page> after(@Nullable String cursor, int limit) {
      Optional<Page> page = sound.after(place == null ? cursor : place, limit);
      page.ifPresent(read -> place = read.next());
      return page;
    }
  }

  private static final class EmptyInAnOutage extends Passing {
    EmptyInAnOutage(EventSource sound) {
      super(sound);
    }

    @Override
    public Optional<Page> after(@Nullable String cursor, int limit) {
      try {
        return sound.after(cursor, limit);
      } catch (Unavailable outage) {
        return Optional.of(new Page(List.of(), cursor, true));
      }
    }
  }

  private static final class RefusalIsOutage extends Passing {
    RefusalIsOutage(EventSource sound) {
      super(sound);
    }

    @Override
    public Optional<String> latest() {
      try {
        return sound.latest();
      } catch (Misconfigured refused) {
        throw new Unavailable("refused", refused);
      }
    }
  }

  private static final class Retold extends Passing {
    private final UnaryOperator<What> telling;

    Retold(EventSource sound, UnaryOperator<What> telling) {
      super(sound);
      this.telling = telling;
    }

    @Override
    public Optional<Page> after(@Nullable String cursor, int limit) {
      return sound
          .after(cursor, limit)
          .map(
              page ->
                  new Page(
                      page.events().stream().map(this::retold).toList(), page.next(), page.last()));
    }

    private ProviderEvent retold(ProviderEvent event) {
      return new ProviderEvent(event.id(), event.happenedAt(), telling.apply(event.what()));
    }
  }
}
