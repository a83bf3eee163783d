package dev.slipway.home.web;

import dev.slipway.clusters.ClusterGateway;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.PlacementId;
import dev.slipway.home.ComparedService;
import dev.slipway.home.HeldConfigurations;
import dev.slipway.kernel.DomainFailure;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// One hash over all ConfigMaps that a workload refers to, for both sides of a comparison. Asks the
/// clusters, a few at a time and no longer than a person waits; Secrets are never read.
@Component
class ConfigurationHashes {

  private static final int AT_ONCE = 8;
  private static final int SECONDS = 8;
  private static final int LETTERS = 12;
  private static final String NONE = "none";

  private final ClusterGateway gateway;
  private final HeldConfigurations held;

  ConfigurationHashes(ClusterGateway gateway, HeldConfigurations held) {
    this.gateway = gateway;
    this.held = held;
  }

  /// What was found out about one service; where both sides differ, with the hash of each.
  ///
  /// @param words where they do not
  record Line(String service, String words, String from, String to) {

    public boolean different() {
      return words.isEmpty();
    }
  }

  /// @param unanswered how many sides gave no answer, or none in time
  record Answers(List<Line> lines, int unanswered) {

    public String said() {
      return unanswered == 0
          ? "By the hash of their ConfigMaps; Secrets are never read."
          : "By the hash of their ConfigMaps; %d gave no answer in time.".formatted(unanswered);
    }
  }

  Answers of(List<ComparedService> rows) {
    List<ComparedService.Side> sides = new ArrayList<>();
    List<String> services = new ArrayList<>();
    for (var row : rows) {
      var from = row.from();
      var to = row.to();
      if (from != null && to != null) {
        services.add(row.service().slug());
        sides.add(from);
        sides.add(to);
      }
    }
    var hashes = answers(sides.stream().map(this::reading).toList());
    Map<PlacementId, String> known = new HashMap<>();
    for (var at = 0; at < sides.size(); at++) {
      var hash = hashes.get(at);
      if (hash != null) {
        known.put(sides.get(at).placement().id(), hash);
      }
    }
    held.keep(known);
    List<Line> lines = new ArrayList<>();
    for (var at = 0; at < services.size(); at++) {
      lines.add(line(services.get(at), hashes.get(2 * at), hashes.get(2 * at + 1)));
    }
    return new Answers(lines, sides.size() - known.size());
  }

  private static Line line(String service, @Nullable String left, @Nullable String right) {
    if (left == null || right == null) {
      return new Line(service, "not known", "", "");
    }
    if (!left.equals(right)) {
      return new Line(service, "", left, right);
    }
    return new Line(service, left.equals(NONE) ? NONE : "same, " + left, "", "");
  }

  private static List<@Nullable String> answers(List<Callable<@Nullable String>> reads) {
    List<@Nullable String> answers = new ArrayList<>();
    try (var readers = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      for (Future<@Nullable String> read :
          readers.<@Nullable String>invokeAll(reads, SECONDS, TimeUnit.SECONDS)) {
        answers.add(answer(read));
      }
      readers.shutdownNow();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    while (answers.size() < reads.size()) {
      answers.add(null);
    }
    return answers;
  }

  private static @Nullable String answer(Future<@Nullable String> read)
      throws InterruptedException {
    try {
      return read.get();
    } catch (CancellationException | ExecutionException _) {
      return null;
    }
  }

  private Callable<@Nullable String> reading(ComparedService.Side side) {
    return () -> read(side);
  }

  /// A cluster that is silent is not waited for.
  private @Nullable String read(ComparedService.Side side) {
    try {
      return side.cell().stale() ? null : hash(side.placement());
    } catch (DomainFailure _) {
      return null;
    }
  }

  private @Nullable String hash(Placement placement) {
    var live = gateway.read(placement.workload());
    if (live.isEmpty()) {
      return null;
    }
    Map<String, String> named = new TreeMap<>();
    gateway
        .configMapHashes(placement.workload(), live.get().spec().path("template"))
        .forEach((name, hash) -> named.put(name, hash == null ? "missing" : hash));
    return named.isEmpty() ? NONE : sha256(named.toString());
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var bytes = digest.digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(bytes).substring(0, LETTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
