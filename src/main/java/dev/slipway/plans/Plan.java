package dev.slipway.plans;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Subject;
import dev.slipway.plans.spi.DiffLine;
import dev.slipway.policies.spi.ChangeFacts;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.Verdict;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/// One proposed change. Written once; the application's role may not update it.
@Entity
@Immutable
class Plan {

  private static final TypeReference<List<DiffLine>> DIFF = new TypeReference<>() {};
  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
  private static final TypeReference<Set<String>> NAMES = new TypeReference<>() {};

  @EmbeddedId
  @AttributeOverride(name = "value", column = @Column(name = "id"))
  PlanId id;

  String hash;
  int hashVersion;
  String content;

  @Enumerated(EnumType.STRING)
  ChangeKind kind;

  @Embedded PlanTarget target;
  byte @Nullable [] template;
  String facts;
  String sentence;
  String fromVersion;
  String toVersion;
  String diff;
  String verdicts;
  String notUndone;
  String wish;
  String reason;
  @Nullable String ticket;
  boolean startWhenApproved;
  String acknowledged;
  String requester;
  @Nullable UUID requesterPerson;
  @Nullable UUID targetDeployment;
  boolean baseUnhealthy;
  int policyVersion;
  Instant createdAt;
  Instant notAfter;

  @SuppressWarnings("NullAway.Init")
  protected Plan() {}

  @SuppressWarnings("NullAway.Init")
  private Plan(PlanId id, Draft draft) {
    var prepared = draft.prepared();
    var asked = draft.wish();
    this.id = id;
    this.kind = asked.kind();
    this.target = PlanTarget.of(draft);
    this.facts = Json.write(prepared.change().facts());
    this.sentence = prepared.sentence();
    this.fromVersion = prepared.from();
    this.toVersion = prepared.to();
    this.diff = Json.write(prepared.diff());
    this.notUndone = Json.write(prepared.notUndone());
    this.wish = Json.write(asked);
    this.reason = asked.reason();
    this.ticket = asked.ticket();
    this.startWhenApproved = asked.startWhenApproved();
    this.acknowledged = Json.write(asked.acknowledged());
    this.targetDeployment = prepared.target();
    this.baseUnhealthy = prepared.baseUnhealthy();
  }

  /// Makes the row and its hash.
  ///
  /// @param sealed the target template, sealed for this plan, and `mac` its keyed hash
  static Plan of(
      PlanId id,
      Draft draft,
      byte @Nullable [] sealed,
      @Nullable String mac,
      List<Verdict> verdicts,
      int policyVersion,
      Actor requester,
      Instant now,
      Instant notAfter) {
    var plan = new Plan(id, draft);
    plan.hashVersion = PlanHash.VERSION;
    plan.content =
        PlanHash.canonical(PlanContent.of(id, draft, mac, policyVersion, requester, notAfter));
    plan.hash = PlanHash.ofCanonical(plan.content);
    plan.template = sealed;
    plan.verdicts = StoredVerdict.write(verdicts);
    plan.policyVersion = policyVersion;
    plan.requester = Json.write(requester);
    plan.requesterPerson = requester.person();
    plan.createdAt = now;
    plan.notAfter = notAfter;
    return plan;
  }

  JsonNode contentTree() {
    return Json.parse(content);
  }

  Actor requester() {
    return Json.actor(requester);
  }

  ChangeFacts facts() {
    return Json.read(facts, ChangeFacts.class);
  }

  ProposeChange wish() {
    return Json.read(wish, ProposeChange.class);
  }

  List<Verdict> verdicts() {
    return StoredVerdict.read(verdicts);
  }

  List<DiffLine> diff() {
    return Json.read(diff, DIFF);
  }

  List<String> notUndone() {
    return Json.read(notUndone, TEXTS);
  }

  Set<String> acknowledged() {
    return Json.read(acknowledged, NAMES);
  }

  boolean isExpired(Instant now) {
    return !now.isBefore(notAfter);
  }

  /// Whether what is stored still is what was hashed.
  boolean hashHolds() {
    return PlanHash.ofCanonical(content).equals(hash);
  }

  static String sealedAs(PlanId id) {
    return "plan:" + id.value() + ":template";
  }

  Subject subject() {
    return target.subject("plan", id.value(), sentence);
  }
}
