package dev.slipway.notifications;

import dev.slipway.identity.Role;
import dev.slipway.identity.Scope;
import dev.slipway.identity.spi.Agreement;
import dev.slipway.identity.spi.HeldAct;
import dev.slipway.identity.spi.HeldPayload;
import dev.slipway.identity.spi.SecondPerson;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.identity.spi.WeightyAct;
import dev.slipway.identity.spi.WeightyAct.Line;
import dev.slipway.kernel.Actor;
import dev.slipway.runtime.OutboundUrl;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Where news of production go weighs: another address takes effect once another administrator has
/// agreed. Removing the webhook does not: what goes to somebody else must be stoppable by one.
@Component
class WebhookActs implements HeldAct {

  private final SecondPerson second;
  private final ObjectProvider<Webhooks> webhooks;

  WebhookActs(SecondPerson second, ObjectProvider<Webhooks> webhooks) {
    this.second = second;
    this.webhooks = webhooks;
  }

  /// What is to be set. Holds secrets: it is stored sealed and for as long as it waits only.
  ///
  /// @param basedOn when the webhook in force was set; null where there is none
  record Wish(String url, String secret, String reason, @Nullable Instant basedOn) {

    @Override
    public String toString() {
      return "Wish[" + Webhooks.shown(url) + "]";
    }
  }

  /// In the caller's transaction. Empty where it can be done at once.
  Optional<WaitingAct> hold(Wish wish, @Nullable WebhookView now, Actor actor) {
    return second.hold(
        new WeightyAct(
            kind(),
            Webhooks.SUBJECT,
            (now == null ? "Set the webhook to " : "Change the webhook to ")
                + OutboundUrl.parse(wish.url()).authority(),
            "/notifications",
            wish.reason(),
            lines(wish, now),
            Role.PLATFORM_ADMIN,
            Scope.PORTAL,
            Set.of(),
            HeldPayload.write(wish)),
        actor);
  }

  List<WaitingAct> waiting() {
    return second.waiting(Webhooks.SUBJECT);
  }

  /// The path stays hidden also from whoever agrees: to most receivers it is a credential.
  private static List<Line> lines(Wish wish, @Nullable WebhookView now) {
    var lines = new ArrayList<Line>();
    var then = "News go to " + Webhooks.shown(wish.url());
    lines.addAll(Line.change(now == null ? "News go nowhere" : "News go to " + now.url(), then));
    lines.add(Line.then("Every delivery is signed with another secret"));
    lines.add(
        Line.stays(
            "What goes there: plans that wait, how they were decided, deployments that failed;"
                + " names, reasons and links, no credential"));
    return lines;
  }

  @Override
  public String kind() {
    return "webhook";
  }

  @Override
  public void carryOut(String payload, Agreement agreement) {
    webhooks.getObject().agreed(HeldPayload.read(payload, Wish.class), agreement);
  }
}
