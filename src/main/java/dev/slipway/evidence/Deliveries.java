package dev.slipway.evidence;

import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.SignIns;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.AttemptRefused;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Outcome;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.Via;
import dev.slipway.runtime.Sealing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes what a webhook delivers: evidence, and nothing else. All of a delivery is kept, or none.
@Service
public class Deliveries {

  private static final String ACTION = "hook.deliver";
  private static final String TOO_LARGE = "too large";
  private static final int LONGEST_REFUSAL = 300;

  private final HookRows rows;
  private final Evidence evidence;
  private final Services services;
  private final SignIns strangers;
  private final Sealing sealing;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;

  Deliveries(
      HookRows rows,
      Evidence evidence,
      Services services,
      SignIns strangers,
      Sealing sealing,
      ApplicationEventPublisher events,
      PlatformTransactionManager transactions) {
    this.rows = rows;
    this.evidence = evidence;
    this.services = services;
    this.strangers = strangers;
    this.sealing = sealing;
    this.events = events;
    this.transaction = new TransactionTemplate(transactions);
  }

  /// Keeps what is in it, once it is known to come from a holder of a key.
  ///
  /// @param body the raw bytes, which are what is signed
  /// @param reader of the body; called only then
  /// @throws DeliveryRefused where that is not known; every reason looks alike to the sender
  public void accept(
      Delivery delivery, byte[] body, Function<byte[], List<RecordEvidence>> reader) {
    try {
      transaction.executeWithoutResult(_ -> keep(delivery, body, reader));
    } catch (DeliveryRefused unknown) {
      disbelieved(delivery.hook(), stranger(delivery), unknown.why());
      throw unknown;
    } catch (DomainFailure refused) {
      note(delivery, refused);
      throw refused;
    }
  }

  /// Notes a delivery that was cut where it was read.
  public void tooLarge(String hook, Actor stranger) {
    disbelieved(hook, stranger, TOO_LARGE);
  }

  /// Of one that says so itself, which is turned away before strangers are counted: in the trail's
  /// sums alone, because they could make the portal write without limit.
  public void saysTooLarge(String hook, Actor stranger) {
    strangers.refusedStranger(ACTION, stranger, subject(hook), TOO_LARGE);
  }

  private void keep(Delivery delivery, byte[] body, Function<byte[], List<RecordEvidence>> reader) {
    var hook = find(delivery.hook()).orElse(null);
    var why = fault(delivery, body, hook);
    if (hook == null || why != null) {
      throw new DeliveryRefused(why == null ? "unknown webhook" : why);
    }
    var actor = actor(hook, delivery);
    for (var wish : reader.apply(body)) {
      evidence.keep(wish, service(wish, hook), List.of(EnvironmentClass.values()), actor);
    }
    rows.accepted(hook.id());
  }

  /// Why it cannot be believed, or null. The signature is asked first and in every case, so how
  /// long it takes tells nobody how near to a right one theirs was.
  private @Nullable String fault(Delivery delivery, byte[] body, @Nullable HookView hook) {
    var signed = isSigned(delivery, body, hook);
    if (hook == null) {
      return "unknown webhook";
    }
    if (!hook.isEnabled()) {
      return "disabled webhook";
    }
    if (!delivery.isFormed()) {
      return "header missing or malformed";
    }
    if (!signed) {
      return "signature of no key";
    }
    if (!delivery.isTimely(rows.now())) {
      return "timestamp more than 5 min off";
    }
    return rows.isNew(hook.id(), String.valueOf(delivery.id())) ? null : "delivery id used before";
  }

  private boolean isSigned(Delivery delivery, byte[] body, @Nullable HookView hook) {
    var id = String.valueOf(delivery.id());
    var timestamp = String.valueOf(delivery.timestamp());
    var signed = false;
    var keys = hook == null ? Map.<UUID, byte[]>of() : rows.keys(hook.id());
    for (var key : keys.entrySet()) {
      var place = HookKey.place(hook == null ? key.getKey() : hook.id(), key.getKey());
      var opened = new HookKey(sealing.open(key.getValue(), place));
      signed |= opened.signed(id, timestamp, body, delivery.signature());
    }
    if (keys.isEmpty()) {
      var _ = HookKey.NOBODYS.signed(id, timestamp, body, delivery.signature());
    }
    return signed;
  }

  /// The service that a statement is about: of the team, of the list, and both as of now.
  private ServiceView service(RecordEvidence wish, HookView hook) {
    var slug =
        wish.service() == null && hook.services().size() == 1
            ? hook.services().getFirst()
            : wish.service();
    if (slug == null) {
      throw new FieldRefused("service", "service is missing: this webhook speaks for several.");
    }
    return services
        .bySlug(slug)
        .flatMap(known -> services.now(known.id()))
        .filter(known -> known.team().value().equals(hook.team()))
        .filter(known -> hook.services().isEmpty() || hook.services().contains(known.slug()))
        .orElseThrow(() ->
            new DomainFailure(
                ProblemType.NOT_ALLOWED,
                "This webhook does not speak for '%s'. Use the one of its team.".formatted(slug)));
  }

  /// Of whoever could not be known: summed up in the trail, and read nothing for.
  private void disbelieved(String hook, Actor stranger, String why) {
    strangers.refusedStranger(ACTION, stranger, subject(hook), why);
    id(hook).ifPresent(known -> rows.refused(known, why));
  }

  /// Of a holder of a key, who reached for what is not theirs or sent what is not taken.
  private void note(Delivery delivery, DomainFailure refused) {
    find(delivery.hook())
        .ifPresent(hook -> {
          var detail = refused.detail();
          var why =
              detail.length() > LONGEST_REFUSAL ? detail.substring(0, LONGEST_REFUSAL) : detail;
          rows.refused(hook.id(), why);
          events.publishEvent(
              new AttemptRefused(
                  ACTION,
                  actor(hook, delivery),
                  HookChanged.subject(hook.id(), hook.name()),
                  Outcome.DENIED,
                  why));
        });
  }

  private static Actor stranger(Delivery delivery) {
    return new Actor(
        null, "anonymous", Via.ANONYMOUS, delivery.address(), delivery.requestId(), null);
  }

  /// Whoever delivers by this webhook, as the trail names it.
  private static Actor actor(HookView hook, Delivery delivery) {
    return new Actor(
        null,
        "webhook " + hook.name(),
        Via.WEBHOOK,
        delivery.address(),
        delivery.requestId(),
        null);
  }

  private Optional<HookView> find(String hook) {
    return id(hook).flatMap(rows::find);
  }

  private static Optional<UUID> id(String hook) {
    try {
      return Optional.of(UUID.fromString(hook));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Subject subject(String hook) {
    var shown = hook.length() > 40 ? hook.substring(0, 40) : hook;
    return Subject.of("hook", shown, "/hooks/" + shown);
  }
}
