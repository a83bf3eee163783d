package dev.slipway.policies;

import dev.slipway.kernel.Decimals;
import dev.slipway.policies.spi.ChangePolicy;
import dev.slipway.policies.spi.EvidenceKind;
import dev.slipway.policies.spi.ImageEvidence;
import dev.slipway.policies.spi.ImageEvidence.Piece;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Verdict;
import dev.slipway.shell.Times;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// An environment may take only images of which a pipeline has proven what it asks for, by content
/// and not by name. What is not known has not passed.
@Component
@Order(84)
class EvidencePolicy implements ChangePolicy {

  private static final String NAME = "evidence";

  private final EnvironmentPolicies policies;
  private final ObjectProvider<ImageEvidence> evidence;

  EvidencePolicy(EnvironmentPolicies policies, ObjectProvider<ImageEvidence> evidence) {
    this.policies = policies;
    this.evidence = evidence;
  }

  @Override
  public List<Verdict> judge(ProposedChange change) {
    if (!change.kind().bringsImages()) {
      return List.of();
    }
    var rule = policies.of(change.environment().id()).evidence();
    if (!rule.asks()) {
      return List.of();
    }
    if (change.isRollback()) {
      return List.of(
          new Verdict.Allow(
              NAME, "A rollback goes to what ran here before; no evidence is asked for."));
    }
    return List.of(judge(change, rule));
  }

  private Verdict judge(ProposedChange change, EvidenceRule rule) {
    var proven = new ArrayList<String>();
    var missing = new ArrayList<String>();
    for (var image : change.facts().images()) {
      var at = image.indexOf("@sha256:");
      var name = at < 0 ? image : image.substring(0, at);
      var pieces = at < 0 ? List.<Piece>of() : pieces(change, image.substring(at + 1));
      var faults =
          at < 0 ? List.of("no digest, so nobody can tell what was tested") : faults(rule, pieces);
      if (faults.isEmpty()) {
        proven.add(name + ": " + used(rule, pieces));
      } else {
        missing.add(name + ": " + String.join("; ", faults));
      }
    }
    return missing.isEmpty()
        ? new Verdict.Allow(NAME, String.join(". ", proven) + ".")
        : new Verdict.Block(
            NAME,
            "%s asks of every image: %s. %s."
                .formatted(change.environment().name(), rule.words(), String.join(". ", missing)),
            "Let the pipeline send what is missing for this digest (POST /api/v1/evidence, or an"
                + " incoming webhook), or build an image that passes; then plan again.");
  }

  private List<Piece> pieces(ProposedChange change, String digest) {
    var known = evidence.getIfAvailable();
    return known == null
        ? List.of()
        : known.of(change.service().id().value(), digest, change.environment().environmentClass());
  }

  /// What stands in the way, in words.
  static List<String> faults(EvidenceRule rule, List<Piece> pieces) {
    var faults = new ArrayList<String>();
    for (var kind : rule.needed()) {
      var found = pieces.stream().filter(piece -> piece.kind() == kind).toList();
      if (found.isEmpty()) {
        faults.add("no evidence of " + kind.words());
      }
      for (var piece : found) {
        var fault = piece.passed() ? measured(rule, piece) : " failed: " + piece.summary();
        if (fault != null) {
          faults.add(piece.name() + fault);
        }
      }
    }
    return faults;
  }

  private static @Nullable String measured(EvidenceRule rule, Piece piece) {
    if (piece.kind() == EvidenceKind.COVERAGE && rule.minimumCoverage() > 0) {
      return covered(rule.minimumCoverage(), piece.coverage());
    }
    var worst = rule.blockedFrom();
    if (piece.kind() != EvidenceKind.SCAN || worst == null) {
      return null;
    }
    if (piece.findings() == null) {
      return " does not say how many findings there are";
    }
    return piece.findings().from(worst) == 0 ? null : " found " + piece.findings().words();
  }

  private static @Nullable String covered(int least, @Nullable BigDecimal coverage) {
    if (coverage == null) {
      return " does not say how much";
    }
    return coverage.compareTo(BigDecimal.valueOf(least)) >= 0
        ? null
        : " is " + Decimals.plain(coverage) + " % (expected: " + least + " % or more)";
  }

  private static String used(EvidenceRule rule, List<Piece> pieces) {
    return pieces.stream()
        .filter(piece -> rule.needed().contains(piece.kind()))
        .map(EvidencePolicy::words)
        .collect(Collectors.joining("; "));
  }

  private static String words(Piece piece) {
    var measure =
        piece.coverage() != null
            ? ", " + Decimals.plain(piece.coverage()) + " %"
            : piece.findings() != null ? ", " + piece.findings().words() : "";
    return "%s passed%s (%s, %s)"
        .formatted(piece.name(), measure, piece.source(), Times.full(piece.at(), ZoneOffset.UTC));
  }
}
