package dev.slipway.notifications;

import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
import dev.slipway.identity.spi.Agreement;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Reason;
import dev.slipway.kernel.Subject;
import dev.slipway.runtime.OutboundUrl;
import dev.slipway.runtime.Sealing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// The one outgoing webhook: set by the operator's configuration, or on the page by whoever may.
@Service
public class Webhooks {

  private static final String PLACE = "webhook:singleton:secret";
  private static final int SHORTEST_SECRET = 16;
  static final Subject SUBJECT = Subject.of("webhook", "webhook", "Webhook");

  private final JdbcClient jdbc;
  private final Sealing sealing;
  private final WebhookProperties properties;
  private final Access access;
  private final WebhookActs acts;
  private final ApplicationEventPublisher events;

  Webhooks(
      JdbcClient jdbc,
      Sealing sealing,
      WebhookProperties properties,
      Access access,
      WebhookActs acts,
      ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.sealing = sealing;
    this.properties = properties;
    this.access = access;
    this.acts = acts;
    this.events = events;
  }

  /// Where to send and what to sign with. Stays inside this module.
  record Target(OutboundUrl url, String secret) {}

  /// The webhook in force, if there is one.
  @Transactional(readOnly = true)
  public Optional<WebhookView> current() {
    if (properties.url() != null) {
      return Optional.of(new WebhookView(shown(properties.url()), true, null, null));
    }
    return jdbc.sql("select * from webhook")
        .query((row, _) ->
            new WebhookView(
                shown(row.getString("url")),
                false,
                row.getString("edited_by_name"),
                row.getObject("edited_at", OffsetDateTime.class).toInstant()))
        .optional();
  }

  boolean isSet() {
    return properties.url() != null
        || jdbc.sql("select count(*) from webhook").query(Integer.class).single() > 0;
  }

  Optional<Target> target() {
    if (properties.url() != null) {
      var secret = properties.secret() == null ? "" : properties.secret();
      return Optional.of(new Target(OutboundUrl.parse(properties.url()), required(secret)));
    }
    return jdbc.sql("select * from webhook")
        .query((row, _) ->
            new Target(
                OutboundUrl.parse(row.getString("url")),
                new String(
                    sealing.open(row.getBytes("sealed_secret"), PLACE), StandardCharsets.UTF_8)))
        .optional();
  }

  /// What waits for a second person, oldest first.
  public List<WaitingAct> waiting() {
    return acts.waiting();
  }

  /// Sets address and secret together: a stored secret is never sent to another address. Once two
  /// administrators have existed, it waits until another one has agreed.
  ///
  /// @return what waits; empty where it is in force now
  @Transactional
  public Optional<WaitingAct> set(String url, String secret, String reason, Actor actor) {
    require(actor);
    access.requireRecentSignIn(actor);
    var address = url.strip();
    OutboundUrl.parse(address);
    var wish = new WebhookActs.Wish(address, required(secret), because(reason), lockedEditedAt());
    var waits = acts.hold(wish, current().orElse(null), actor);
    if (waits.isEmpty()) {
      store(wish, actor, List.of());
    }
    return waits;
  }

  /// Sets what a second person agreed to, in the caller's transaction.
  @Transactional(propagation = Propagation.MANDATORY)
  void agreed(WebhookActs.Wish wish, Agreement agreement) {
    require(agreement.requester());
    if (!Objects.equals(wish.basedOn(), lockedEditedAt())) {
      throw new DomainFailure(
          ProblemType.CONFLICT,
          "The webhook was changed since this was asked for. Look at it, then ask again.");
    }
    store(wish, agreement.requester(), agreement.by());
  }

  private @Nullable Instant lockedEditedAt() {
    return jdbc.sql("select edited_at from webhook for update")
        .query(OffsetDateTime.class)
        .optional()
        .map(OffsetDateTime::toInstant)
        .orElse(null);
  }

  private void store(WebhookActs.Wish wish, Actor actor, List<String> agreedBy) {
    var sealed = sealing.seal(wish.secret().getBytes(StandardCharsets.UTF_8), PLACE);
    jdbc.sql(
            """
            insert into webhook (url, sealed_secret, edited_by, edited_by_name)
            values (:url, :secret, :by, :byName)
            on conflict (singleton) do update set url = :url, sealed_secret = :secret,
              edited_by = :by, edited_by_name = :byName, edited_at = clock_timestamp()
            """)
        .param("url", wish.url())
        .param("secret", sealed)
        .param("by", actor.person())
        .param("byName", actor.name())
        .update();
    var host = OutboundUrl.parse(wish.url()).host();
    events.publishEvent(new WebhookChanged(host, wish.reason(), agreedBy, actor));
  }

  @Transactional
  public void remove(String reason, Actor actor) {
    require(actor);
    access.requireRecentSignIn(actor);
    if (jdbc.sql("delete from webhook").update() > 0) {
      events.publishEvent(new WebhookChanged(null, because(reason), List.of(), actor));
    }
  }

  private void require(Actor actor) {
    access.require(actor, Permission.WEBHOOK_MANAGE, Scope.PORTAL, SUBJECT);
    if (properties.url() != null) {
      throw new DomainFailure(
          ProblemType.CONFLICT,
          "The webhook is set by configuration (slipway.webhook.url). Change it there.");
    }
  }

  private static String because(String reason) {
    try {
      return Reason.required(reason);
    } catch (DomainFailure refused) {
      throw new FieldRefused("reason", refused.detail());
    }
  }

  private static String required(String secret) {
    if (secret.length() < SHORTEST_SECRET) {
      throw new FieldRefused(
          "secret",
          "The secret needs at least " + SHORTEST_SECRET + " characters: it signs every delivery.");
    }
    return secret;
  }

  /// The address without its path, which for most receivers is a secret of its own.
  static String shown(String url) {
    var parsed = OutboundUrl.parse(url);
    return (parsed.secure() ? "https://" : "http://")
        + parsed.authority()
        + (parsed.target().equals("/") ? "" : "/…");
  }
}
