package dev.slipway.plans.spi;

import dev.slipway.policies.spi.ChangeFacts.Declared;
import dev.slipway.policies.spi.ProposedChange;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A change worked out against the live object.
///
/// @param content what will be sent, canonical: images with digests, replicas, restart stamp,
///   template hash. It is hashed into the plan; templates are stored beside it, encrypted
/// @param template the full target template of a rollback, stored encrypted, or null
/// @param sentence such as `Roll out student-service 1.0.0 → 1.0.1 to production`
/// @param from what runs now, short (`1.0.0`), and `to` what will
/// @param diff readable and redacted, line by line
/// @param notUndone what a rollback of this would not bring back
/// @param baseUnhealthy whether the workload was unhealthy when planned: never a target of an
///   automatic rollback
/// @param target the recorded deployment that a rollback goes to
public record Prepared(
    JsonNode content,
    @Nullable JsonNode template,
    String sentence,
    String from,
    String to,
    List<DiffLine> diff,
    List<String> notUndone,
    boolean baseUnhealthy,
    @Nullable UUID target,
    ProposedChange change) {

  /// The same, with more known of it.
  public Prepared with(ProposedChange known) {
    return new Prepared(
        content, template, sentence, from, to, diff, notUndone, baseUnhealthy, target, known);
  }

  /// The same change, as its requester calls it.
  ///
  /// @param ticket where its reason can be read
  public Prepared called(@Nullable Declared by, @Nullable String ticket) {
    return by == null && ticket == null
        ? this
        : with(
            new ProposedChange(
                change.service(),
                change.environment(),
                change.facts().called(by).withTicket(ticket),
                change.requester()));
  }
}
