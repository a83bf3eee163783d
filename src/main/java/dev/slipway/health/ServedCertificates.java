package dev.slipway.health;

import dev.slipway.health.HealthProperties.Handshakes;
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
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Shakes hands with the hosts of Ingresses, each about once an hour, a few at once, and keeps what
/// they showed. The sandbox's hosts are made up, so it shakes none.
@Component
class ServedCertificates {

  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration WHOLE = Duration.ofSeconds(8);
  private static final Duration AGAIN = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofMinutes(10);
  private static final int AT_ONCE = 4;
  private static final int MOST = 500;

  private final @Nullable OutboundTls tls;
  private final Clock clock;
  private final Map<String, Set<String>> wanted = new ConcurrentHashMap<>();
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
        clock);
  }

  ServedCertificates(@Nullable OutboundTls tls, Clock clock) {
    this.tls = tls;
    this.clock = clock;
  }

  /// Takes the hosts of a cluster in place of those that it had before.
  void want(String cluster, Collection<String> hosts) {
    wanted.put(cluster, Set.copyOf(hosts));
  }

  void keepOnly(Set<String> clusters) {
    wanted.keySet().retainAll(clusters);
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
    var hosts =
        wanted.values().stream().flatMap(Set::stream).distinct().sorted().limit(MOST).toList();
    shown.keySet().retainAll(Set.copyOf(hosts));
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
