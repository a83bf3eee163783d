package dev.slipway.notifications;

import com.github.kagkarlsson.scheduler.Clock;
import dev.slipway.runtime.OutboundRefused;
import dev.slipway.runtime.SlipwaySettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// One attempt to deliver one notification, outside any transaction. A receiver may see it twice:
/// the id in the header stays the same.
@Component
class Delivery {

  static final String ID = "Slipway-Delivery";
  static final String TIMESTAMP = "Slipway-Timestamp";
  static final String SIGNATURE = "Slipway-Signature";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  /// Between these, so that many that wait for a slow receiver do not all come back at once.
  private static final Duration SOONEST_TURN = Duration.ofSeconds(1);

  private static final Duration LATEST_TURN = Duration.ofSeconds(8);

  /// A receiver may take 15 seconds to say nothing. Deployments run on the same threads, so
  /// deliveries hold no more than these.
  private static final int AT_ONCE = 2;

  private final NotificationRepository notifications;
  private final Webhooks webhooks;
  private final SignedPost post;
  private final WebhookProperties properties;
  private final SlipwaySettings settings;
  private final Clock clock;
  private final Semaphore underWay = new Semaphore(AT_ONCE);

  Delivery(
      NotificationRepository notifications,
      Webhooks webhooks,
      SignedPost post,
      WebhookProperties properties,
      SlipwaySettings settings,
      Clock clock) {
    this.notifications = notifications;
    this.webhooks = webhooks;
    this.post = post;
    this.properties = properties;
    this.settings = settings;
    this.clock = clock;
  }

  /// Tries once and says when to try again; empty when there is nothing left to do. While others
  /// are under way it is not tried, which is no attempt.
  Optional<Duration> attempt(UUID id) {
    if (!underWay.tryAcquire()) {
      return Optional.of(
          Duration.ofMillis(
              ThreadLocalRandom.current()
                  .nextLong(SOONEST_TURN.toMillis(), LATEST_TURN.toMillis())));
    }
    try {
      return attemptNow(id);
    } finally {
      underWay.release();
    }
  }

  private Optional<Duration> attemptNow(UUID id) {
    var notification =
        notifications.find(id).filter(one -> one.state() == NotificationView.State.WAITING);
    if (notification.isEmpty()) {
      return Optional.empty();
    }
    var failure = send(notification.get());
    if (failure == null) {
      notifications.delivered(id);
      return Optional.empty();
    }
    int made = notification.get().attempts() + 1;
    if (failure.lasting() || made >= properties.attempts()) {
      notifications.dead(id, failure.text());
      return Optional.empty();
    }
    var pause = pause(made);
    notifications.failed(id, failure.text(), pause);
    return Optional.of(pause);
  }

  private @Nullable Failure send(NotificationView notification) {
    try {
      var target = webhooks.target();
      if (target.isEmpty()) {
        return new Failure("No webhook is set any more.", true);
      }
      var body = body(notification);
      long timestamp = clock.now().getEpochSecond();
      int status =
          post.send(
              target.get().url(),
              Map.of(
                  ID, notification.id().toString(),
                  TIMESTAMP, Long.toString(timestamp),
                  SIGNATURE,
                      SignedPost.signature(
                          target.get().secret(), timestamp, body.getBytes(StandardCharsets.UTF_8))),
              body);
      if (status >= 200 && status < 300) {
        return null;
      }
      return status >= 300 && status < 400
          ? new Failure("The receiver answered with a redirect, which is not followed.", true)
          : new Failure("The receiver answered " + status + ".", status == 410);
    } catch (OutboundRefused refused) {
      return new Failure(refused.detail(), true);
    } catch (SSLException failure) {
      return new Failure(
          "The receiver's certificate does not hold: "
              + failure.getMessage()
              + ". Nothing was sent. Renew it, or name its authority in"
              + " slipway.outbound.ca-certificates.",
          false);
    } catch (IOException failure) {
      return new Failure("No answer: " + failure.getClass().getSimpleName() + ".", false);
    }
  }

  private String body(NotificationView notification) {
    var text = Slack.escape(notification.text());
    if (notification.link() != null && settings.publicUrl() != null) {
      text += "\n<" + settings.publicUrl().resolve(notification.link()) + "|Open in Slipway>";
    }
    return JSON.writeValueAsString(Map.of("text", text));
  }

  /// Three times longer after each attempt, at most an hour, a fifth more or less so that they
  /// spread.
  private Duration pause(int made) {
    double millis = properties.retry().toMillis() * Math.pow(3, made - 1.0);
    double jitter = 0.8 + 0.4 * ThreadLocalRandom.current().nextDouble();
    return Duration.ofMillis((long) Math.min(millis * jitter, (double) LONGEST_PAUSE.toMillis()));
  }

  /// Why an attempt failed.
  ///
  /// @param lasting whether another attempt would end the same way
  private record Failure(String text, boolean lasting) {}
}
