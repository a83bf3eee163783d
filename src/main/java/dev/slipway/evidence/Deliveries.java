package dev.slipway.evidence;

import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.SignIns;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
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
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes what a webhook delivers: evidence, and nothing else. All of a delivery is kept, or none.
@Service
public class Deliveries {

  private final HookRows rows;
  private final Evidence evidence;
  private final Services services;
  private final SignIns strangers;
  private final Sealing sealing;
  private final TransactionTemplate transaction;

  Deliveries(
      HookRows rows,
      Evidence evidence,
      Services services,
      SignIns strangers,
      Sealing sealing,
      PlatformTransactionManager transactions) {
    this.rows = rows;
    this.evidence = evidence;
    this.services = services;
    this.strangers = strangers;
    this.sealing = sealing;
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
    } catch (DomainFailure refused) {
      note(delivery, refused);
      throw refused;
    }
  }

  /// Notes a delivery that was turned away before anybody read it.
  public void tooLarge(String hook, Actor stranger) {
    strangers.refusedStranger("hook.deliver", stranger, subject(hook), "too large");
    find(hook).ifPresent(known -> rows.refused(known.id(), "too large"));
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

  /// Why it cannot be believed, or null. The signature is asked first and in every case, so that
  /// nobody without a key learns anything from how long it takes.
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

  private void note(Delivery delivery, DomainFailure refused) {
    var hook = find(delivery.hook());
    var why = refused instanceof DeliveryRefused unknown ? unknown.why() : refused.detail();
    if (refused instanceof DeliveryRefused) {
      strangers.refusedStranger(
          "hook.deliver",
          new Actor(
              null, "anonymous", Via.ANONYMOUS, delivery.address(), delivery.requestId(), null),
          subject(delivery.hook()),
          why);
    }
    hook.ifPresent(
        known -> rows.refused(known.id(), why.length() > 300 ? why.substring(0, 300) : why));
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
    try {
      return rows.find(UUID.fromString(hook));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Subject subject(String hook) {
    var shown = hook.length() > 40 ? hook.substring(0, 40) : hook;
    return Subject.of("hook", shown, "/hooks/" + shown);
  }
}
