package dev.slipway.verification.web;

import dev.slipway.shell.LiveStream;
import dev.slipway.shell.Look;
import dev.slipway.shell.Panel;
import dev.slipway.shell.Patch;
import dev.slipway.verification.Sampled;
import dev.slipway.verification.VerificationMoved;
import dev.slipway.verification.VerificationState;
import dev.slipway.verification.WayBackTold;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Makes open pages of deployments read again what was counted, on every replica.
@Component
class VerificationLive {

  private static final String PANEL = Panel.id("deployment", "Verification");

  private final LiveStream stream;

  VerificationLive(LiveStream stream) {
    this.stream = stream;
  }

  @EventListener
  void on(Sampled event) {
    stream.reload("deployment:" + event.deployment(), PANEL);
  }

  @EventListener
  void on(VerificationMoved event) {
    var topic = "deployment:" + event.subject().id();
    stream.reload(topic, "deployment-live");
    stream.reload("deployments", "deployments-list");
    if (event.state() == VerificationState.FAILED) {
      var title = Look.of("verification-failed").word() + ": " + event.subject().service();
      stream.publish(topic, List.of(Patch.text("page-title", title)));
    }
  }

  @EventListener
  void on(WayBackTold event) {
    stream.reload("deployment:" + event.subject().id(), "deployment-live");
  }
}
