package dev.slipway.identity;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.AddressNetwork;
import dev.slipway.kernel.AttemptRefused;
import dev.slipway.kernel.Outcome;
import dev.slipway.kernel.Subject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Sums up what strangers are refused. The trail keeps everything for ever, so nobody may fill it
/// without having signed in: of one address and one kind it gets the first refusal at once, then
/// one row a minute with the number of them. Counted by each instance for itself.
@Component
class RefusedStrangers {

  private static final Logger LOG = LoggerFactory.getLogger(RefusedStrangers.class);
  private static final Duration SPAN = Duration.ofMinutes(1);
  private static final int MOST_ADDRESSES = 1_000;
  private static final String OTHERS = "other addresses";

  private final ApplicationEventPublisher events;
  private final Clock clock;
  private final Map<Kind, Span> spans = new HashMap<>();

  RefusedStrangers(ApplicationEventPublisher events, Clock clock) {
    this.events = events;
    this.clock = clock;
  }

  void refused(String action, Actor stranger, Subject subject, String why) {
    var one = new AttemptRefused(action, stranger, subject, Outcome.DENIED, why);
    if (isFirst(one)) {
      events.publishEvent(one);
    }
  }

  private synchronized boolean isFirst(AttemptRefused one) {
    var kind = kind(one, AddressNetwork.of(one.actor().address()));
    if (!spans.containsKey(kind) && spans.size() >= MOST_ADDRESSES) {
      kind = kind(one, OTHERS);
    }
    var span = spans.get(kind);
    if (span == null) {
      spans.put(kind, new Span(clock.instant(), 0, one));
      return true;
    }
    spans.put(kind, new Span(span.since(), span.more() + 1, one));
    return false;
  }

  @Scheduled(fixedDelay = 5_000)
  void tell() {
    var now = clock.instant();
    due(now.minus(SPAN))
        .forEach((kind, span) -> {
          try {
            events.publishEvent(sum(kind, span, now));
          } catch (RuntimeException failure) {
            LOG.warn("Refusals of strangers could not be written to the trail yet", failure);
            keep(kind, span);
          }
        });
  }

  /// Counted again with what has come since.
  private synchronized void keep(Kind kind, Span untold) {
    var since = spans.get(kind);
    spans.put(
        kind,
        since == null
            ? untold
            : new Span(untold.since(), untold.more() + since.more(), since.last()));
  }

  /// What was counted is not lost with the instance.
  @EventListener
  void tellTheRest(ContextClosedEvent end) {
    try {
      var now = clock.instant();
      due(Instant.MAX).forEach((kind, span) -> events.publishEvent(sum(kind, span, now)));
    } catch (RuntimeException failure) {
      LOG.warn("The last refusals of strangers could not be written to the trail", failure);
    }
  }

  /// The spans that began by then. A span with nothing in it is over, another one begins anew.
  private synchronized Map<Kind, Span> due(Instant latest) {
    var due = new LinkedHashMap<Kind, Span>();
    var now = clock.instant();
    spans
        .entrySet()
        .removeIf(entry -> {
          var span = entry.getValue();
          if (span.since().isAfter(latest)) {
            return false;
          }
          if (span.more() == 0) {
            return true;
          }
          due.put(entry.getKey(), span);
          entry.setValue(new Span(now, 0, span.last()));
          return false;
        });
    return due;
  }

  private static AttemptRefused sum(Kind kind, Span span, Instant now) {
    var seconds = Duration.between(span.since(), now).toSeconds();
    return new AttemptRefused(
        kind.action(),
        span.last().actor(),
        Subject.of("address", kind.address(), kind.address()),
        Outcome.DENIED,
        "%s: %d more within %d s, the last for '%s'"
            .formatted(kind.why(), span.more(), seconds, span.last().subject().name()));
  }

  private static Kind kind(AttemptRefused one, String address) {
    return new Kind(one.action(), String.valueOf(one.reason()), address);
  }

  private record Kind(String action, String why, String address) {}

  private record Span(Instant since, long more, AttemptRefused last) {}
}
