package dev.muster.proof.contract;

import dev.muster.name.MembershipId;
import dev.muster.name.OrganizationId;
import dev.muster.proof.contract.Catalogue.Wrong;
import dev.muster.provider.DirectoryWalk;
import dev.muster.provider.Membership;
import dev.muster.provider.Organization;
import dev.muster.provider.ProviderException.Misconfigured;
import dev.muster.provider.ProviderException.Rejected;
import dev.muster.provider.ProviderException.Unavailable;
import dev.muster.testkit.FakeStage;
import dev.muster.testkit.ProviderProfile;
import dev.muster.testkit.contract.DirectoryWalkContract;
import dev.muster.testkit.contract.WalkUnderTest;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Wrong walks, each made of the fake's by one fault. */
final class WrongWalks {
  static final Catalogue<UnaryOperator<DirectoryWalk>> CATALOGUE =
      new Catalogue<>(
          DirectoryWalkContract.class,
          Runner.class,
          walk -> Runner.walk = walk,
          sound -> sound,
          List.of(
              Wrong.of(
                  "reads one page of organizations",
                  sound ->
                      new Passing(sound) {
                        @Override
                        public Page<Organization> organizations(@Nullable String at, int limit) {
                          return new Page<>(sound.organizations(at, limit).items(), null);
                        }
                      },
                  "each_organization_is_met_under_its_name_in_pages_of_any_size"),
              Wrong.of(
                  "reads one page of members",
                  sound ->
                      new Passing(sound) {
                        @Override
                        Page<Membership> page(Page<Membership> page) {
                          return new Page<>(page.items(), null);
                        }
                      },
                  "each_member_is_met_as_a_look_up_finds_it_in_pages_of_any_size",
                  "a_walk_can_stop_and_go_on_from_where_a_page_ended"),
              Wrong.of(
                  "makes the membership's id of the pair",
                  sound ->
                      new Passing(sound) {
                        @Override
                        Page<Membership> page(Page<Membership> page) {
                          return new Page<>(
                              page.items().stream().map(WrongWalks::ofThePair).toList(),
                              page.next());
                        }
                      },
                  "each_member_is_met_as_a_look_up_finds_it_in_pages_of_any_size"),
              Wrong.of(
                  "lists active members only",
                  sound ->
                      new Passing(sound) {
                        @Override
                        Page<Membership> page(Page<Membership> page) {
                          return new Page<>(
                              page.items().stream().filter(Membership::isActive).toList(),
                              page.next());
                        }
                      },
                  "a_member_of_every_status_is_met"),
              Wrong.of(
                  "passes the limit over",
                  sound ->
                      new Passing(sound) {
                        @Override
                        public Page<Membership> members(
                            OrganizationId organization, @Nullable String at, int limit) {
                          return sound.members(organization, at, 100);
                        }
                      },
                  "a_page_has_no_more_rows_than_asked_for"),
              Wrong.of(
                  "counts rows instead of keeping its place",
                  ByOffset::new,
                  "who_is_there_all_the_while_is_met_though_others_go"),
              Wrong.of(
                  "takes what is not there for an outage",
                  sound ->
                      new Passing(sound) {
                        @Override
                        Page<Membership> page(Page<Membership> page) {
                          if (page.items().isEmpty()) {
                            throw new Unavailable("nothing", null);
                          }
                          return page;
                        }
                      },
                  "an_organization_that_is_not_there_has_one_empty_page"),
              Wrong.of(
                  "takes an unknown place for the end",
                  UnknownIsEnd::new,
                  "a_place_that_the_provider_does_not_know_is_rejected"),
              Wrong.of(
                  "takes an outage for the end",
                  OutageIsEnd::new,
                  "each_outage_is_unavailable_and_never_a_shorter_page"),
              Wrong.of(
                  "takes a refused key for an outage",
                  RefusalIsOutage::new,
                  "a_key_that_is_not_accepted_is_misconfigured"),
              Wrong.of(
                  "takes no rows for one",
                  sound ->
                      new Passing(sound) {
                        @Override
                        public Page<Organization> organizations(@Nullable String at, int limit) {
                          return sound.organizations(at, Math.max(1, limit));
                        }
                      },
                  "a_page_of_less_than_one_row_is_a_mistake_of_the_caller")));

  private WrongWalks() {}

  /** Runs the suite on the walk it was handed last. */
  static final class Runner extends DirectoryWalkContract {
    static UnaryOperator<DirectoryWalk> walk = sound -> sound;

    @Override
    protected WalkUnderTest open() {
      return new FakeStage(ProviderProfile.WORKOS, 100, WrongProviders.SHORT) {
        private final DirectoryWalk wrong = walk.apply(fake.directoryWalk());

        @Override
        public DirectoryWalk walk() {
          return wrong;
        }
      };
    }
  }

  private static Membership ofThePair(Membership of) {
    MembershipId id = new MembershipId(of.organization().value() + "/" + of.user().value());
    return new Membership(
        id, of.organization(), of.user(), of.status(), of.roles(), of.updatedAt());
  }

  private static class Passing implements DirectoryWalk {
    final DirectoryWalk sound;

    Passing(DirectoryWalk sound) {
      this.sound = sound;
    }

    @Override
    public Page<Organization> organizations(@Nullable String at, int limit) {
      return sound.organizations(at, limit);
    }

    @Override
    public Page<Membership> members(OrganizationId organization, @Nullable String at, int limit) {
      return page(sound.members(organization, at, limit));
    }

    Page<Membership> page(Page<Membership> page) {
      return page;
    }
  }

  private static final class ByOffset extends Passing {
    ByOffset(DirectoryWalk sound) {
      super(sound);
    }

    @Override
    public Page<Membership> members(OrganizationId organization, @Nullable String at, int limit) {
      List<Membership> all = sound.members(organization, null, 100).items();
      int from = at == null ? 0 : Integer.parseInt(at);
      int to = Math.min(all.size(), from + limit);
      return new Page<>(all.subList(from, to), to < all.size() ? Integer.toString(to) : null);
    }
  }

  private static final class UnknownIsEnd extends Passing {
    UnknownIsEnd(DirectoryWalk sound) {
      super(sound);
    }

    @Override
    public Page<Membership> members(OrganizationId organization, @Nullable String at, int limit) {
      try {
        return sound.members(organization, at, limit);
      } catch (Rejected unknown) {
        return new Page<>(List.of(), null);
      }
    }
  }

  private static final class OutageIsEnd extends Passing {
    OutageIsEnd(DirectoryWalk sound) {
      super(sound);
    }

    @Override
    public Page<Membership> members(OrganizationId organization, @Nullable String at, int limit) {
      try {
        return sound.members(organization, at, limit);
      } catch (Unavailable outage) {
        return new Page<>(List.of(), null);
      }
    }
  }

  private static final class RefusalIsOutage extends Passing {
    RefusalIsOutage(DirectoryWalk sound) {
      super(sound);
    }

    @Override
    public Page<Organization> organizations(@Nullable String at, int limit) {
      try {
        return sound.organizations(at, limit);
      } catch (Misconfigured refused) {
        throw new Unavailable("refused", refused);
      }
    }
  }
}
