package dev.slipway.health;

import dev.slipway.clusters.resources.ClusterResources.Name;
import dev.slipway.health.HealthProperties.Handshakes;
import dev.slipway.kernel.Plural;
import dev.slipway.runtime.OutboundAddresses;
import dev.slipway.runtime.OutboundAddresses.Reach;
import dev.slipway.runtime.OutboundRefused;
import dev.slipway.runtime.OutboundTls;
import dev.slipway.runtime.OutboundUrl;
import dev.slipway.runtime.SlipwaySettings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Shakes hands with the hosts of Ingresses, each about once an hour, a few at once, and keeps what
/// they showed. Where they are too many, each namespace has its turn, and there each Ingress, so
/// that none can push the others out; whose are left out is said. The sandbox's hosts are made up,
/// so it shakes none.
@Component
class ServedCertificates {

  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration WHOLE = Duration.ofSeconds(8);
  private static final Duration AGAIN = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofMinutes(10);
  private static final int AT_ONCE = 4;
  private static final int MOST = 500;
  private static final int MOST_NAMED = 5;

  private final @Nullable OutboundTls tls;
  private final Clock clock;
  private final int most;

  /// Hosts by cluster, namespace and Ingress.
  private final SortedMap<String, SortedMap<String, List<List<String>>>> wanted = new TreeMap<>();

  private volatile Set<String> watched = Set.of();
  private volatile Map<String, String> unwatched = Map.of();
  private final Map<String, Handshake> shown = new ConcurrentHashMap<>();
  private final Set<String> asking = ConcurrentHashMap.newKeySet();
  private final Semaphore permits = new Semaphore(AT_ONCE);

  @Autowired
  ServedCertificates(HealthProperties properties, SlipwaySettings settings, Clock clock) {
    this(
        settings.isSandbox() || properties.handshakes() == Handshakes.OFF
            ? null
            : new OutboundTls(
                new OutboundAddresses(
                    properties.handshakes() == Handshakes.NETWORK ? Reach.NETWORK : Reach.PUBLIC,
                    InetAddress::getAllByName)),
        clock,
        MOST);
  }

  /// @param most hosts that are watched
  ServedCertificates(@Nullable OutboundTls tls, Clock clock, int most) {
    this.tls = tls;
    this.clock = clock;
    this.most = most;
  }

  /// Takes the hosts of a cluster in place of those that it had before, by Ingress.
  synchronized void want(String cluster, Map<Name, ? extends Collection<String>> hosts) {
    SortedMap<String, List<List<String>>> namespaces = new TreeMap<>();
    hosts.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.comparing(Name::name)))
        .forEach(one ->
            namespaces
                .computeIfAbsent(one.getKey().namespace(), _ -> new ArrayList<>())
                .add(one.getValue().stream().sorted().toList()));
    wanted.put(cluster, namespaces);
    share();
  }

  synchronized void keepOnly(Set<String> clusters) {
    if (wanted.keySet().retainAll(clusters)) {
      share();
    }
  }

  private void share() {
    var next =
        byTurns(
                wanted.values().stream()
                    .flatMap(namespaces -> namespaces.values().stream())
                    .map(ServedCertificates::byTurns)
                    .toList())
            .stream()
            .limit(most)
            .collect(Collectors.toUnmodifiableSet());
    Map<String, String> left = new HashMap<>();
    wanted.forEach((cluster, namespaces) -> {
      var words = left(namespaces, next);
      if (!words.isEmpty()) {
        left.put(cluster, words);
      }
    });
    watched = next;
    unwatched = Map.copyOf(left);
  }

  /// The first of each, then the second of each, and so on, each once.
  private static List<String> byTurns(List<List<String>> queues) {
    var longest = queues.stream().mapToInt(List::size).max().orElse(0);
    Set<String> taken = new LinkedHashSet<>();
    for (var turn = 0; turn < longest; turn++) {
      for (var queue : queues) {
        if (turn < queue.size()) {
          taken.add(queue.get(turn));
        }
      }
    }
    return List.copyOf(taken);
  }

  private String left(SortedMap<String, List<List<String>>> namespaces, Set<String> kept) {
    SortedMap<String, Long> left = new TreeMap<>();
    namespaces.forEach((namespace, ingresses) -> {
      var out =
          ingresses.stream()
              .flatMap(List::stream)
              .distinct()
              .filter(host -> !kept.contains(host))
              .count();
      if (out > 0) {
        left.put(namespace, out);
      }
    });
    if (left.isEmpty()) {
      return "";
    }
    var named =
        left.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .limit(MOST_NAMED)
            .map(one -> "%s %d".formatted(one.getKey(), one.getValue()))
            .collect(Collectors.joining(", "));
    var others = left.size() - MOST_NAMED;
    return "Hosts that are not asked for their certificates, because at most %d are: %s%s."
        .formatted(
            most, named, others > 0 ? ", and those of " + Plural.of(others, "more namespace") : "");
  }

  /// Whose hosts of a cluster are not watched, in a sentence; empty where all are, or none is asked
  /// anywhere.
  String unwatched(String cluster) {
    return tls == null ? "" : unwatched.getOrDefault(cluster, "");
  }

  /// By host; those that were never asked are not here.
  Map<String, Handshake> shown() {
    return Map.copyOf(shown);
  }

  @Scheduled(fixedDelay = 15_000, initialDelay = 15_000)
  void round() {
    if (tls == null) {
      return;
    }
    var hosts = watched;
    shown.keySet().retainAll(hosts);
    for (var host : hosts) {
      if (isDue(host) && asking.add(host)) {
        Thread.ofVirtual().name("handshake-" + host).start(() -> ask(host));
      }
    }
  }

  private boolean isDue(String host) {
    var last = shown.get(host);
    return last == null
        || Duration.between(last.at(), clock.instant())
                .compareTo(last.served() == null ? SOON : AGAIN)
            > 0;
  }

  private void ask(String host) {
    try {
      permits.acquire();
      try {
        shown.put(host, look(host));
      } finally {
        permits.release();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      asking.remove(host);
    }
  }

  /// Once.
  Handshake look(String host) {
    var now = clock.instant();
    if (tls == null) {
      return new Handshake(null, "handshakes are off.", now);
    }
    try {
      return new Handshake(tls.look(OutboundUrl.parse("https://" + host), CONNECT, WHOLE), "", now);
    } catch (OutboundRefused refused) {
      return new Handshake(null, refused.detail(), now);
    } catch (UnknownHostException _) {
      return new Handshake(null, "the name is not known here.", now);
    } catch (SocketTimeoutException _) {
      return new Handshake(null, "it did not answer in time.", now);
    } catch (ConnectException _) {
      return new Handshake(null, "nobody answers there.", now);
    } catch (IOException _) {
      return new Handshake(null, "what answers there speaks no TLS that the portal does.", now);
    }
  }
}
