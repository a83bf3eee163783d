package dev.slipway.gate;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.policies.spi.ChangeClass;
import dev.slipway.policies.spi.ChangeKind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What was said once of a change, and by what. Never changed, never deleted.
///
/// @param at by the database's clock
/// @param sentence what was to be done
/// @param from what ran then, short, and `to` what was to run
/// @param images that it was to bring, with their digests where they were known
/// @param requester who asked, and by which token
/// @param job the run of a pipeline that asked, as it named itself; null where it said nothing
/// @param plan null where nobody had planned it
/// @param planHash of that plan; null without one
/// @param deployment that began by it; null where none did
/// @param changeClass the class by which it was judged
/// @param declared whether that is lighter than what the portal could tell, by its requester's word
/// @param outcome of all policies where a pipeline asked, else of the gate alone
/// @param would what the gate says where it is enforced
/// @param reason what decided, in words
/// @param budget state of the budget then, as a slug; empty where no objective had a say
/// @param burnsFast whether it burned so fast that features are held however much is left
/// @param override id of the override that let it through; null without one
/// @param commits what the change brings and what that makes of it; null where that was not known
public record GateDecision(
    UUID id,
    Instant at,
    DecisionOccasion occasion,
    ServiceView service,
    EnvironmentView environment,
    ChangeKind kind,
    String sentence,
    String from,
    String to,
    List<String> images,
    String requester,
    @Nullable String job,
    @Nullable UUID plan,
    @Nullable String planHash,
    @Nullable UUID deployment,
    ChangeClass changeClass,
    boolean declared,
    GateMode mode,
    DecisionOutcome outcome,
    DecisionOutcome would,
    String reason,
    String budget,
    boolean burnsFast,
    List<DecisionVerdict> verdicts,
    List<DecisionEvidence> evidence,
    @Nullable UUID override,
    @Nullable DecisionCommits commits) {

  /// Path of its page.
  public String path() {
    return "/gate/decisions/" + id;
  }
}
