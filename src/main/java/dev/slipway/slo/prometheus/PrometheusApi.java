package dev.slipway.slo.prometheus;

import dev.slipway.runtime.OutboundAddresses;
import dev.slipway.runtime.OutboundAddresses.Reach;
import dev.slipway.runtime.OutboundHttp;
import dev.slipway.runtime.OutboundRefused;
import dev.slipway.runtime.OutboundUrl;
import dev.slipway.slo.SliDatasource;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/// Questions to servers: to an address that was checked, a few at once, and once more where a
/// server had too much to do.
final class PrometheusApi {

  /// More make a server slower, not faster.
  private static final int AT_ONCE = 4;

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private static final Duration CONNECT = Duration.ofSeconds(3);

  private final boolean allowLoopback;
  private final OutboundAddresses.Resolver resolver;
  private final Map<UUID, Semaphore> bulkheads = new ConcurrentHashMap<>();
  private final TrustedSockets sockets = new TrustedSockets();

  PrometheusApi(boolean allowLoopback, OutboundAddresses.Resolver resolver) {
    this.allowLoopback = allowLoopback;
    this.resolver = resolver;
  }

  /// Asks, and asks again if the server had no time.
  Reply ask(SliDatasource source, Question question, Patience patience) {
    var first = askOnce(source, question, patience);
    return first.worthAnother() && !patience.isOver() ? askOnce(source, question, patience) : first;
  }

  Reply askOnce(SliDatasource source, Question question, Patience patience) {
    var bulkhead = bulkheads.computeIfAbsent(source.id(), _ -> new Semaphore(AT_ONCE, true));
    try {
      if (!bulkhead.tryAcquire(patience.left().toMillis(), TimeUnit.MILLISECONDS)) {
        return Reply.nobody(
            AT_ONCE + " questions to this server are under way already, and take long.");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Reply.nobody("The portal is stopping.");
    }
    try {
      return patience.isOver()
          ? Reply.nobody("The server takes too long.")
          : sent(source, question, patience);
    } finally {
      bulkhead.release();
    }
  }

  private Reply sent(SliDatasource source, Question question, Patience patience) {
    var entry = Entry.of(source);
    return reply(source, entry, question, patience).worded(entry::masked);
  }

  private Reply reply(SliDatasource source, Entry entry, Question question, Patience patience) {
    long began = System.nanoTime();
    try {
      var answer =
          http(source)
              .send(
                  call(source, entry, question, patience),
                  new OutboundHttp.Limits(CONNECT, patience.here(), question.bytes()));
      var took = Duration.ofNanos(System.nanoTime() - began);
      return question.isBare() ? Envelope.bare(answer, took) : Envelope.open(answer, took);
    } catch (OutboundRefused refused) {
      return Reply.nobody(refused.detail() + leave(source));
    } catch (GeneralSecurityException _) {
      return Reply.nobody("The certificates of its authority cannot be read; enter them as PEM.");
    } catch (UnknownHostException _) {
      return Reply.nobody("The host " + source.address().getHost() + " is not known here.");
    } catch (SocketTimeoutException _) {
      return Reply.late("The server did not answer in time.");
    } catch (SSLException _) {
      return Reply.nobody(
          "The server's certificate does not hold; check its name, and enter the certificate of"
              + " its authority.");
    } catch (ConnectException _) {
      return Reply.nobody("Nobody answers at the address: the connection is refused.");
    } catch (IOException failure) {
      return Reply.nobody("The server gave no whole answer: " + words(failure) + ".");
    }
  }

  /// Whoever connects a Prometheus beside a portal of their own is told how that is allowed.
  private String leave(SliDatasource source) {
    return LOOPBACK.contains(String.valueOf(source.address().getHost()))
            && reach(source) != Reach.LOOPBACK
        ? " Whoever runs the portal may allow it by slipway.slo.allow-loopback."
        : "";
  }

  private static String words(IOException failure) {
    var message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  private static OutboundHttp.Call call(
      SliDatasource source, Entry entry, Question question, Patience patience) {
    var base = source.address().toString().replaceFirst("/+$", "");
    if (base.indexOf('?') >= 0) {
      throw new OutboundRefused("The address of a Prometheus has no question mark.");
    }
    var headers = new HashMap<>(entry.headers());
    headers.put("Accept", "application/json");
    var body = "";
    if (!question.form().isEmpty()) {
      headers.put("Content-Type", "application/x-www-form-urlencoded");
      body = question.body(patience.there());
    }
    return new OutboundHttp.Call(
        question.method(), OutboundUrl.parse(base + question.path()), headers, body);
  }

  private OutboundHttp http(SliDatasource source) throws GeneralSecurityException {
    return new OutboundHttp(
        new OutboundAddresses(reach(source), resolver), sockets.trusting(source.certificates()));
  }

  /// Whoever runs the portal, or the portal itself, may name its own host; an administrator may
  /// name the company's networks.
  private Reach reach(SliDatasource source) {
    return source.own() || allowLoopback ? Reach.LOOPBACK : Reach.NETWORK;
  }
}
