package dev.muster.testkit.stage;

import dev.muster.Muster;
import dev.muster.decision.Decision;
import dev.muster.name.OrganizationId;
import dev.muster.name.UserId;
import dev.muster.testkit.fault.CallLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A whole Muster on a fake provider, stores in memory and a clock moved by hand, with words for who
 * is where and who acts. One for a test: {@code @MusterTest} makes and closes it, and without JUnit
 * try-with-resources does. Safe for many threads; blocks only where a Muster does. Each part is
 * made when it is first asked for.
 *
 * <p>Its Muster is a real one, asked through the front door, with roles {@code admin} above {@code
 * member}, live freshness, and every part: sessions in sealed cookies, bearer and organization
 * tokens, accounts, creation and life of organizations, invitations, change log, event feed,
 * webhooks. It differs from a service's:
 *
 * <ul>
 *   <li>What the host's configuration says nothing of is the kit's, and not absent: a host that
 *       forgets a store or its sessions is not found out here. The highest role is that of creators
 *       and administrators. Nodes share the stores, and are not told by a bus.
 *   <li>Time is moved by hand. The deadline of a decision is counted by it too, and so stands still
 *       while a decision waits: each of its waits, for the membership, for the role, for the name
 *       of the organization, may last the whole deadline in real time, and a decision that waits
 *       three times three deadlines. A call that hangs is given up after {@link
 *       MusterKitBuilder#callDeadline} of real time.
 *   <li>No evidence is read ahead, and the names of organizations are not refreshed in the
 *       background, so that the ledger of calls holds what the test did and nothing else.
 *   <li>256 members are remembered, not 100,000.
 *   <li>The feed runs in {@link #follow()} and at no other time. It asks every 100 milliseconds of
 *       the kit's time, not every 2 seconds, looks at the log every 50, not every second, and walks
 *       through 1,000 pages a second, not 10. What the provider's log tells counts as complete at
 *       once, with no allowance for late events.
 *   <li>Leases, the reconciler and jobs run in {@link #pass}, if they are given {@link
 *       #scheduler()}.
 *   <li>With {@code @MusterTest}, look-ups run on threads that all kits of the run share: as many
 *       as are wanted, not 64, so that nothing is ever overloaded.
 * </ul>
 */
public final class MusterKit extends KitViews implements AutoCloseable {
  private final AuditTrail audit = new AuditTrail();
  private final KitStores stores;
  private final Cast cast;
  private final StagedProvider provider;
  private final Lazy<Muster> muster;
  private final List<Muster> others = new CopyOnWriteArrayList<>();
  private final Belongings belongings;

  private MusterKit(MusterKitBuilder settings) {
    this(new KitStores(settings), new Belongings());
  }

  private MusterKit(KitStores stores, Belongings belongings) {
    super(stores, belongings);
    this.stores = stores;
    this.belongings = belongings;
    cast = new Cast(stores);
    provider = new StagedProvider(stores.fake, cast);
    muster = new Lazy<>(this::node);
  }

  private Muster node() {
    return belongings.last(stores.node(this), Muster::close);
  }

  /**
   * A kit with the defaults.
   *
   * @return a new one on every call
   * @throws IllegalStateException if the host says that it is in production
   */
  public static MusterKit standard() {
    return new MusterKit(new MusterKitBuilder());
  }

  /**
   * A kit as a host wants it.
   *
   * @param setup configures it
   * @return a new one on every call
   * @throws IllegalStateException if the host says that it is in production
   */
  public static MusterKit with(Consumer<MusterKitBuilder> setup) {
    MusterKitBuilder settings = new MusterKitBuilder();
    Objects.requireNonNull(setup, "setup").accept(settings);
    return new MusterKit(settings);
  }

  /**
   * The Muster.
   *
   * @return the same object on every call
   * @throws IllegalArgumentException naming every fault of the host's configuration
   */
  @Override
  public Muster muster() {
    open();
    return muster.get();
  }

  /**
   * A second Muster of the same configuration, on the same provider, stores and clock: another node
   * of the host. Closed with the kit.
   *
   * @return a new one on every call
   */
  public Muster anotherNode() {
    open();
    Muster node = node();
    others.add(node);
    return node;
  }

  /**
   * What happens at the provider.
   *
   * @return the same object on every call
   */
  public StagedProvider provider() {
    open();
    return provider;
  }

  /**
   * An organization, made when it is first mentioned.
   *
   * @param name the test's name for it, which is also its slug
   * @return the same object for the same name
   * @throws IllegalArgumentException if the name has not the form of a slug
   */
  public OrganizationFixture org(String name) {
    open();
    return cast.organization(name);
  }

  /**
   * The id of an organization, made when it is first mentioned.
   *
   * @param name as of {@link #org}
   * @return the id at the provider
   */
  @Override
  public OrganizationId organization(String name) {
    return org(name).id();
  }

  /**
   * The id of a user, made when first mentioned.
   *
   * @param name the test's name, which becomes {@code name@example.org}, or an e-mail
   * @return the id at the provider
   */
  @Override
  public UserId user(String name) {
    open();
    return cast.user(name);
  }

  /**
   * Somebody who acts.
   *
   * @param user as of {@link #user}
   * @return the actor
   */
  public Actor actingAs(String user) {
    open();
    return new Actor(this, Objects.requireNonNull(user, "user"), new Presented.Vouched(), null);
  }

  /**
   * A request that presents no credential.
   *
   * @return an actor who is nobody
   */
  public Actor anonymous() {
    open();
    return new Actor(this, null, new Presented.Nothing(), null);
  }

  /**
   * What every node's listener heard.
   *
   * @return the same object on every call
   */
  public AuditTrail audit() {
    return audit;
  }

  /**
   * What the host asked the provider.
   *
   * @return the same object on every call
   */
  public CallLedger calls() {
    return stores.fake.calls();
  }

  Decision found(String organization, Decision decision) {
    return cast.found(organization, decision);
  }

  @Override
  Iterable<Muster> nodes() {
    List<Muster> all = new ArrayList<>(others);
    all.add(0, muster());
    return all;
  }

  @Override
  void open() {
    belongings.requireOpen();
  }

  /**
   * Closes every Muster, and whatever else was made, also where one of them fails to. What was
   * heard and asked can still be read.
   *
   * @throws RuntimeException what failed first, with the others in it
   */
  @Override
  public void close() {
    belongings.close();
  }
}
