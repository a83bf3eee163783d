package dev.slipway.clusters;

import dev.slipway.kernel.Actor;
import dev.slipway.runtime.Mode;
import dev.slipway.runtime.Sealing;
import dev.slipway.shell.AfterCommit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Keeps a watch running for every registered cluster, also those that another replica of the
/// portal has registered, and the list of them in memory.
@Component
class ClusterConnections {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterConnections.class);

  private static final String NAMED = "The portal's configuration names it";
  private static final Duration AGAIN = Duration.ofSeconds(30);

  private final ClusterRepository repository;
  private final ClusterWatch watch;
  private final Sealing sealing;
  private final Mode mode;
  private final Map<String, Path> files = new HashMap<>();
  private final List<ClustersProperties.Configured> configured;
  private final InCluster mounted;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final Map<ClusterId, Instant> started = new HashMap<>();
  private final Map<ClusterId, Long> failed = new HashMap<>();
  private final Set<String> taken = new HashSet<>();
  private volatile @Nullable List<ClusterRepository.Row> rows;

  ClusterConnections(
      ClusterRepository repository,
      ClusterWatch watch,
      Sealing sealing,
      Mode mode,
      ClustersProperties properties,
      InCluster mounted,
      ApplicationEventPublisher events,
      PlatformTransactionManager transactions) {
    this.events = events;
    this.transaction = new TransactionTemplate(transactions);
    this.repository = repository;
    this.watch = watch;
    this.sealing = sealing;
    this.mode = mode;
    this.configured = properties.clusters();
    this.mounted = mounted;
    configured.forEach(each -> files.put(each.slug(), each.kubeconfig()));
  }

  static String boundTo(ClusterId id) {
    return "cluster:" + id.value() + ":kubeconfig";
  }

  /// Whether the operator's configuration names it now. One that was taken out of it is removed and
  /// replaced like any other.
  boolean isConfigured(ClusterRepository.Row row) {
    return row.configured() && files.containsKey(row.slug());
  }

  /// Kept by [#refresh()] alone: what is read here may be older than what that has read meanwhile.
  List<ClusterRepository.Row> rows() {
    var known = rows;
    return known == null ? repository.all() : known;
  }

  Optional<ClusterRepository.Row> row(ClusterId id) {
    return rows().stream().filter(row -> row.id().equals(id)).findFirst();
  }

  void refreshAfterCommit() {
    AfterCommit.run("Reading the clusters anew", this::refresh);
  }

  /// Takes the operator's configuration into the table, each cluster once; one whose file is not
  /// there or not whole yet is taken the next time.
  synchronized void configure() {
    if (mode == Mode.SANDBOX && !configured.isEmpty()) {
      if (taken.add("")) {
        LOG.warn("The sandbox ignores slipway.clusters: it has simulated clusters only");
      }
      return;
    }
    for (var each : configured) {
      if (taken.contains(each.slug())) {
        continue;
      }
      try {
        var content = read(each.kubeconfig());
        var command = new RegisterCluster(each.slug(), each.name(), content);
        var known = repository.bySlug(command.slug());
        var endpoint = watch.check(content);
        var row =
            new ClusterRepository.Row(
                known.map(ClusterRepository.Row::id).orElseGet(ClusterId::next),
                command.slug(),
                command.name(),
                endpoint.server(),
                true,
                false,
                null,
                endpoint.expiresAt(),
                Instant.EPOCH,
                Instant.EPOCH);
        transaction.executeWithoutResult(_ -> {
          if (repository.save(row, null)) {
            events.publishEvent(
                new ClusterRegistered(Actor.SYSTEM, row, known.orElse(null), NAMED, List.of()));
          }
        });
        taken.add(each.slug());
      } catch (RuntimeException e) {
        LOG.error("Cluster {} of the configuration is not used: {}", each.slug(), e.getMessage());
      }
    }
  }

  /// Looks for clusters that are new, have new credentials, or were removed.
  synchronized void refresh() {
    var found = repository.all();
    rows = found;
    var known = found.stream().map(ClusterRepository.Row::id).collect(Collectors.toSet());
    started.keySet().stream()
        .filter(id -> !known.contains(id))
        .toList()
        .forEach(id -> {
          watch.stop(id);
          started.remove(id);
          LOG.info("A cluster was removed and is watched no more: {}", id.value());
        });
    failed.keySet().retainAll(known);
    for (var row : found) {
      if (!row.changedAt().equals(started.get(row.id())) && mayTry(row.id()) && start(row)) {
        started.put(row.id(), row.changedAt());
        failed.remove(row.id());
      }
    }
  }

  private boolean mayTry(ClusterId id) {
    var last = failed.get(id);
    return last == null || System.nanoTime() - last >= AGAIN.toNanos();
  }

  private boolean start(ClusterRepository.Row row) {
    try {
      watch.start(
          new ClusterConnection(
              row.id(),
              row.slug(),
              row.name(),
              kubeconfig(row),
              row.inCluster() ? mounted.tokenFile() : null,
              row.uid(),
              (uid, version) -> repository.met(row.id(), uid, version)));
      return true;
    } catch (RuntimeException e) {
      if (failed.put(row.id(), System.nanoTime()) == null) {
        LOG.error(
            "Cluster {} is not watched, and is tried again every {} s: {}",
            row.slug(),
            AGAIN.toSeconds(),
            e.getMessage());
      }
      return false;
    }
  }

  private String kubeconfig(ClusterRepository.Row row) {
    if (row.inCluster()) {
      return mounted.kubeconfig();
    }
    if (row.configured()) {
      var file = files.get(row.slug());
      if (file == null) {
        throw new IllegalStateException("the configuration does not name it any more");
      }
      return read(file);
    }
    var sealed = repository.sealed(row.id());
    if (sealed == null) {
      throw new IllegalStateException("it has no credentials");
    }
    return new String(sealing.open(sealed, boundTo(row.id())), StandardCharsets.UTF_8);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException("its kubeconfig file cannot be read: " + file, e);
    }
  }
}
