package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.ClusterConnection;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.ClusterSight;
import dev.slipway.clusters.Freshness;
import dev.slipway.clusters.FreshnessChanged;
import dev.slipway.clusters.WorkloadChanged;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.clusters.WorkloadState;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One cluster under watch: its contact, a watch per kind, and one thread on which everything that
/// happened there is put in order and told.
final class WatchedCluster implements AutoCloseable, KindWatch.Sink {

  private static final Logger LOG = LoggerFactory.getLogger(WatchedCluster.class);
  private static final Freshness NOT_YET =
      new Freshness(Freshness.State.LOST, null, "not seen yet");

  private final ClusterId id;
  private final String slug;
  private final Clock clock;
  private final Consumer<Object> events;
  private final ApiServer api;
  private final Contact contact;
  private final ClusterCalls calls;
  private final ClusterStore store;
  private final Map<WatchedKind, KindWatch> watches = new EnumMap<>(WatchedKind.class);
  private final Set<WatchedKind> listed = EnumSet.noneOf(WatchedKind.class);
  private final List<Thread> threads = new ArrayList<>();
  private final ScheduledExecutorService order;
  private final Backlog backlog;
  private Freshness told = NOT_YET;
  private List<String> toldRefused = List.of();
  private volatile boolean complete;

  WatchedCluster(
      ClusterConnection connection,
      ServerRules rules,
      WatchTimes times,
      Clock clock,
      Consumer<Object> events) {
    this.id = connection.id();
    this.slug = connection.slug();
    this.clock = clock;
    this.events = events;
    this.api =
        new ApiServer(
            rules.encrypted(Kubeconfig.parse(connection.kubeconfig())),
            rules,
            connection.tokenFile());
    this.contact = new Contact(connection, api, times, clock, this::changed);
    this.calls = new ClusterCalls(slug, api, contact);
    this.store = new ClusterStore(id, clock, this::tell);
    this.backlog = new Backlog(clock);
    this.order =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("cluster-" + slug).factory());
    for (var kind : WatchedKind.values()) {
      watches.put(kind, new KindWatch(kind, api, contact, times, clock, this));
    }
  }

  void start() {
    var _ = order.scheduleWithFixedDelay(guarded(this::review), 500, 500, TimeUnit.MILLISECONDS);
    var _ = order.scheduleWithFixedDelay(guarded(store::tick), 10, 10, TimeUnit.SECONDS);
    threads.add(Thread.ofVirtual().name("contact-" + slug).start(contact));
    threads.add(Thread.ofVirtual().name("backlog-" + slug).start(this::tellBacklog));
    watches.forEach((kind, watch) ->
        threads.add(Thread.ofVirtual().name("watch-" + slug + "-" + kind.plural()).start(watch)));
  }

  void portalCloses() {
    contact.portalCloses();
  }

  ClusterCalls calls() {
    return calls;
  }

  Optional<WorkloadState> state(WorkloadRef ref) {
    return store.state(ref);
  }

  List<WorkloadState> all() {
    return store.all();
  }

  /// Something of all pods; empty while they are not all known, or may not be seen.
  ///
  /// @param what made on the cluster's event thread, so it is short
  <T> Optional<T> ofPods(Function<Collection<PodRecord>, T> what) {
    if (!complete || Objects.requireNonNull(watches.get(WatchedKind.PODS)).proof().refused()) {
      return Optional.empty();
    }
    try {
      return Optional.of(order.submit(() -> what.apply(store.pods())).get(2, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
      LOG.debug("The pods of {} are not known now", slug, e);
      return Optional.empty();
    }
  }

  ClusterSight sight() {
    var now = clock.instant();
    var state = contact.state();
    var problem = contact.problem();
    var kinds = new ArrayList<ClusterSight.Kind>();
    for (var watch : watches.values()) {
      var proof = watch.proof();
      if (proof.refused() && proof.kind().isExtra()) {
        continue;
      }
      kinds.add(
          new ClusterSight.Kind(
              proof.kind().plural(),
              FreshnessRules.of(proof, state, problem, now),
              proof.refused()));
    }
    var seen =
        FreshnessRules.worst(
            kinds.stream()
                .filter(kind -> !kind.refused())
                .map(ClusterSight.Kind::freshness)
                .toList());
    // Watches may stand before what they listed has been taken in; until then nothing is known.
    var worst = complete || seen.state() != Freshness.State.LIVE ? backlog.judged(seen) : NOT_YET;
    return new ClusterSight(
        worst,
        List.copyOf(kinds),
        contact.version(),
        problem == null ? worst.reason() : problem,
        state == Contact.State.TURNED_AWAY);
  }

  @Override
  public void entries(List<Entry> entries) {
    inOrder(() -> store.put(entries));
  }

  @Override
  public void listed(WatchedKind kind, Set<String> keys) {
    inOrder(() -> {
      store.keepOnly(kind, keys);
      told(kind);
    });
  }

  @Override
  public void refused(WatchedKind kind) {
    inOrder(() -> {
      if (kind == WatchedKind.AUTOSCALERS || kind == WatchedKind.APPLICATIONS) {
        // A read finds none either, and a plan compares the two.
        store.keepOnly(kind, Set.of());
      }
      told(kind);
    });
  }

  private void told(WatchedKind kind) {
    listed.add(kind);
    if (listed.size() == WatchedKind.values().length) {
      store.becomeComplete();
      complete = true;
      review();
    }
  }

  @Override
  public void changed() {
    inOrder(this::review);
  }

  /// Tells when the state or its reason is another; the age alone is not news. Told outside the
  /// lock, so that a listener that hangs keeps no other thread from telling. Whoever was overtaken
  /// by that one tells once more, so that the last word is the newest.
  private void review() {
    var mine = news();
    while (mine != null) {
      events.accept(new FreshnessChanged(id, mine));
      mine = since(mine);
    }
  }

  private synchronized @Nullable Freshness news() {
    var sight = sight();
    var now = sight.freshness();
    var refused =
        sight.refused().stream().map(kind -> kind.name() + " " + kind.freshness().state()).toList();
    var same = isSame(now, told) && refused.equals(toldRefused);
    told = now;
    toldRefused = refused;
    return same ? null : now;
  }

  private synchronized @Nullable Freshness since(Freshness mine) {
    return isSame(mine, told) ? null : told;
  }

  private static boolean isSame(Freshness one, Freshness other) {
    return one.state() == other.state() && Objects.equals(one.reason(), other.reason());
  }

  /// The event thread cannot say by itself that it is held up.
  private void tellBacklog() {
    var review = guarded(this::review);
    try {
      while (!Thread.interrupted()) {
        Thread.sleep(500);
        if (complete && backlog.isLong()) {
          review.run();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(WorkloadChanged change) {
    try {
      events.accept(change);
    } catch (RuntimeException e) {
      LOG.warn("A listener failed on a change of {}", change.ref(), e);
    }
  }

  private void inOrder(Runnable task) {
    try {
      order.execute(backlog.counted(guarded(task)));
    } catch (RejectedExecutionException e) {
      LOG.debug("Cluster {} is not watched any more", slug);
    }
  }

  private Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        // What is done at intervals is not done again once it has thrown.
        LOG.warn("An event of cluster {} could not be taken in", slug, e);
      }
    };
  }

  /// Watches no more, because another connection has taken its place. Calls that are under way
  /// still end: one that is torn leaves a write of which nobody knows what became.
  void giveWay() {
    endWatch();
    CompletableFuture.delayedExecutor(ClusterCalls.LONGEST.toSeconds(), TimeUnit.SECONDS)
        .execute(api::close);
  }

  private void endWatch() {
    threads.forEach(Thread::interrupt);
    order.shutdownNow();
  }

  @Override
  public void close() {
    endWatch();
    api.close();
  }
}
