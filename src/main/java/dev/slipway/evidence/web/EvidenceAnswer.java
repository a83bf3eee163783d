package dev.slipway.evidence.web;

import dev.slipway.evidence.EvidenceView;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.policies.spi.ImageEvidence.Findings;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One statement, as the API gives it.
///
/// @param image with registry, tag and digest as far as they are known
/// @param since and `commits`: null but for kind commits
/// @param countsIn classes of the environments where a policy may go by it
record EvidenceAnswer(
    UUID id,
    String image,
    @Nullable String service,
    String kind,
    String outcome,
    String summary,
    @Nullable String tool,
    @Nullable BigDecimal coverage,
    @Nullable Findings findings,
    @Nullable String commit,
    @Nullable String branch,
    @Nullable String url,
    @Nullable String since,
    @Nullable List<String> commits,
    List<String> countsIn,
    String source,
    Instant recordedAt) {

  /// @param service slug of the service, or null
  static EvidenceAnswer of(EvidenceView evidence, @Nullable String service) {
    return new EvidenceAnswer(
        evidence.id(),
        evidence.image(),
        service,
        evidence.kind().slug(),
        evidence.passed() ? "passed" : "failed",
        evidence.summary(),
        evidence.tool().isEmpty() ? null : evidence.tool(),
        evidence.coverage(),
        evidence.findings(),
        evidence.commit(),
        evidence.branch(),
        evidence.url(),
        evidence.since(),
        evidence.since() == null ? null : evidence.commits(),
        evidence.countsIn().stream().map(EnvironmentClass::slug).toList(),
        evidence.source(),
        evidence.at());
  }
}
