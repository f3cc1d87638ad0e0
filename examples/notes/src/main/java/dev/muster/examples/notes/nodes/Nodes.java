package dev.muster.examples.notes.nodes;

import dev.muster.examples.notes.NotesDatabase;
import dev.muster.examples.notes.Settings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Several nodes of the service, each a process of its own, on one PostgreSQL server and one
 * provider. For one thread. What was started ends with {@link #close()}.
 */
public final class Nodes implements AutoCloseable {
  /** The variable that says where the fake provider listens. */
  public static final String FAKE = "NOTES_FAKE_URL";

  /** The variable that says with which secret the provider signs its webhooks; may be missing. */
  public static final String WEBHOOKS = "NOTES_WEBHOOK_SECRET";

  /** The variable that says how long a leader stays one that is not heard of. */
  public static final String LEASE = "NOTES_FEED_LEASE";

  /** The variable that says how old evidence may be. */
  public static final String BOUND = "NOTES_FEED_BOUND";

  private final EmbeddedPostgres server;
  private final Map<String, String> environment;
  private final Settings settings;
  private final List<NodeProcess> processes = new ArrayList<>();

  private Nodes(EmbeddedPostgres server, Map<String, String> environment) {
    this.server = server;
    this.environment = environment;
    settings = Settings.of(environment);
  }

  /**
   * Starts a PostgreSQL server, and then nodes on it.
   *
   * @param count how many nodes
   * @param said what else the environment of each says, of its provider and its sessions
   * @return the nodes, all up
   * @throws Exception if a part does not start
   */
  public static Nodes start(int count, Map<String, String> said) throws Exception {
    EmbeddedPostgres server = EmbeddedPostgres.builder().start();
    Map<String, String> environment = new HashMap<>(said);
    environment.put("NOTES_JDBC_URL", server.getJdbcUrl("postgres", "postgres"));
    environment.put("NOTES_DB_USER", "postgres");
    Nodes nodes = new Nodes(server, environment);
    try {
      NotesDatabase.open(nodes.settings).close();
      for (int i = 0; i < count; i++) {
        nodes.processes.add(NodeProcess.start(environment));
      }
      for (NodeProcess process : nodes.processes) {
        var unused = process.address();
      }
      return nodes;
    } catch (Exception | Error broken) {
      nodes.close();
      throw broken;
    }
  }

  /**
   * How many nodes there are.
   *
   * @return how many, those that were killed included
   */
  public int count() {
    return processes.size();
  }

  /**
   * Where something is on a node.
   *
   * @param node which, from 0
   * @param path the path
   * @return the address
   * @throws Exception if the node did not come up
   */
  public URI at(int node, String path) throws Exception {
    return processes.get(node).address().resolve(path);
  }

  /**
   * Kills a node.
   *
   * @param node which
   * @throws InterruptedException if this thread is interrupted
   */
  public void kill(int node) throws InterruptedException {
    processes.get(node).kill();
  }

  /**
   * Starts a node in the place of one that was killed, at another address.
   *
   * @param node which
   * @throws Exception if it does not come up
   */
  public void startAgain(int node) throws Exception {
    processes.set(node, NodeProcess.start(environment));
    var unused = processes.get(node).address();
  }

  /**
   * The database, for whoever looks at it past the service.
   *
   * @return how to reach it
   */
  public Settings settings() {
    return settings;
  }

  @Override
  public void close() {
    processes.forEach(NodeProcess::close);
    try {
      server.close();
    } catch (IOException stuck) {
      throw new IllegalStateException("the database does not stop", stuck);
    }
  }
}
