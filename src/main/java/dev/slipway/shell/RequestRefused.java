package dev.slipway.shell;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Outcome;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.Map;

/// Somebody tried something and was refused, or it failed for a reason that the portal knows.
public record RequestRefused(
    String action, Actor actor, Subject subject, Outcome outcome, String slug, String detail)
    implements PortalEvent {

  static RequestRefused from(DomainFailure failure, Actor actor, String method, String path) {
    String action = failure.action();
    Subject subject = failure.subject();
    return new RequestRefused(
        action == null ? "request.refused" : action,
        actor,
        subject == null ? Subject.of("address", path, method + " " + path) : subject,
        failure.problem().status() == 403 ? Outcome.DENIED : Outcome.FAILED,
        failure.problem().slug(),
        failure.detail());
  }

  /// What the person was told, such as the role that was missing.
  @Override
  public String reason() {
    return detail;
  }

  @Override
  public Map<String, Object> after() {
    return Map.of("problem", slug);
  }
}
