package dev.slipway.shell;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/// Carries changes to the pages that are open now. A stream starts with a snapshot; the first
/// change of an element goes out at once, later ones at most four times a second, the latest wins.
///
/// Called inside a transaction, it waits for the commit, so a page never reads what may be rolled
/// back.
@Component
public class LiveStream implements SmartLifecycle {

  private static final int MOST_STREAMS = 2_000;
  private static final int MOST_STREAMS_OF_ONE = 20;

  private final String instance = Long.toString(System.nanoTime() & 0xffff_ffffL, 36);
  private final AtomicLong sequence = new AtomicLong();
  private final Map<String, Set<LiveConnection>> viewers = new ConcurrentHashMap<>();
  private final Set<LiveConnection> connections = ConcurrentHashMap.newKeySet();
  private final ObjectProvider<LiveTopic> topics;
  private final ObjectProvider<LiveRelay> relay;
  private final ApplicationEventPublisher events;
  private final JsonMapper json;
  private volatile boolean running;

  LiveStream(
      ObjectProvider<LiveTopic> topics,
      ObjectProvider<LiveRelay> relay,
      ApplicationEventPublisher events,
      JsonMapper json) {
    this.topics = topics;
    this.relay = relay;
    this.events = events;
    this.json = json;
  }

  /// Changes leaf elements of every page that watches the topic.
  public void publish(String topic, List<Patch> patches) {
    toViewers(topic, "", viewer -> viewer.change(patches));
  }

  /// Makes every page that watches the topic read one of its parts again.
  public void reload(String topic, String elementId) {
    toViewers(topic, elementId, viewer -> viewer.reload(elementId));
  }

  /// An act on another instance changed something that pages here may show.
  ///
  /// @param elementId part to read again, or empty for everything that the topic's snapshot holds
  public void changedElsewhere(String topic, String elementId) {
    var here = viewers.getOrDefault(topic, Set.of());
    try {
      if (!elementId.isEmpty()) {
        here.forEach(viewer -> viewer.reload(elementId));
      } else if (!here.isEmpty()) {
        find(topic).forEach(watched -> here.forEach(viewer -> viewer.change(watched)));
      }
    } finally {
      events.publishEvent(new ChangedElsewhere(topic));
    }
  }

  /// This instance may have missed any number of changes.
  ///
  /// @throws RuntimeException the first failure, after everybody who could be told was told; ask
  ///   again later
  public void readEverythingAgain() {
    var failures = new ArrayList<RuntimeException>();
    viewers.forEach((address, here) -> {
      try {
        find(address).forEach(watched -> here.forEach(viewer -> readAgain(viewer, watched)));
      } catch (RuntimeException failure) {
        failures.add(failure);
      }
    });
    events.publishEvent(new ChangedElsewhere("*"));
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
  }

  private static void readAgain(LiveConnection viewer, Watched watched) {
    viewer.change(watched);
    watched.parts().forEach(viewer::reload);
  }

  /// Whether anybody on this instance looks: expensive patches need not be made for nobody.
  public boolean isWatched(String topic) {
    return viewers.containsKey(topic);
  }

  /// Somebody signed out: streams of that session end before they make their page ask for anything
  /// else.
  public void signedOut(Actor actor) {
    connections.stream().filter(open -> open.isOf(actor)).forEach(LiveConnection::doubt);
    events.publishEvent(new SignedOut(actor));
  }

  public int streams() {
    return connections.size();
  }

  /// Opens a stream. The snapshot is taken after the stream is registered, so no change falls
  /// between.
  SseEmitter open(Actor actor, Set<String> names, BooleanSupplier sessionLives) {
    var watched = names.stream().flatMap(this::find).filter(topic -> topic.allows(actor)).toList();
    if (watched.isEmpty()) {
      throw new DomainFailure(
          ProblemType.NOT_ALLOWED, "You may not watch this page any more. Reload it to see why.");
    }
    refuseTooMany(actor);
    List<String> addresses = watched.stream().map(Watched::address).toList();
    var connection =
        new LiveConnection(
            actor,
            json,
            () -> instance + "-" + sequence.incrementAndGet(),
            () -> {
              if (!sessionLives.getAsBoolean()) {
                return "signed-out";
              }
              return watched.stream().allMatch(topic -> topic.allows(actor)) ? null : "refused";
            },
            closed -> forget(closed, addresses));
    connections.add(connection);
    addresses.forEach(name ->
        viewers.compute(
            name,
            // Within the lock of the entry, or the last viewer's leaving could take the set away.
            (_, all) -> {
              Set<LiveConnection> here = all == null ? ConcurrentHashMap.newKeySet() : all;
              here.add(connection);
              return here;
            }));
    connection.start(
        () -> watched.stream().flatMap(topic -> topic.snapshot(actor).stream()).toList());
    return connection.emitter();
  }

  private void toViewers(String topic, String element, Consumer<LiveConnection> change) {
    Runnable send = () -> viewers.getOrDefault(topic, Set.of()).forEach(change);
    // What happens in a transaction is an act, and no other instance sees it by itself. Changes
    // of a cluster come outside of one, what follows from an act after it: every instance watches
    // and follows for itself. After a commit Spring still calls its transaction active.
    if (TransactionSynchronizationManager.isSynchronizationActive()
        && TransactionSynchronizationManager.isActualTransactionActive()) {
      relay.ifAvailable(others -> others.tell(topic, element));
    }
    AfterCommit.run("Telling the open pages", send);
  }

  private void forget(LiveConnection closed, List<String> names) {
    connections.remove(closed);
    for (String name : names) {
      viewers.computeIfPresent(
          name,
          (_, all) -> {
            all.remove(closed);
            return all.isEmpty() ? null : all;
          });
    }
  }

  /// Nothing for a name that no module knows: the other parts of the page stay live.
  private Stream<Watched> find(String address) {
    int colon = address.indexOf(':');
    String name = colon < 0 ? address : address.substring(0, colon);
    String key = colon < 0 ? "" : address.substring(colon + 1);
    return topics.stream()
        .filter(topic -> topic.name().equals(name))
        .map(topic -> new Watched(address, topic, key));
  }

  private void refuseTooMany(Actor actor) {
    long own = connections.stream().filter(open -> open.isOf(actor)).count();
    if (!running || connections.size() >= MOST_STREAMS || own >= MOST_STREAMS_OF_ONE) {
      throw new DomainFailure(
          ProblemType.TOO_MANY_REQUESTS,
          "Too many live pages are open. Close some; the page keeps what it shows.");
    }
  }

  @Override
  public void start() {
    running = true;
  }

  /// Streams end first, so that a graceful shutdown need not wait for them.
  @Override
  public void stop() {
    running = false;
    connections.forEach(open -> open.close("restart"));
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }

  record Watched(String address, LiveTopic topic, String key) {

    boolean allows(Actor actor) {
      return topic.mayWatch(actor, key);
    }

    List<Patch> snapshot(Actor actor) {
      return topic.snapshot(actor, key);
    }

    List<String> parts() {
      return topic.parts(key);
    }
  }
}
