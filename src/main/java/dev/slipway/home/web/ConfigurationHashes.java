package dev.slipway.home.web;

import dev.slipway.clusters.ClusterGateway;
import dev.slipway.clusters.Placement;
import dev.slipway.home.ComparedService;
import dev.slipway.kernel.DomainFailure;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
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

  ConfigurationHashes(ClusterGateway gateway) {
    this.gateway = gateway;
  }

  /// What was found out about one service, in words.
  record Line(String service, String words, boolean different) {}

  /// @param unanswered how many sides gave no answer, or none in time
  record Page(List<Line> lines, int unanswered) {

    public String said() {
      return unanswered == 0
          ? "By the hash of their ConfigMaps; Secrets are never read."
          : "By the hash of their ConfigMaps; %d gave no answer in time.".formatted(unanswered);
    }
  }

  Page of(List<ComparedService> rows) {
    var both = rows.stream().filter(row -> row.from() != null && row.to() != null).toList();
    List<Callable<@Nullable String>> reads = new ArrayList<>();
    for (var row : both) {
      reads.add(() -> read(row.from()));
      reads.add(() -> read(row.to()));
    }
    var answers = answers(reads);
    List<Line> lines = new ArrayList<>();
    var unanswered = 0;
    for (var at = 0; at < both.size(); at++) {
      var left = answers.get(2 * at);
      var right = answers.get(2 * at + 1);
      unanswered += (left == null ? 1 : 0) + (right == null ? 1 : 0);
      lines.add(line(both.get(at).service().slug(), left, right));
    }
    return new Page(lines, unanswered);
  }

  private static Line line(String service, @Nullable String left, @Nullable String right) {
    if (left == null || right == null) {
      return new Line(service, "not known", false);
    }
    if (!left.equals(right)) {
      return new Line(service, left + ", " + right, true);
    }
    return new Line(service, left.equals(NONE) ? NONE : "same, " + left, false);
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

  private @Nullable String read(ComparedService.@Nullable Side side) {
    try {
      return side == null ? null : hash(side.placement());
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
